/** What has become of a job, from its folder alone; ends what a lost supervisor left behind. */
import { setTimeout as delay } from "node:timers/promises";
import type { Clock, ExitFacts, JobKey, JobObservation } from "@mlx/core";
import { timestamp } from "@mlx/core";
import type { JobFolder } from "./job-folder.ts";
import { findMarkedProcesses, groupExists, signalGroup, signalProcess } from "./job-processes.ts";
import type { JobStatus } from "./job-record.ts";
import { readJobExit, readJobRecord, readJobStatus } from "./job-record.ts";
import { isAlive, readBootId } from "./process-identity.ts";
import { writeFileOnce } from "./write-file-once.ts";

export async function observeJob(folder: JobFolder, key: JobKey, clock: Clock): Promise<JobObservation> {
  const recorded = await readJobExit(folder.exit);
  if (recorded !== undefined) return { phase: "exited", exit: recorded.exit };
  const status = await readJobStatus(folder.status);
  if (status === undefined) {
    return { phase: (await readJobRecord(folder.job)) === undefined ? "gone" : "submitted" };
  }
  if (isAlive(status.supervisor)) {
    const { startedAt } = status;
    return startedAt === undefined ? { phase: "submitted" } : { phase: "running", startedAt };
  }
  const exit = await finishLostJob(folder, key, status, clock);
  return exit === undefined
    ? { phase: "running", startedAt: status.startedAt ?? "" }
    : { phase: "exited", exit };
}

const killPatience = 5000;
const pollMilliseconds = 20;

/**
 * The supervisor is gone without having recorded the end (or the machine was restarted). Whatever
 * still runs is killed, and the loss recorded, unless the end was recorded just now. `undefined`
 * where something cannot be killed: a job has not ended while any of it runs.
 */
async function finishLostJob(
  folder: JobFolder,
  key: JobKey,
  status: JobStatus,
  clock: Clock,
): Promise<ExitFacts | undefined> {
  const restarted = status.supervisor.bootId !== readBootId();
  if (!restarted && !(await killJob(key, status))) return undefined;
  const exit: ExitFacts = {
    exitCode: null,
    signal: null,
    oomKilled: false,
    ...(status.startedAt === undefined ? {} : { startedAt: status.startedAt }),
    endedAt: timestamp(clock.now()),
    lost: restarted ? "WORKER_LOST" : "CONTAINER_LOST",
  };
  await writeFileOnce(folder.exit, JSON.stringify({ exit, warnings: [] }));
  return (await readJobExit(folder.exit))?.exit ?? exit;
}

/** True when nothing of the job runs any more. */
async function killJob(key: JobKey, { program }: JobStatus): Promise<boolean> {
  const group = program !== undefined && isAlive(program) ? program.pid : undefined;
  for (let waited = 0; waited < killPatience; waited += pollMilliseconds) {
    const marked = findMarkedProcesses(key);
    const alive = group !== undefined && groupExists(group);
    if (marked.length === 0 && !alive) return true;
    if (alive) signalGroup(group, "SIGKILL");
    for (const pid of marked) signalProcess(pid, "SIGKILL");
    await delay(pollMilliseconds);
  }
  return false;
}
