import { isTerminal, MlxError, type Run, timestamp } from "@mlx/core";
import { noSuchRun, runTaken } from "./errors.ts";
import { findPlaceElsewhere } from "./recover/job-place.ts";
import { leaseSeconds, type RunDeps } from "./run-deps.ts";

/**
 * Claims a run of which nobody has the lease, whose lease has run out, or whose worker is known to be
 * dead. One whose job lies elsewhere is only to be had where those who can find it are lost.
 * `undefined` when the run has just ended; 3013 when somebody else works on it.
 */
export async function claimRun(
  run: Run,
  deps: RunDeps,
  { isLost = false }: { readonly isLost?: boolean } = {},
): Promise<Run | undefined> {
  const { store, worker, clock } = deps;
  const place = isLost ? undefined : await findPlaceElsewhere(run, deps);
  if (place !== undefined) throw runTaken(run.id, `an mlx that works from ${place.folder} on ${place.host}`);
  const holder = run.lease?.worker;
  const mayTakeOver = holder !== undefined && (holder.id === worker.id || deps.isAlive(holder) === false);
  const claimed = await store.runs.claim(run.id, {
    worker,
    at: timestamp(clock.now()),
    ttlSeconds: leaseSeconds,
    ...(mayTakeOver ? { takeOver: holder.id } : {}),
  });
  if (claimed !== undefined) {
    deps.emit({ type: "run-status", at: clock.now(), run: claimed, status: claimed.status });
    return claimed;
  }
  const now = await store.runs.get(run.id);
  if (now === undefined) throw noSuchRun(run.id);
  if (isTerminal(now.status.state)) return undefined;
  throw runTaken(
    run.id,
    now.lease === undefined ? "another mlx" : `process ${now.lease.worker.pid} on ${now.lease.worker.host}`,
  );
}

/** Gives a claimed run back, as it stands. */
export async function giveBack(run: Run, { store, clock }: RunDeps): Promise<void> {
  try {
    await store.runs.release({ runId: run.id, epoch: run.epoch }, timestamp(clock.now()));
  } catch (error) {
    // The lease runs out by itself; a failure here must not hide why the work was left.
    if (!(error instanceof MlxError)) throw error;
  }
}
