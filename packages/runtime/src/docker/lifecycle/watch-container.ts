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
import { readSecretValues } from "../container/secrets-folder.ts";
import { endOfAbsent } from "./absent-container.ts";
import type { ContainerRecord } from "./container-record.ts";
import { stoppedBeforeStart } from "./exit-facts.ts";
import type { ContainerEnd } from "./finish-job.ts";
import { judgeEnd, recordEnd } from "./finish-job.ts";
import { followContainer } from "./follow-container.ts";
import type { ContainerState } from "./inspect-container.ts";
import { failedToStart, inspectContainer } from "./inspect-container.ts";
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

/** `undefined` where the job waits to be submitted again. Rejects with the signal's reason. */
export async function watchContainer(
  job: ContainerJob,
  record: ContainerRecord,
  context: JobContext,
  options: WatchOptions,
): Promise<ExitFacts | undefined> {
  const reserving = reserveExit(job.folder.exit, context.clock);
  try {
    return await watch(job, record, context, { ...options, reserving });
  } finally {
    await (await reserving).discard();
  }
}

const removalMilliseconds = 500;

async function watch(
  job: ContainerJob,
  record: ContainerRecord,
  context: JobContext,
  { signal, onStarted, onWritten, reserving }: WatchOptions & { readonly reserving: Promise<ExitRecorder> },
): Promise<ExitFacts | undefined> {
  const { engine, clock, onStep } = context;
  const secrets = await readSecrets(record);
  const look = () => insist(() => inspectContainer(engine, record.id), { clock, signal });

  async function finish(exit: ExitFacts, warnings: readonly string[] = []): Promise<ExitFacts> {
    const recorder = await reserving;
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
    const followed = await followContainer(job, record, context, { attached, secrets, signal, onWritten });
    const { state, startedAt, peakMemory, warnings } = followed;
    if (state === undefined || (await isRemoved(state))) return finishAbsent(startedAt, warnings);
    return finishEnded({ state, peakMemory }, warnings);
  }

  for (;;) {
    const state = await look();
    if (state === undefined) return finishAbsent();
    if (failedToStart(state)) return finishEnded({ state, startFailure: state.error });
    if (state.phase !== "created") return follow();
    const start = await insist(() => startContainer(job, record, context), { clock, signal });
    if (start.type === "started") return follow(start.output);
    if (start.type === "failed")
      return finishEnded({ state: (await look()) ?? state, startFailure: start.message });
    if (start.type === "stopped") return finish(stoppedBeforeStart(timestamp(clock.now())));
    if (start.type === "not-ready") return undefined;
  }
}

/** `undefined`: there are some, and they are not known any more, since the machine was restarted. */
async function readSecrets({ secretsFolder }: ContainerRecord): Promise<readonly string[] | undefined> {
  if (secretsFolder === undefined) return [];
  return existsSync(secretsFolder) ? readSecretValues(secretsFolder) : undefined;
}
