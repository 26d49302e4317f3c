import {
  type Attempt,
  type Executor,
  type Run,
  type RunEnding,
  type RunFence,
  type RunPhase,
  timestamp,
} from "@mlx/core";
import type { RunDeps } from "./run-deps.ts";

/** An attempt at a claimed run, and all that working on it needs. */
export interface AttemptWork {
  readonly run: Run;
  readonly fence: RunFence;
  readonly deps: RunDeps;
  readonly signal: AbortSignal;
  /** Of this attempt. */
  readonly executor: Executor;
  /** All attempts before this call. */
  readonly attempts: readonly Attempt[];
}

/** Enters a phase of RUNNING. */
export async function setPhase({ fence, deps }: AttemptWork, phase: RunPhase): Promise<void> {
  const status = { state: "RUNNING", phase } as const;
  const at = deps.clock.now();
  const changed = await deps.store.runs.transition(fence, status, { at: timestamp(at), actor: deps.actor });
  deps.emit({ type: "run-status", at, run: changed, status });
}

/** Ends the run with its attempt, and what was published, in one transaction. */
export async function endRun(
  { fence, deps }: AttemptWork,
  attempt: Attempt,
  status: RunEnding["status"],
  published: Pick<RunEnding, "outputs" | "model">,
) {
  // When the program ended, also where that is only found out later.
  const endedAt = attempt.exit?.endedAt ?? timestamp(deps.clock.now());
  const outcome = {
    reason: status.reason,
    ...(status.message === undefined ? {} : { message: status.message }),
  };
  return deps.store.runs.end(
    fence,
    { status, endedAt, attempt: { ...attempt, endedAt, outcome }, ...published },
    { actor: deps.actor },
  );
}
