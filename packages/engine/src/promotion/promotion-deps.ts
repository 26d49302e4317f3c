import type { RunDeps } from "../runs/run-deps.ts";

/** What judging and promoting versions needs of the world. */
export interface PromotionDeps
  extends Pick<
    RunDeps,
    "store" | "secrets" | "clock" | "ids" | "actor" | "mlxVersion" | "datasets" | "emit"
  > {
  readonly artifacts: Pick<RunDeps["artifacts"], "has">;
}

/** Who has versions judged where nobody asked for it. */
export const policyActor = "policy";
