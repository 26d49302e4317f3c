import {
  type Attempt,
  type Executor,
  type JsonObject,
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

/** Enters a phase of RUNNING, and puts the attempt where one is given. */
export async function setPhase(
  { fence, deps }: AttemptWork,
  phase: RunPhase,
  attempt?: Attempt,
): Promise<void> {
  const status = { state: "RUNNING", phase } as const;
  const at = deps.clock.now();
  const changed = await deps.store.runs.transition(fence, status, {
    at: timestamp(at),
    actor: deps.actor,
    ...(attempt === undefined ? {} : { attempt }),
  });
  deps.emit({ type: "run-status", at, run: changed, status });
}

/** What is told of a run while it goes on, and stands in its history: `STALLED`, `UNKILLABLE`, … */
export type WarningReason = "STALLED" | "UNKILLABLE" | "RETRIES_EXHAUSTED";

export async function warn(
  { run, fence, deps }: Pick<AttemptWork, "run" | "fence" | "deps">,
  reason: WarningReason,
  message: string,
  data: JsonObject,
): Promise<void> {
  const at = deps.clock.now();
  const event = { at: timestamp(at), actor: deps.actor, type: "warning", reason } as const;
  await deps.store.runs.appendEvent(fence, { ...event, data: { ...data, message } });
  deps.emit({ type: "run-warning", at, runId: run.id, message });
}

/** Ends the run with its attempt, and what was published, in one transaction. */
export async function endRun(
  { fence, deps }: AttemptWork,
  attempt: Attempt,
  status: RunEnding["status"],
  published: Pick<RunEnding, "outputs" | "model">,
) {
  const now = timestamp(deps.clock.now());
  // When the program ended, also where that is only found out later.
  const attemptEndedAt = attempt.exit?.endedAt ?? now;
  // What was published again ended long before.
  const endedAt = attempt.outcome === undefined ? attemptEndedAt : now;
  const outcome = {
    reason: status.reason,
    ...(status.message === undefined ? {} : { message: status.message }),
  };
  return deps.store.runs.end(
    fence,
    { status, endedAt, attempt: { ...attempt, endedAt: attemptEndedAt, outcome }, ...published },
    { actor: deps.actor },
  );
}
