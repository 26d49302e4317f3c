import { isTerminal, MlxError, type Run, type RunRecord } from "@mlx/core";
import { noSuchRun, runTaken } from "../errors.ts";
import { claimRun, giveBack } from "./claim-run.ts";
import { holdLease } from "./hold-lease.ts";
import { runAttempt } from "./run-attempt.ts";
import type { RunDeps } from "./run-deps.ts";
import { stopOrphan } from "./stop-orphan.ts";

/**
 * Works on a run until it is terminal: claims it, makes its attempts, waits between them. Aborting
 * the signal leaves a program that runs to itself and gives the run back. Failures: 3012, 3013.
 */
export async function executeRun(runId: string, deps: RunDeps, signal: AbortSignal): Promise<RunRecord> {
  for (;;) {
    const record = await readRecord(runId, deps);
    if (isTerminal(record.run.status.state) || signal.aborted) return record;
    if (!(await waitForTurn(record.run, deps, signal))) continue;
    await workOnce(record.run, deps, signal);
  }
}

/**
 * Claims a run and brings its attempt under way, or else its next one, to an end. Nothing happens
 * to a run that has just ended. Failures: see `workOnClaimed`.
 */
export async function workOnce(run: Run, deps: RunDeps, signal: AbortSignal): Promise<void> {
  const claimed = await claimRun(run, deps);
  if (claimed !== undefined) await workOnClaimed(claimed, deps, signal);
}

/**
 * Brings the attempt of a run that this worker has just claimed, or else its next one, to an end.
 * Resolves when that is over, or when the signal has it left: the program goes on then, and the run is
 * given back as it stands, as it is after a failure. Failures: 3013 where another worker has
 * taken the run over; 5003 and others of the store; those of an engine that cannot be asked.
 */
export async function workOnClaimed(claimed: Run, deps: RunDeps, signal: AbortSignal): Promise<void> {
  try {
    await holdLease(claimed, deps, signal, (fence, held) => runAttempt(claimed, fence, deps, held));
  } catch (error) {
    if (error instanceof MlxError && error.code === "MLX5020") {
      await stopOrphan(claimed, deps);
      throw runTaken(claimed.id, "another mlx");
    }
    await giveBack(claimed, deps);
    if (!signal.aborted) throw error;
  }
}

async function readRecord(runId: string, { store }: RunDeps): Promise<RunRecord> {
  const record = await store.runs.record(runId);
  if (record === undefined) throw noSuchRun(runId);
  return record;
}

/** Sleeps towards the next attempt; true once it is due. */
async function waitForTurn({ status }: Run, { clock }: RunDeps, signal: AbortSignal): Promise<boolean> {
  if (status.state !== "RETRY") return true;
  const left = Date.parse(status.nextAttemptAt) - clock.now();
  if (left <= 0) return true;
  try {
    await clock.sleep(Math.min(left, 1000), signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return false;
}
