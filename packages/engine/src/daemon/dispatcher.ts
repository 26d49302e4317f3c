import { type Recovery, type Run, type Slots, timestamp } from "@mlx/core";
import { claimRun } from "../runs/claim-run.ts";
import { findPlaceElsewhere } from "../runs/recover/job-place.ts";
import { releaseEndedJobs } from "../runs/recover/release-ended-jobs.ts";
import { leaseSeconds } from "../runs/run-deps.ts";
import { workOnClaimed } from "../runs/work-on-run.ts";
import type { DaemonDeps } from "./daemon-deps.ts";
import type { Roster } from "./roster.ts";

/** How many runs are claimed at once. */
const batchSize = 20;
/** Also without a bell: another process may have made a run, or the time of a further attempt may have come. */
const lookMilliseconds = 1000;
const adoptMilliseconds = 15_000;
/** Later than the end of any lease. */
const endOfTime = "9999-12-31T23:59:59.999Z";

/**
 * Takes runs from the queue and works on them. Before the first, and every now and then, it takes those
 * that were left under way, whatever the slots say: they run already.
 */
export function createDispatcher(
  deps: DaemonDeps,
  { capacity, roster }: { readonly capacity: Slots; readonly roster: Roster },
): () => Promise<number> {
  const { store, worker, clock, emit } = deps;
  let adoptedAt: number | undefined;

  // In one duty with the claims, so that what was claimed a moment ago never looks as if it were left.
  const adoptRuns = async () => {
    for (const run of await store.runs.abandoned(endOfTime))
      if (!roster.has(run.id) && (await isLeft(run, deps)))
        roster.start(run, async (signal) => {
          const how = await recoveryOf(run, deps);
          const taken = await claimRun(run, deps);
          if (taken === undefined) return;
          emit({ type: "run-recovered", at: clock.now(), run: taken, how });
          await workOnClaimed(taken, deps, signal);
        });
    if (adoptedAt === undefined) void releaseJobs(deps);
    adoptedAt = clock.monotonic();
  };

  return async () => {
    if (adoptedAt === undefined || clock.monotonic() - adoptedAt >= adoptMilliseconds) await adoptRuns();
    const at = clock.now();
    const claimed = await store.runs.claimNext({
      worker,
      at: timestamp(at),
      ttlSeconds: leaseSeconds,
      capacity,
      limit: batchSize,
    });
    for (const run of claimed) {
      emit({ type: "run-status", at, run, status: run.status });
      roster.start(run, (signal) => workOnClaimed(run, deps, signal));
    }
    return claimed.length === batchSize ? 0 : lookMilliseconds;
  };
}

/**
 * Nobody has it, its worker is known to be dead, or it is this very process, which claimed it and did not
 * learn so. One whose job lies elsewhere is left to those who can find it.
 */
async function isLeft(run: Run, deps: DaemonDeps): Promise<boolean> {
  const { lease } = run;
  const isFree =
    lease === undefined || lease.worker.id === deps.worker.id || deps.isAlive(lease.worker) === false;
  return isFree && (await findPlaceElsewhere(run, deps)) === undefined;
}

async function recoveryOf({ id: runId, attempt, spec }: Run, { executors }: DaemonDeps): Promise<Recovery> {
  const executor = executors[spec.executor];
  const handle = attempt === 0 ? undefined : await executor.find({ runId, attempt });
  if (handle === undefined) return "requeued";
  const { phase } = await executor.observe(handle);
  if (phase === "submitted") return "requeued";
  return phase === "running" ? "adopted" : "finalised";
}

/** Beside the rest: an engine that does not answer keeps nothing waiting, and the next start does it too. */
async function releaseJobs(deps: DaemonDeps): Promise<void> {
  try {
    await releaseEndedJobs(deps);
  } catch {
    // What it holds costs nothing but space until then.
  }
}
