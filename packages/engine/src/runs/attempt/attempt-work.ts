import {
  type Attempt,
  type ChainStep,
  type DoneReason,
  type Executor,
  type JsonObject,
  type Run,
  type RunEnding,
  type RunFence,
  type RunPhase,
  type StepResult,
  timestamp,
} from "@mlx/core";
import type { EndedStep } from "../chain/chain-progress.ts";
import type { RunDeps } from "../run-deps.ts";

/** An attempt at a claimed run, and all that working on it needs. */
export interface AttemptWork {
  /** Of a chain: as the step sees it that is worked on. */
  readonly run: Run;
  /** Where that step stands in its chain. */
  readonly chain?: ChainPosition;
  readonly fence: RunFence;
  readonly deps: RunDeps;
  readonly signal: AbortSignal;
  /** Of this attempt. */
  readonly executor: Executor;
  /** All attempts before this call. */
  readonly attempts: readonly Attempt[];
}

export interface ChainPosition {
  /** All steps of the run. */
  readonly steps: readonly ChainStep[];
  readonly index: number;
  readonly step: ChainStep;
  /** Those before it. */
  readonly ended: readonly EndedStep[];
}

/** The output channels whose content is kept: those with a folder, and those that later steps read. */
export function channelsOf({ run, chain }: Pick<AttemptWork, "run" | "chain">): readonly string[] {
  return [...new Set([...Object.keys(run.spec.outputs), ...(chain?.step.passes ?? [])])];
}

/** What the program was given, and what the steps of its chain share. */
export function timeoutsOf({ run, chain }: Pick<AttemptWork, "run" | "chain">) {
  return { timeoutSeconds: run.spec.timeoutSeconds, allSeconds: chain?.step.spec.timeoutSeconds };
}

/** Enters a phase of RUNNING, and puts the attempt where one is given. */
export async function setPhase(
  { fence, deps }: Pick<AttemptWork, "fence" | "deps">,
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

/** Tells what is worth a warning, and has it in the run's history. */
export async function tellWarnings(
  { run, fence, deps }: Pick<AttemptWork, "run" | "fence" | "deps">,
  warnings: readonly string[],
): Promise<void> {
  for (const message of warnings) {
    const at = deps.clock.now();
    const event = { at: timestamp(at), actor: deps.actor, type: "warning", reason: message } as const;
    await deps.store.runs.appendEvent(fence, event);
    deps.emit({ type: "run-warning", at, runId: run.id, message });
  }
}

/** Ends a step of a chain with its attempt; the run goes on, or ends with its next look at what is left to do. */
export async function endStep(
  { fence, deps }: Pick<AttemptWork, "fence" | "deps">,
  attempt: Attempt,
  left: StepResult,
  outcome: { readonly reason: DoneReason; readonly message?: string },
): Promise<void> {
  const at = deps.clock.now();
  const endedAt = attempt.exit?.endedAt ?? timestamp(at);
  const status = { state: "RUNNING", phase: "PREPARING" } as const;
  const run = await deps.store.runs.transition(fence, status, {
    at: timestamp(at),
    actor: deps.actor,
    attempt: { ...attempt, endedAt, left, outcome },
  });
  deps.emit({ type: "run-status", at, run, status });
}

/** Ends the run with its attempt, where one is to end with it, and what was published, in one transaction. */
export async function endRun(
  { fence, deps }: Pick<AttemptWork, "fence" | "deps">,
  attempt: Attempt | undefined,
  status: RunEnding["status"],
  published: Pick<RunEnding, "outputs" | "model" | "tookOver" | "plots">,
) {
  const now = timestamp(deps.clock.now());
  if (attempt === undefined)
    return deps.store.runs.end(fence, { status, endedAt: now, ...published }, { actor: deps.actor });
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
