/** What has become of a job, from its folder alone; ends what a lost supervisor left behind. */
import { existsSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { Clock, ExitFacts, JobKey, JobObservation } from "@mlx/core";
import type { JobFolder } from "../job/job-folder.ts";
import type { JobStatus } from "../job/job-record.ts";
import { readJobExit, readJobStatus, readStopRequest, unlessDamaged } from "../job/job-record.ts";
import { isAlive, readBootId } from "../job/process-identity.ts";
import { changedAt, recordLoss } from "../job/record-loss.ts";
import { findMarkedProcesses, groupExists, showsMarks, signalGroup, signalProcess } from "./job-processes.ts";

export async function observeJob(folder: JobFolder, key: JobKey, clock: Clock): Promise<JobObservation> {
  const recorded = await unlessDamaged(readJobExit(folder.exit));
  if (recorded !== undefined && recorded !== "damaged")
    return { phase: "exited", exit: await judgeRestart(folder, recorded.exit) };
  const status = await unlessDamaged(readJobStatus(folder.status));
  if (status === "damaged") return observeUnsupervised(folder, key, clock);
  if (status === undefined) {
    if (recorded === "damaged") return { phase: "exited", exit: await recordLoss(folder, clock, {}) };
    return { phase: existsSync(folder.job) ? "submitted" : "gone" };
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

const restartSignals: ReadonlySet<string> = new Set(["SIGTERM", "SIGKILL", "SIGHUP"]);
const restartCodes: ReadonlySet<number> = new Set([129, 137, 143]);

/**
 * A machine that is shut down in order ends all programs, and leaves the supervisors the time to write
 * that down. An end from outside that nobody asked for, and that was not looked at before the machine was
 * started again, is taken for that: a loss, and not the program's doing.
 */
async function judgeRestart(folder: JobFolder, exit: ExitFacts): Promise<ExitFacts> {
  const { exitCode, signal, oomKilled, timedOut, lost } = exit;
  const isFromOutside =
    (signal !== null && restartSignals.has(signal)) || (exitCode !== null && restartCodes.has(exitCode));
  if (!isFromOutside || oomKilled || timedOut || lost !== undefined || existsSync(folder.stop)) return exit;
  const status = await unlessDamaged(readJobStatus(folder.status));
  if (status === undefined || status === "damaged" || status.supervisor.bootId === readBootId()) return exit;
  return { ...exit, lost: "WORKER_LOST" };
}

/**
 * Nobody knows who supervises. The job runs as long as any process carries its mark; one that was
 * told to stop is killed once its grace is over, since there may be no supervisor to do it.
 * Fails (4021) where the system does not show which processes are marked.
 */
async function observeUnsupervised(folder: JobFolder, key: JobKey, clock: Clock): Promise<JobObservation> {
  if (!showsMarks()) await readJobStatus(folder.status);
  const stop = await readStopRequest(folder.stop);
  const overdue = stop !== undefined && clock.now() >= Date.parse(stop.at) + stop.graceSeconds * 1000;
  const ended = overdue ? await killJob(key) : findMarkedProcesses(key).length === 0;
  return ended
    ? { phase: "exited", exit: await recordLoss(folder, clock, {}) }
    : { phase: "running", startedAt: await changedAt(folder.status) };
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
  const { startedAt } = status;
  return recordLoss(folder, clock, {
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(restarted ? { lost: "WORKER_LOST" } : {}),
  });
}

/** True when nothing of the job runs any more. */
async function killJob(key: JobKey, { program }: Pick<JobStatus, "program"> = {}): Promise<boolean> {
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
