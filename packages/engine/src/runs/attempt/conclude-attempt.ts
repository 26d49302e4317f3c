import { dirname, relative } from "node:path";
import {
  type Attempt,
  defaultRunTimeouts,
  type JobHandle,
  type JobOutputs,
  MlxError,
  type RunOutput,
} from "@mlx/core";
import { keepForCache } from "../chain/step-cache.ts";
import { partTooSlow } from "../errors.ts";
import { type AttemptWork, channelsOf, endStep, setPhase, tellWarnings } from "./attempt-work.ts";
import { failAttempt } from "./fail-attempt.ts";
import { failureMessage, publishFailureReason } from "./failure-reason.ts";
import { finishRun } from "./finish-run.ts";
import type { Judgement } from "./judge-exit.ts";
import { orAborted } from "./or-aborted.ts";
import { deliverOutputs, type PublishedOutputs, publishOutputs } from "./publish-outputs.ts";
import { startTimer } from "./start-timer.ts";

/** An attempt whose program has ended, with what it left. */
export interface EndedJob {
  readonly attempt: Attempt;
  readonly handle: JobHandle;
  readonly left: JobOutputs;
}

/** Publishes what a program left that succeeded, and ends the attempt as it was judged. */
export async function concludeAttempt(
  work: AttemptWork,
  { attempt, handle, left }: EndedJob,
  judgement: Judgement,
): Promise<void> {
  const { executor } = work;
  if (judgement.verdict !== "succeeded") {
    await failAttempt(work, attempt, judgement);
    return executor.cleanup(handle, { keepFiles: true });
  }
  await setPhase(work, "PUBLISHING");
  let published: Published;
  try {
    published = await inPublishTime(work, (signal) => publish(work, { attempt, handle, left }, signal));
  } catch (error) {
    if (work.signal.aborted || !(error instanceof MlxError)) throw error;
    await failAttempt(work, attempt, { verdict: "failed", ...describeFailure(error, work, left) });
    return executor.cleanup(handle, { keepFiles: true });
  }
  await conclude(work, attempt, published, [...judgement.warnings, ...published.warnings]);
  await executor.cleanup(handle);
}

interface Published extends PublishedOutputs {
  /** What was handed out: of a chain nothing before its end. */
  readonly outputs: readonly RunOutput[];
}

async function publish(
  work: AttemptWork,
  { attempt, left }: EndedJob,
  signal: AbortSignal,
): Promise<Published> {
  const { run, deps } = work;
  const published = await publishOutputs(run, channelsOf(work), left, deps, signal);
  if (work.chain !== undefined || run.exact !== undefined) return { ...published, outputs: [] };
  const outputs = await deliverOutputs(run, attempt, published.result, deps, signal);
  return { ...published, outputs };
}

async function conclude(
  work: AttemptWork,
  attempt: Attempt,
  { result, outputs }: Omit<Published, "warnings">,
  warnings: readonly string[],
): Promise<void> {
  const { run } = work;
  await tellWarnings(work, warnings);
  if (work.chain === undefined) {
    // What a run made that repeats another exactly is only compared, and is found with its attempt.
    const ended = run.exact === undefined ? attempt : { ...attempt, left: result };
    const tasks = [{ task: run.task, spec: run.spec, attempt, result }];
    return finishRun(work, { tasks, outputs, warnings, attempt: ended });
  }
  await keepForCache(work, attempt, result);
  const outcome =
    warnings.length === 0
      ? ({ reason: "OK" } as const)
      : ({ reason: "OK_WITH_WARNINGS", message: warnings.join("; ") } as const);
  await endStep(work, attempt, result, outcome);
}

/** Clients of the API read it too, so the path is that in the project. */
function describeFailure(
  error: MlxError,
  { run, deps: { worker } }: Pick<AttemptWork, "run" | "deps">,
  { modelFolder }: JobOutputs,
) {
  const reason = publishFailureReason(error);
  const place = worker.folder === undefined ? modelFolder : relative(dirname(worker.folder), modelFolder);
  const kept = `What the program left is kept beside ${place.startsWith("..") ? modelFolder : place}`;
  const next =
    reason === "PUBLISH_FAILED"
      ? `${kept}; \`mlx runs retry ${run.id.slice(0, 8)}\` publishes it, and does not run the program again`
      : kept;
  return { reason, message: `${failureMessage(error)}\n${next}` };
}

/** Failures: 3024, and those of the work. */
export async function inPublishTime<T>(
  { run, deps, signal }: Pick<AttemptWork, "run" | "deps" | "signal">,
  publishing: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { publishSeconds } = run.spec.timeouts ?? defaultRunTimeouts;
  const late = new AbortController();
  const cancel = startTimer(deps.clock, publishSeconds, () =>
    late.abort(partTooSlow("publish", publishSeconds)),
  );
  const interrupted = AbortSignal.any([late.signal, signal]);
  try {
    return await orAborted(publishing(interrupted), interrupted, deps.clock);
  } finally {
    cancel();
  }
}
