import type { ExitFacts } from "@mlx/core";
import { timestamp } from "@mlx/core";
import { readStderrTail } from "../../contract/collect-outputs.ts";
import type { StopRequest } from "../../job/job-record.ts";
import { readJobExit, readStopRequest, unlessDamaged } from "../../job/job-record.ts";
import { readBootId } from "../../job/process-identity.ts";
import type { ExitRecorder } from "../../job/record-exit.ts";
import { redactFailure } from "../../job/redact-failure.ts";
import { removeSecrets } from "../container/secrets-folder.ts";
import type { ContainerRecord } from "./container-record.ts";
import type { Restart } from "./exit-facts.ts";
import { endedFromOutside, exitFacts } from "./exit-facts.ts";
import type { ContainerState } from "./inspect-container.ts";
import type { ContainerJob, JobContext } from "./job-context.ts";
import { describeStartFailure, readStartFailure } from "./start-failure.ts";

/** What was found out about the end of a container. */
export interface ContainerEnd {
  readonly state: ContainerState;
  /** What the engine said when it could not start it. */
  readonly startFailure?: string;
  /** Bytes. */
  readonly peakMemory?: number;
}

/** What has ended is not necessarily recorded yet. */
export async function judgeEnd(
  { folder }: Pick<ContainerJob, "folder">,
  record: ContainerRecord,
  context: Pick<JobContext, "engine" | "clock">,
  { state, startFailure, peakMemory = 0 }: ContainerEnd,
): Promise<ExitFacts> {
  const stop = await readStopRequest(folder.stop);
  return exitFacts(state, {
    stop,
    restart: await findRestart(record, context, { state, stop }),
    startError:
      startFailure === undefined
        ? await findStartFailure(folder.logs, record, state)
        : describeStartFailure(startFailure, record.task),
    peakMemory,
    now: timestamp(context.clock.now()),
  });
}

/**
 * Writes down how the job ended; where that was done already, the recorded end is everybody's. Its
 * log has to be complete by then.
 */
export async function recordEnd(
  { folder }: ContainerJob,
  record: ContainerRecord,
  { onStep }: Pick<JobContext, "onStep">,
  {
    exit,
    warnings,
    secrets,
    recorder,
  }: {
    readonly exit: ExitFacts;
    readonly warnings: readonly string[];
    readonly secrets: readonly string[];
    readonly recorder: ExitRecorder;
  },
): Promise<ExitFacts> {
  await redactFailure(folder, secrets);
  onStep("exit");
  await recorder.record({ exit, warnings });
  onStep("forget-secrets");
  if (record.secretsFolder !== undefined) await removeSecrets(record.secretsFolder);
  const recorded = await unlessDamaged(readJobExit(folder.exit));
  return recorded === undefined || recorded === "damaged" ? exit : recorded.exit;
}

async function findStartFailure(
  logs: string,
  { task }: ContainerRecord,
  { exitCode }: ContainerState,
): Promise<string | undefined> {
  if (exitCode !== 126 && exitCode !== 127) return undefined;
  return readStartFailure((await readStderrTail(logs)).at(-1), task);
}

/** Whether the engine, or its machine, was started anew since the container was made. */
async function findRestart(
  record: ContainerRecord,
  { engine }: Pick<JobContext, "engine">,
  { state, stop }: { readonly state: ContainerState; readonly stop: StopRequest | undefined },
): Promise<Restart | undefined> {
  if (stop !== undefined || !endedFromOutside.has(state.exitCode)) return undefined;
  if (record.bootId !== readBootId()) return "machine";
  return (await engine.mark()) === record.engine ? undefined : "engine";
}
