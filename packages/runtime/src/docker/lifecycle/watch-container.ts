/**
 * From the start of a job's container to its recorded end, for the one who holds the claim to observe
 * it. It looks at what is there and does what is missing, so that it serves a container that is to be
 * started as well as one that has long ended.
 */
import { existsSync } from "node:fs";
import type { ExitFacts } from "@mlx/core";
import { timestamp } from "@mlx/core";
import type { ExitRecorder } from "../../job/record-exit.ts";
import { reserveExit } from "../../job/record-exit.ts";
import type { ObserverClaim } from "../capture/observer-claim.ts";
import { readSecretValues } from "../container/secrets-folder.ts";
import { endOfAbsent } from "./absent-container.ts";
import type { ContainerRecord } from "./container-record.ts";
import { stoppedBeforeStart } from "./exit-facts.ts";
import { findContainer } from "./find-container.ts";
import type { ContainerEnd } from "./finish-job.ts";
import { judgeEnd, recordEnd } from "./finish-job.ts";
import { followContainer } from "./follow-container.ts";
import type { ContainerState } from "./inspect-container.ts";
import { failedToStart } from "./inspect-container.ts";
import type { ContainerJob, JobContext } from "./job-context.ts";
import { insist } from "./job-context.ts";
import { startContainer } from "./start-container.ts";

export interface WatchOptions {
  readonly signal: AbortSignal;
  /** The container was started, or another process sees to that. */
  readonly onStarted: () => void;
  /** Something new stands in the log. */
  readonly onWritten: () => void;
}

/**
 * `undefined` where the job waits to be submitted again. Rejects with the reason of the signal, or of
 * the claim's loss. Fails: 4045.
 */
export async function watchContainer(
  job: ContainerJob,
  record: ContainerRecord,
  context: JobContext,
  options: WatchOptions & { readonly claim: ObserverClaim },
): Promise<ExitFacts | undefined> {
  const reserving = reserveExit(job.folder.exit, context.clock);
  try {
    const signal = AbortSignal.any([options.signal, options.claim.lost]);
    return await watch(job, record, context, { ...options, signal, reserving });
  } finally {
    await (await reserving).discard();
  }
}

const removalMilliseconds = 500;
/** Of an engine that is there, and cannot start a container for a reason of its own. */
const mostStarts = 6;
const firstPause = 200;

interface WatchDetails extends WatchOptions {
  readonly claim: ObserverClaim;
  readonly reserving: Promise<ExitRecorder>;
}

async function watch(
  job: ContainerJob,
  created: ContainerRecord,
  context: JobContext,
  { signal, onStarted, onWritten, claim, reserving }: WatchDetails,
): Promise<ExitFacts | undefined> {
  const { clock, onStep } = context;
  let record = created;
  const secrets = await readSecrets(record);
  const look = () => insist(() => findContainer(job, record, context), { clock, signal });

  async function finish(exit: ExitFacts, warnings: readonly string[] = []): Promise<ExitFacts> {
    const recorder = await reserving;
    if (!claim.isHeld({ surely: true })) signal.throwIfAborted();
    return recordEnd(job, record, context, { exit, warnings, secrets: secrets ?? [], recorder });
  }

  async function finishEnded(end: ContainerEnd, warnings: readonly string[] = []): Promise<ExitFacts> {
    return finish(await insist(() => judgeEnd(job, record, context, end), { clock, signal }), warnings);
  }

  async function finishAbsent(startedAt?: string, warnings: readonly string[] = []): Promise<ExitFacts> {
    const exit = await insist(() => endOfAbsent(job, record, context, startedAt), { clock, signal });
    return finish(exit, warnings);
  }

  /** To be removed by force means to be killed first. */
  async function isRemoved({ exitCode, oomKilled }: ContainerState): Promise<boolean> {
    if (exitCode !== 137 || oomKilled || existsSync(job.folder.stop)) return false;
    await clock.sleep(removalMilliseconds, signal);
    return (await look()) === undefined;
  }

  async function follow(attached?: NodeJS.ReadableStream): Promise<ExitFacts> {
    onStarted();
    onStep("observe");
    const followed = await followContainer(job, record, context, {
      attached,
      secrets,
      claim,
      signal,
      onWritten,
    });
    const { state, startedAt, peakMemory, warnings } = followed;
    if (state === undefined || (await isRemoved(state))) return finishAbsent(startedAt, warnings);
    return finishEnded({ state, peakMemory }, warnings);
  }

  /** It has not run, and the task is not to blame. */
  function finishUnstarted(message: string): Promise<ExitFacts> {
    const endedAt = timestamp(clock.now());
    const lostHow = `the container engine failed to start it again and again: ${message}`;
    const facts = { exitCode: null, signal: null, oomKilled: false, endedAt };
    return finish({ ...facts, lost: "WORKER_LOST", lostHow });
  }

  for (let starts = 1; ; ) {
    const state = await look();
    if (state === undefined) return finishAbsent();
    if (failedToStart(state)) return finishEnded({ state, startFailure: state.error });
    if (state.phase !== "created") return follow();
    const start = await insist(() => startContainer(job, record, context, claim), { clock, signal });
    if (start.type === "started") {
      record = start.record;
      return follow(start.output);
    }
    if (start.type === "failed")
      return finishEnded({ state: (await look()) ?? state, startFailure: start.message });
    if (start.type === "stopped") return finish(stoppedBeforeStart(timestamp(clock.now())));
    if (start.type === "not-ready") return undefined;
    if (start.type === "faltered") {
      if (starts === mostStarts) return finishUnstarted(start.message);
      await clock.sleep(firstPause * 2 ** starts, signal);
      starts += 1;
    }
    signal.throwIfAborted();
  }
}

/** `undefined`: there are some, and they are not known any more, since the machine was restarted. */
async function readSecrets({ secretsFolder }: ContainerRecord): Promise<readonly string[] | undefined> {
  if (secretsFolder === undefined) return [];
  return existsSync(secretsFolder) ? readSecretValues(secretsFolder) : undefined;
}
