import type { Consequence, Digest, Manifest, ModelVersion } from "@mlx/core";
import { affectedResources } from "./affected-resources.ts";
import { modelConsequences } from "./model-consequences.ts";
import type { PlanOutcome } from "./plan-outcome.ts";
import { type RunUnderWay, runsThatUseChanges } from "./runs-that-use-changes.ts";

interface ConsequenceInput {
  readonly models: readonly ModelVersion[];
  readonly runsUnderWay: readonly RunUnderWay[];
  readonly manifests: ReadonlyMap<Digest, Manifest>;
}

/** What a plan means for things that it does not change itself. */
export function findConsequences(
  outcome: PlanOutcome,
  { models, runsUnderWay, manifests }: ConsequenceInput,
): readonly Consequence[] {
  if (outcome.meanings.size === 0 && outcome.deleted.size === 0) return [];
  return [
    ...modelConsequences(outcome, models, manifests),
    ...affectedResources(outcome),
    ...runsThatUseChanges(outcome, runsUnderWay),
  ];
}
