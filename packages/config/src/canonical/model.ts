import { type Gate, InternalError, type ModelSpec, metricGoal, type PromotionPolicy } from "@mlx/core";
import type { Model, Promotion, Gate as WrittenGate } from "../generated/language.ts";
import { type CanonicalContext, canonicalCommon, sortedUnique } from "./common.ts";

export function canonicalModel(written: Model, context: CanonicalContext): ModelSpec {
  const { promotion, pin } = written;
  return {
    ...canonicalCommon(written, context),
    ...(promotion === undefined ? {} : { promotion: canonicalPromotion(promotion, context) }),
    ...(pin === undefined ? {} : { pin }),
  };
}

export const defaultAlias = "champion";

function canonicalPromotion(
  { alias = defaultAlias, from, gates = [], auto = false }: Promotion,
  context: CanonicalContext,
): PromotionPolicy {
  return {
    alias,
    ...(from === undefined ? {} : { from }),
    gates: gates.map((gate) => canonicalGate(gate, context)),
    auto,
  };
}

/** Which gate it is, and what belongs to it, was checked before. */
function canonicalGate(written: WrittenGate, context: CanonicalContext): Gate {
  const { metric = "", op, value, beats, by = 0, goal, on, minRows, input = "train", approval } = written;
  if (approval !== undefined)
    return { type: "approval", min: approval?.min ?? 1, by: sortedUnique(approval?.by ?? []) };
  if (minRows !== undefined) return { type: "data", minRows, input };
  if (beats === undefined) {
    if (op === undefined || value === undefined) throw new InternalError("a gate was not checked");
    return { type: "threshold", metric, op, value };
  }
  const better = goal ?? metricGoal(metric);
  if (better === undefined) throw new InternalError("the goal of a gate was not checked");
  return {
    type: "beats",
    metric,
    alias: beats,
    by,
    goal: better,
    ...(on === undefined ? {} : { on: context.references.resolve(on, "dataset", context.resource) }),
  };
}
