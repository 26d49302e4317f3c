import { assertNever, isTerminal, MlxError, type Recovery, type Run } from "@mlx/core";
import { findDaemon } from "../find-daemon.ts";
import type { RunDeps } from "../run-deps.ts";
import { isForDaemon } from "../waits-for-daemon.ts";
import { workOnce } from "../work-on-run.ts";
import { findPlaceElsewhere } from "./job-place.ts";
import { findReach, lostMilliseconds, silentFor } from "./lose-worker.ts";
import { releaseEndedJobs } from "./release-ended-jobs.ts";

/** A run that could have been claimed for this long was left by its mlx. */
const abandonedMilliseconds = 10_000;

export interface RecoverDeps extends RunDeps {
  /** Starts a process of its own that works on the run to its end. */
  readonly startWorker: (runId: string) => Promise<void>;
}

/**
 * Brings runs in order whose mlx died. A program that has ended is finalised from what is on disk,
 * at once; for one that still runs, or was not started yet, a background worker takes over. Each is
 * told as `run-recovered`. One that cannot be brought in order is told, and keeps no other waiting.
 * Nothing is done while a daemon lives: it does all this itself.
 */
export async function recoverRuns(deps: RecoverDeps, signal: AbortSignal): Promise<void> {
  if ((await findDaemon(deps)) !== undefined) return;
  for (const run of await deps.store.runs.unfinished()) {
    if (!isAbandoned(run, deps)) continue;
    try {
      const isLeftElsewhere = (await findPlaceElsewhere(run, deps)) !== undefined;
      const how = await (isLeftElsewhere ? recoverFromElsewhere(run, deps) : recover(run, deps, signal));
      if (how !== undefined) deps.emit({ type: "run-recovered", at: deps.clock.now(), run, how });
    } catch (error) {
      // Another mlx was faster, which is as good.
      if (error instanceof MlxError && error.code === "MLX3013") continue;
      const message = error instanceof MlxError ? error.summary : String(error);
      deps.emit({ type: "run-not-recovered", at: deps.clock.now(), run, message });
    }
  }
  await releaseEndedJobs(deps);
}

function isAbandoned(run: Run, { isAlive, clock }: RecoverDeps): boolean {
  if (run.lease === undefined) {
    const since = unclaimedSince(run);
    return since === undefined || clock.now() - since > abandonedMilliseconds;
  }
  const alive = isAlive(run.lease.worker);
  return alive === undefined ? clock.now() - Date.parse(run.lease.expiresAt) > lostMilliseconds : !alive;
}

/**
 * From when on a run without a lease waits for somebody to claim it; `undefined`: it was left under way.
 * What waits for others, and what only a daemon makes, waits for the next daemon.
 */
function unclaimedSince(run: Run): number | undefined {
  const { status, createdAt, readyAt = createdAt } = run;
  if (status.state !== "PENDING" && status.state !== "RETRY") return undefined;
  if (isForDaemon(run)) return Number.POSITIVE_INFINITY;
  // An apply may announce many, and policies may want as many: whoever recovers runs starts so many of them at
  // once as the machine bears.
  if (status.state === "PENDING" && (run.trigger === "apply" || run.trigger === "policy"))
    return Number.POSITIVE_INFINITY;
  if (status.state === "RETRY") return Date.parse(status.nextAttemptAt);
  return status.reason === "QUEUED" ? Date.parse(readyAt) : Number.POSITIVE_INFINITY;
}

/** `undefined`: it is left as it is. */
async function recover(run: Run, deps: RecoverDeps, signal: AbortSignal): Promise<Recovery | undefined> {
  if (run.status.state === "RETRY") {
    await deps.startWorker(run.id);
    return "retried";
  }
  const executor = deps.executors[run.spec.executor];
  const handle = run.attempt === 0 ? undefined : await executor.find({ runId: run.id, attempt: run.attempt });
  const phase = handle === undefined ? "submitted" : (await executor.observe(handle)).phase;
  switch (phase) {
    case "submitted":
      if (isForDaemon(run)) return undefined;
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

/**
 * A run whose job lies elsewhere is left to those who can find it, until they are lost. A worker of its own
 * looks then whether its place can be looked at.
 */
async function recoverFromElsewhere(run: Run, deps: RecoverDeps): Promise<Recovery | undefined> {
  if ((await silentFor(run, deps)) <= lostMilliseconds) return undefined;
  const { how } = await findReach(run, deps);
  if (how === "runs" && run.stop === undefined) return undefined;
  await deps.startWorker(run.id);
  return how === "within" ? "adopted" : "retried";
}

/** Ends the attempt here and now; a further one is left to a worker of its own. */
async function finalise(run: Run, deps: RecoverDeps, signal: AbortSignal): Promise<Recovery> {
  // What the program wrote was shown, or is in its log; only how it ended is news.
  await workOnce(run, { ...deps, emit: () => {} }, signal, { onlyUnderWay: true });
  const now = await deps.store.runs.get(run.id);
  if (now === undefined || isTerminal(now.status.state) || isForDaemon(now)) return "finalised";
  await deps.startWorker(run.id);
  return "retried";
}
