import { type Address, type Consequence, nameOf } from "@mlx/core";
import type { PlanOutcome } from "../consequences/plan-outcome.ts";
import type { ServingModels } from "./announced-runs.ts";
import { awaitedModel } from "./awaited-model.ts";

/**
 * What each service that is new, or that the plan touches, goes on with: it, its experiments, its instance, or
 * what these use changes.
 */
export function serviceModels(
  { after, changed }: PlanOutcome,
  affected: readonly Consequence[],
  serving: ServingModels,
): readonly Consequence[] {
  const touched = new Set<Address>(changed);
  for (const consequence of affected) if (consequence.type === "affected") touched.add(consequence.address);
  return [...after.values()].flatMap((resource): readonly Consequence[] => {
    if (resource.kind !== "service") return [];
    const { address, spec } = resource;
    const { instance, model, training, scoring } = spec;
    if (![address, instance, training, scoring].some((part) => part !== undefined && touched.has(part)))
      return [];
    const serves = serving.get(address);
    return [
      serves === undefined
        ? { type: "service-model", service: address, waitsFor: awaitedModel(nameOf(instance), model) }
        : { type: "service-model", service: address, serves },
    ];
  });
}
