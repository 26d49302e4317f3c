import { MlxError, type Run } from "@mlx/core";
import { type AttemptOptions, runAttempt } from "./attempt/run-attempt.ts";
import { claimRun, giveBack } from "./claim-run.ts";
import { runTaken } from "./errors.ts";
import { holdLease } from "./hold-lease.ts";
import { stopOrphan } from "./recover/stop-orphan.ts";
import type { RunDeps } from "./run-deps.ts";

/**
 * Claims a run and brings its attempt under way, or else its next one, to an end. Nothing happens
 * to a run that has just ended. Failures: see `workOnClaimed`.
 */
export async function workOnce(
  run: Run,
  deps: RunDeps,
  signal: AbortSignal,
  options?: AttemptOptions,
): Promise<void> {
  const claimed = await claimRun(run, deps);
  if (claimed !== undefined) await workOnClaimed(claimed, deps, signal, options);
}

/**
 * Brings the attempt of a run that this worker has just claimed, or else its next one, to an end.
 * Resolves when that is over, or when the signal has it left: the program goes on then, and the run is
 * given back as it stands, as it is after a failure. Failures: 3013 where another worker has
 * taken the run over; 5003 and others of the store; those of an engine that cannot be asked.
 */
export async function workOnClaimed(
  claimed: Run,
  deps: RunDeps,
  signal: AbortSignal,
  options: AttemptOptions = { onlyUnderWay: false },
): Promise<void> {
  try {
    await holdLease(claimed, deps, signal, (fence, held) => runAttempt(claimed, fence, deps, held, options));
    // Of a chain more may be left to do.
    if (options.onlyUnderWay && (await isHeld(claimed, deps))) await giveBack(claimed, deps);
  } catch (error) {
    if (error instanceof MlxError && error.code === "MLX5020") {
      await stopOrphan(claimed, deps);
      throw runTaken(claimed.id, "another mlx");
    }
    await giveBack(claimed, deps);
    if (!signal.aborted) throw error;
  }
}

async function isHeld({ id, epoch }: Run, { store }: RunDeps): Promise<boolean> {
  const run = await store.runs.get(id);
  return run?.status.state === "RUNNING" && run.epoch === epoch;
}
