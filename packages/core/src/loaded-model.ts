import { type RunRecord, stepsOf } from "./run.ts";

type Loading = Pick<RunRecord, "run" | "attempts" | "model" | "tookOver">;

/**
 * The model that a run scored or evaluated with, as `model/x@v3`: the one that it was made for; of a chain that
 * trains and then scores, the version that came of its own training or that was taken over for it.
 */
export function loadedModel(record: Loading): string | undefined {
  const { run, model, tookOver } = record;
  const given = run.spec.model ?? stepsOf(run).find(({ spec }) => spec.model !== undefined)?.spec.model;
  if (given !== undefined) return given.ref;
  return ownScoreStep(record) === undefined ? undefined : (model ?? tookOver);
}

/** The step of a chain that scored with what an earlier one of it had trained; not where it was skipped. */
export function ownScoreStep({ run, attempts }: Pick<RunRecord, "run" | "attempts">) {
  const steps = run.chain ?? [];
  const trains = steps.findIndex(({ task }) => task === "train");
  if (trains === -1) return undefined;
  return steps.find(({ task, spec }, index) => {
    if (index < trains || task !== "score" || spec.model !== undefined) return false;
    const left = attempts.findLast((attempt) => attempt.step === index)?.left;
    return left !== undefined && (left.skipped === undefined || left.cachedFrom !== undefined);
  });
}
