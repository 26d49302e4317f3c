import type { TaskName } from "@mlx/core";
import type { RunDeps } from "./run-deps.ts";

export interface RunRequest {
  /** Address of an applied experiment or instance. */
  readonly target: string;
  /** Needed for an instance; over an experiment's own. */
  readonly task?: TaskName;
  readonly parameters: Readonly<Record<string, string>>;
  /** The model to score with, over `modelId` and the newest. */
  readonly model?: string;
  /** Over the experiment's own. */
  readonly priority?: number;
}

/** What making a run needs of the world. */
export type CreateDeps = Pick<RunDeps, "store" | "secrets" | "clock" | "ids" | "actor" | "mlxVersion">;
