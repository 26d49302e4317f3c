import { type Attempt, MlxError, type Run, timestamp } from "@mlx/core";
import { failAttempt } from "../attempt/fail-attempt.ts";
import { stopMessage } from "../attempt/stop-message.ts";
import { claimRun } from "../claim-run.ts";
import type { RunDeps } from "../run-deps.ts";
import { workOnClaimed } from "../work-on-run.ts";
import { attemptUnderWay, isElsewhere, standAt } from "./job-place.ts";

/** How long a worker that cannot be looked at may be silent after its lease has run out, where no daemon says it. */
export const lostMilliseconds = 300_000;

/**
 * For how long nobody was heard of who can find the job of a run that lies elsewhere; less than nothing while
 * somebody has the lease. Where it was given back, that counts from the first time that this is asked.
 */
export async function silentFor(run: Run, { store, clock }: RunDeps): Promise<number> {
  const now = clock.now();
  if (run.lease !== undefined) return now - Date.parse(run.lease.expiresAt);
  if (run.suspectSince !== undefined) return now - Date.parse(run.suspectSince);
  await store.runs.suspect(run.id, timestamp(now));
  return 0;
}

/**
 * Takes a run from a worker that was silent for longer than the grace. Where its job can be found from
 * here, or there is none yet, it is worked on to the end of its attempt, as by `workOnClaimed`; where
 * not, the attempt has ended as WORKER_LOST, and what follows is up to the budget for losses. Nothing happens
 * to a run that has just ended, or whose program is seen to run where nobody here can work on it.
 * Failures: 3013 where the worker was heard of in time, and those of `workOnClaimed`.
 */
export async function loseWorker(run: Run, deps: RunDeps, signal: AbortSignal): Promise<void> {
  const reach = await findReach(run, deps);
  if (reach.how === "runs" && run.stop === undefined) return;
  const claimed = await claimRun(run, deps, { isLost: true });
  if (claimed === undefined) return;
  const attempts = (await deps.store.runs.record(run.id))?.attempts ?? [];
  const attempt = attemptUnderWay(claimed, attempts);
  if (attempt === undefined) return workOnClaimed(claimed, deps, signal);
  if (reach.how === "within") return workOnClaimed(claimed, reach.deps, signal);
  const fence = { runId: claimed.id, epoch: claimed.epoch };
  const executor = deps.executors[attempt.executor];
  const work = { run: claimed, fence, deps, signal, executor, attempts };
  await failAttempt(
    work,
    attempt,
    claimed.stop === undefined
      ? { verdict: "failed", reason: "WORKER_LOST", message: lossMessage(run, attempt) }
      : { verdict: "aborted", reason: claimed.stop.reason, message: stopMessage(claimed.stop) },
  );
}

/** What can be done from here about the job of a run whose worker is silent. */
export type Reach =
  /** With `deps` its job is to be found, or it was surely not submitted anywhere. */
  | { readonly how: "within"; readonly deps: RunDeps }
  /** Its program runs, and its folder is out of reach. */
  | { readonly how: "runs" }
  | { readonly how: "lost" };

export async function findReach(run: Run, deps: RunDeps): Promise<Reach> {
  const record = await deps.store.runs.record(run.id);
  const attempt = record && attemptUnderWay(record.run, record.attempts);
  return attempt === undefined ? { how: "within", deps } : reachOf(run, attempt, deps);
}

async function reachOf({ lease }: Run, attempt: Attempt, deps: RunDeps): Promise<Reach> {
  const { place } = attempt;
  if (place !== undefined && isElsewhere(attempt, deps)) {
    const there = await standAt(place, deps);
    return there === undefined ? lookFromAfar(attempt, deps) : { how: "within", deps: there };
  }
  const isFromHere = place !== undefined || lease === undefined || lease.worker.host === deps.worker.host;
  return isFromHere ? lookFromHere(attempt, deps) : lookFromAfar(attempt, deps);
}

async function lookFromHere(attempt: Attempt, deps: RunDeps): Promise<Reach> {
  const executor = deps.executors[attempt.executor];
  const handle = await executor.find({ runId: attempt.runId, attempt: attempt.number });
  return handle === undefined ? { how: "within", deps } : observeReach(executor, handle, deps);
}

async function lookFromAfar(attempt: Attempt, deps: RunDeps): Promise<Reach> {
  // What runs as a process of another machine looks from here as if it were dead.
  if (attempt.executor === "process") return { how: "lost" };
  const executor = deps.executors[attempt.executor];
  const handle = await executor.find({ runId: attempt.runId, attempt: attempt.number });
  return handle === undefined ? { how: "lost" } : observeReach(executor, handle, deps);
}

type Observed = RunDeps["executors"][Attempt["executor"]];

async function observeReach(
  executor: Observed,
  handle: Parameters<Observed["observe"]>[0],
  deps: RunDeps,
): Promise<Reach> {
  try {
    await executor.observe(handle);
    return { how: "within", deps };
  } catch (error) {
    if (!(error instanceof MlxError)) throw error;
    if (error.code === "MLX4046") return { how: "runs" };
    // On another engine than the one that answers here. One that does not answer says nothing about its jobs.
    return error.code === "MLX4045" ? { how: "lost" } : { how: "within", deps };
  }
}

function lossMessage({ lease, suspectSince }: Run, { place }: Attempt): string {
  const where = place === undefined ? "" : ` from ${place.folder}`;
  const host = lease?.worker.host ?? place?.host;
  const who =
    lease === undefined
      ? `its worker${host === undefined ? "" : ` on ${host}`}`
      : `process ${lease.worker.pid} on ${host}`;
  const since = suspectSince ?? lease?.expiresAt;
  return `${who}, which worked on it${where}, was not heard of${since === undefined ? "" : ` since ${since}`}; its program may still run there, and is stopped once that worker is back`;
}
