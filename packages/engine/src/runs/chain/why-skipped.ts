import type { ChainStep } from "@mlx/core";
import { type Comparison, type MetricSummary, needsModel, type Threshold } from "@mlx/core";
import { type EndedStep, isLeftOut } from "./chain-progress.ts";

/**
 * Why a step of a chain is not run: something that it reads was not made, or what was measured before
 * does not meet its `when`. `undefined`: it is run.
 */
export function whySkipped(
  step: ChainStep,
  ended: readonly EndedStep[],
  measured: readonly Pick<MetricSummary, "name" | "last">[],
): string | undefined {
  const sources = Object.values(step.from).map(({ task }) => task);
  const missing = ended.find(({ step: { task }, result }) => sources.includes(task) && isLeftOut(result));
  if (missing !== undefined) return `${missing.step.task} was skipped`;
  if (needsModel(step.task) && step.spec.model === undefined) {
    const training = ended.find(({ step: { task } }) => task === "train");
    if (training !== undefined && training.result.model === undefined)
      return isLeftOut(training.result) ? "train was skipped" : "train made no model";
  }
  return step.when === undefined ? undefined : whyNotMet(step.when, measured);
}

function whyNotMet(
  { metric, op, value }: Threshold,
  measured: readonly Pick<MetricSummary, "name" | "last">[],
): string | undefined {
  const last = measured.find(({ name }) => name === metric)?.last;
  if (last === undefined) return `${metric} was not measured`;
  if (Number.isNaN(last)) return `${metric} is NaN`;
  return compare[op](last, value) ? undefined : `${metric} ${last} is not ${op} ${value}`;
}

const compare: { readonly [op in Comparison]: (left: number, right: number) => boolean } = {
  "<": (left, right) => left < right,
  "<=": (left, right) => left <= right,
  ">": (left, right) => left > right,
  ">=": (left, right) => left >= right,
  "==": (left, right) => left === right,
  "!=": (left, right) => left !== right,
};
