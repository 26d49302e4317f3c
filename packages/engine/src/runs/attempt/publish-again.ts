import { type ExitFacts, MlxError } from "@mlx/core";
import { isElsewhere } from "../recover/job-place.ts";
import type { RunDeps } from "../run-deps.ts";
import { type AttemptWork, channelsOf, timeoutsOf } from "./attempt-work.ts";
import { concludeAttempt, type EndedJob } from "./conclude-attempt.ts";
import { judgeExit } from "./judge-exit.ts";

export interface UnpublishedJob extends EndedJob {
  readonly exit: ExitFacts;
}

/**
 * What the newest attempt of a reopened run left, where its program had succeeded and that could not be
 * published. `undefined`: it ended in another way, or what it left is gone, or not to be had from here.
 */
export async function findUnpublished({
  run,
  chain,
  attempts,
  deps,
}: Pick<AttemptWork, "run" | "chain" | "attempts"> & {
  readonly deps: Pick<RunDeps, "executors" | "worker">;
}): Promise<UnpublishedJob | undefined> {
  const attempt = attempts.find(({ number }) => number === run.attempt);
  if (attempt?.outcome?.reason !== "PUBLISH_FAILED" || isElsewhere(attempt, deps)) return undefined;
  const { exit } = attempt;
  if (exit?.exitCode !== 0) return undefined;
  const executor = deps.executors[attempt.executor];
  try {
    const handle = await executor.find({ runId: run.id, attempt: attempt.number });
    if (handle === undefined) return undefined;
    const left = await executor.collect(handle);
    const wanted = channelsOf({ run, ...(chain && { chain }) }).map((channel) => left.outputFolders[channel]);
    if (run.task === "train") wanted.push(left.modelFolder);
    const isThere = wanted.every((folder) => folder !== undefined && !left.replacedFolders.includes(folder));
    return isThere ? { attempt, handle, left, exit } : undefined;
  } catch (error) {
    // A further attempt finds out for itself what is wrong with it.
    if (error instanceof MlxError) return undefined;
    throw error;
  }
}

/** Takes a reopened run up where its attempt had failed: at PUBLISHING. The attempt ends anew. */
export async function publishAgain(work: AttemptWork, ended: UnpublishedJob): Promise<void> {
  const { run, deps } = work;
  const stop = (await deps.store.runs.get(run.id))?.stop;
  await concludeAttempt(work, ended, judgeExit(ended.exit, ended.left, { stop, ...timeoutsOf(work) }));
}
