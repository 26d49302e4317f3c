import { digestOfJson, type Plan } from "@mlx/core";
import { destroyReason } from "./changes/reasons.ts";
import { type PlanInput, planWith } from "./make-plan.ts";

type DestroyInput = Pick<
  PlanInput,
  | "project"
  | "environment"
  | "installation"
  | "serial"
  | "createdAt"
  | "heads"
  | "before"
  | "models"
  | "runsUnderWay"
>;

/**
 * The plan that deletes everything that files declared; `before` holds all of that. Protected ones still block
 * it, and so does what was made through the API and uses any of it.
 */
export function planDestroy(input: DestroyInput): Plan {
  return planWith(
    {
      ...input,
      configDigest: digestOfJson([]),
      prepared: [],
      moved: [],
      manifests: new Map(),
      allowMassDelete: true,
    },
    destroyReason,
  );
}
