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

/** The plan that deletes everything; `before` holds all resources. Protected ones still block it. */
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
