import { assertNever, type EventSink, type Recovery, type Run, timestamp } from "@mlx/core";
import { executeRun } from "./execute-run.ts";
import type { RunDeps } from "./run-deps.ts";

/** A run that was put into the queue this long ago and has no worker was left by its mlx. */
const abandonedMilliseconds = 10_000;

export interface RecoverDeps extends RunDeps {
  /** Starts a process of its own that works on the run to its end. */
  readonly startWorker: (runId: string) => Promise<void>;
}

/**
 * Brings runs in order whose mlx died. A program that has ended is finalised from what is on disk,
 * at once; for one that still runs, or was not started yet, a background worker takes over.
 * Each is told as `run-recovered`.
 */
export async function recoverRuns(deps: RecoverDeps, signal: AbortSignal): Promise<void> {
  for (const run of await deps.store.runs.unfinished()) {
    if (!isAbandoned(run, deps)) continue;
    const how = await recover(run, deps, signal);
    deps.emit({ type: "run-recovered", at: deps.clock.now(), run, how });
  }
}

function isAbandoned(run: Run, { isAlive, clock }: RecoverDeps): boolean {
  if (run.lease === undefined)
    return run.status.state !== "PENDING" || clock.now() - Date.parse(run.createdAt) > abandonedMilliseconds;
  const alive = isAlive(run.lease.worker);
  return alive === undefined ? run.lease.expiresAt < timestamp(clock.now()) : !alive;
}

async function recover(run: Run, deps: RecoverDeps, signal: AbortSignal): Promise<Recovery> {
  const handle =
    run.attempt === 0 || run.status.state === "RETRY"
      ? undefined
      : await deps.executor.find({ runId: run.id, attempt: run.attempt });
  const phase = handle === undefined ? "submitted" : (await deps.executor.observe(handle)).phase;
  switch (phase) {
    case "submitted":
      await deps.startWorker(run.id);
      return "requeued";
    case "running":
      await deps.startWorker(run.id);
      return "adopted";
    case "exited":
    case "gone":
      return finalise(run, deps, signal);
    default:
      return assertNever(phase);
  }
}

/** Ends the attempt here and now; a further attempt is left to a worker of its own. */
async function finalise(run: Run, deps: RecoverDeps, signal: AbortSignal): Promise<Recovery> {
  const retried = new AbortController();
  // What the program wrote was shown, or is in its log; only how it ended is news.
  const emit: EventSink = (event) => {
    if (event.type === "run-status" && event.status.state === "RETRY") retried.abort();
  };
  await executeRun(run.id, { ...deps, emit }, AbortSignal.any([signal, retried.signal]));
  if (!retried.signal.aborted) return "finalised";
  await deps.startWorker(run.id);
  return "requeued";
}
