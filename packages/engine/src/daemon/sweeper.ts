import { type Run, timestamp } from "@mlx/core";
import { findPlaceElsewhere } from "../runs/recover/job-place.ts";
import { loseWorker } from "../runs/recover/lose-worker.ts";
import type { DaemonDeps } from "./daemon-deps.ts";
import type { Roster } from "./roster.ts";

const sweepMilliseconds = 15_000;

/**
 * Looks after runs whose worker is silent: an expired lease makes a run suspect, and only after the grace
 * is its worker lost. Ends runs that were queued for too long.
 */
export function createSweeper(deps: DaemonDeps, roster: Roster): () => Promise<number> {
  const { store, clock, emit, actor, settings } = deps;
  const graceMilliseconds = settings.runs.workerLostGraceSeconds * 1000;

  const lookAt = async (run: Run) => {
    const now = clock.now();
    if (run.suspectSince === undefined) {
      const suspect = await store.runs.suspect(run.id, timestamp(now));
      if (suspect !== undefined) emit({ type: "run-suspect", at: now, run: suspect });
    } else if (now - Date.parse(run.suspectSince) >= graceMilliseconds)
      roster.start(run, (signal) => loseWorker(run, deps, signal));
  };

  return async () => {
    for (const run of await store.runs.abandoned(timestamp(clock.now())))
      if (!roster.has(run.id) && (await isOutOfSight(run, deps))) await lookAt(run);
    const now = clock.now();
    for (const run of await store.runs.timeOutQueued({ at: timestamp(now), actor }))
      emit({ type: "run-status", at: now, run, status: run.status });
    return sweepMilliseconds;
  };
}

/**
 * Of a worker that nobody here can look at, or whose jobs cannot be found from here. Those without a lease, and
 * those of the dead, are the dispatcher's else; its own will be heard of again.
 */
async function isOutOfSight(run: Run, deps: DaemonDeps): Promise<boolean> {
  if (run.lease !== undefined && deps.isAlive(run.lease.worker) !== false) return true;
  return (await findPlaceElsewhere(run, deps)) !== undefined;
}
