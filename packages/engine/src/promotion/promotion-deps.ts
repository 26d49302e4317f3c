import type { RunDeps } from "../runs/run-deps.ts";

/** What judging and promoting versions needs of the world. */
export type PromotionDeps = Pick<
  RunDeps,
  "store" | "secrets" | "clock" | "ids" | "actor" | "mlxVersion" | "datasets" | "artifacts" | "emit"
>;

/** Who has versions judged where nobody asked for it. */
export const policyActor = "policy";
