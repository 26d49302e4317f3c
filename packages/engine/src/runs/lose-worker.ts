import { type Attempt, MlxError, type Run } from "@mlx/core";
import { claimRun } from "./claim-run.ts";
import { workOnClaimed } from "./execute-run.ts";
import { failAttempt } from "./fail-attempt.ts";
import type { RunDeps } from "./run-deps.ts";
import { stopMessage } from "./stop-message.ts";

/**
 * Takes a run from a worker that was silent for longer than the grace. Where its job can be found from
 * here, or there is none yet, it is worked on to the end of its attempt, as by `workOnClaimed`; where
 * not, the attempt has ended as WORKER_LOST, and what follows is up to the budget for losses.
 * Nothing happens to a run that has just ended. Failures: 3013 where the worker was heard of in time, and those of `workOnClaimed`.
 */
export async function loseWorker(run: Run, deps: RunDeps, signal: AbortSignal): Promise<void> {
  const claimed = await claimRun(run, deps);
  if (claimed === undefined) return;
  const attempts = (await deps.store.runs.record(run.id))?.attempts ?? [];
  const attempt = attempts.find(({ number, outcome }) => number === claimed.attempt && outcome === undefined);
  if (attempt === undefined || (await isWithinReach(run, attempt, deps)))
    return workOnClaimed(claimed, deps, signal);
  const fence = { runId: claimed.id, epoch: claimed.epoch };
  const executor = deps.executors[attempt.executor];
  const work = { run: claimed, fence, deps, signal, executor, attempts };
  await failAttempt(
    work,
    attempt,
    claimed.stop === undefined
      ? { verdict: "failed", reason: "WORKER_LOST", message: lossMessage(run) }
      : { verdict: "aborted", reason: claimed.stop.reason, message: stopMessage(claimed.stop) },
  );
}

/** True where the attempt's job is to be found from here, or was surely not submitted anywhere. */
async function isWithinReach({ lease }: Run, attempt: Attempt, deps: RunDeps): Promise<boolean> {
  const isFromHere = lease === undefined || lease.worker.host === deps.worker.host;
  // What runs as a process of another machine looks from here as if it were dead.
  if (attempt.executor === "process" && !isFromHere) return false;
  const executor = deps.executors[attempt.executor];
  const handle = await executor.find({ runId: attempt.runId, attempt: attempt.number });
  if (handle === undefined) return isFromHere;
  try {
    await executor.observe(handle);
    return true;
  } catch (error) {
    if (!(error instanceof MlxError)) throw error;
    // On another engine than the one that answers here. One that does not answer says nothing about its jobs.
    return error.code !== "MLX4045";
  }
}

function lossMessage({ lease, suspectSince }: Run): string {
  const who = lease === undefined ? "its worker" : `process ${lease.worker.pid} on ${lease.worker.host}`;
  const since = suspectSince ?? lease?.expiresAt;
  return `${who}, which worked on it, was not heard of${since === undefined ? "" : ` since ${since}`}; its program may still run there, and is stopped once that worker is back`;
}
