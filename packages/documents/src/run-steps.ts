import {
  type Attempt,
  assertNever,
  type RunRecord,
  type RunSpec,
  type StepResult,
  type TaskName,
} from "@mlx/core";

/** How a step of a chain stands. */
export interface RunStep {
  readonly task: TaskName;
  readonly spec: RunSpec;
  readonly state: "waits" | "under way" | "done" | "skipped" | "cached" | "failed" | "not run";
  /** Why it was skipped, which run it was taken over from, or why it failed. */
  readonly why?: string;
  /** Its newest. */
  readonly attempt?: Attempt;
  readonly attempts: number;
  readonly result?: StepResult;
}

/** The steps of a run with a chain, in order; none of another. */
export function runSteps({ run, attempts }: RunRecord): readonly RunStep[] {
  return (run.chain ?? []).map(({ task, spec }, index): RunStep => {
    const own = attempts.filter(({ step }) => step === index);
    const attempt = own.findLast(({ left }) => left !== undefined) ?? own.at(-1);
    const { state } = run.status;
    const isOver = state === "DONE" || state === "FAILED" || state === "ABORTED";
    if (attempt === undefined)
      return { task, spec, state: isOver ? "not run" : "waits", attempts: own.length };
    const { left, outcome } = attempt;
    const common = { task, spec, attempt, attempts: own.length };
    if (left !== undefined) {
      const why = left.skipped ?? outcome?.message;
      return {
        ...common,
        state: left.cachedFrom !== undefined ? "cached" : left.skipped === undefined ? "done" : "skipped",
        ...(why === undefined ? {} : { why }),
        result: left,
      };
    }
    if (outcome === undefined) return { ...common, state: "under way" };
    return { ...common, state: "failed", ...(outcome.message === undefined ? {} : { why: outcome.message }) };
  });
}

/** Whether a person should look at it. */
export function stepTone(state: RunStep["state"]): "good" | "bad" | "quiet" {
  switch (state) {
    case "done":
    case "cached":
      return "good";
    case "failed":
      return "bad";
    case "waits":
    case "under way":
    case "skipped":
    case "not run":
      return "quiet";
    default:
      return assertNever(state);
  }
}
