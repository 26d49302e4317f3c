import { isTerminal, type Run, type RunRecord, type RunStatus } from "@mlx/core";
import { noSuchRun } from "./errors.ts";
import { findPlaceElsewhere } from "./recover/job-place.ts";
import { findReach, loseWorker, lostMilliseconds, silentFor } from "./recover/lose-worker.ts";
import type { RunDeps } from "./run-deps.ts";
import { workOnce } from "./work-on-run.ts";

const lookMilliseconds = 1000;

/**
 * Works on a run until it is terminal: claims it, makes its attempts, waits between them, and before the
 * first for other runs of its experiment, where it has to. While its job lies elsewhere, it is left to those
 * who can find it, until they are lost. Aborting the signal leaves a program that runs to itself and gives
 * the run back. Failures: 3012, 3013.
 */
export async function executeRun(runId: string, deps: RunDeps, signal: AbortSignal): Promise<RunRecord> {
  let isWaitTold = false;
  for (;;) {
    const record = await readRecord(runId, deps);
    const { run } = record;
    if (isTerminal(run.status.state) || signal.aborted) return record;
    if (waitsForOthers(run.status) && !isWaitTold) {
      deps.emit({ type: "run-status", at: deps.clock.now(), run, status: run.status });
      isWaitTold = true;
    }
    if (!(await waitForTurn(run, deps, signal))) continue;
    if ((await findPlaceElsewhere(run, deps)) === undefined) await workOnce(run, deps, signal);
    else if (await isLost(run, deps)) await loseWorker(run, deps, signal);
    else await deps.clock.sleep(lookMilliseconds, signal).catch(() => undefined);
  }
}

/** A program that is seen to run is none that is lost. */
async function isLost(run: Run, deps: RunDeps): Promise<boolean> {
  if ((await silentFor(run, deps)) <= lostMilliseconds) return false;
  return run.stop !== undefined || (await findReach(run, deps)).how !== "runs";
}

async function readRecord(runId: string, { store }: RunDeps): Promise<RunRecord> {
  const record = await store.runs.record(runId);
  if (record === undefined) throw noSuchRun(runId);
  return record;
}

/** Sleeps towards the next attempt, or until other runs have made room; true once its turn has come. */
async function waitForTurn({ status }: Run, { clock }: RunDeps, signal: AbortSignal): Promise<boolean> {
  const left = millisecondsLeft(status, clock.now());
  if (left <= 0) return true;
  try {
    await clock.sleep(Math.min(left, lookMilliseconds), signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return false;
}

function millisecondsLeft(status: RunStatus, now: number): number {
  if (status.state === "RETRY") return Date.parse(status.nextAttemptAt) - now;
  // Whoever ends the last of the others has it queued.
  return waitsForOthers(status) ? lookMilliseconds : 0;
}

function waitsForOthers(status: RunStatus): boolean {
  return status.state === "PENDING" && status.reason === "WAITING_OVERLAP";
}
