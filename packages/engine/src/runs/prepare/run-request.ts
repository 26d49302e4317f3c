import type { TaskName } from "@mlx/core";
import type { RunDeps } from "../run-deps.ts";

export interface RunRequest {
  /** Address of an applied experiment, instance or service. */
  readonly target: string;
  /** Needed for an instance or a service; over an experiment's own. */
  readonly task?: TaskName;
  readonly parameters: Readonly<Record<string, string>>;
  /** The model to load, over `modelId` and the experiment's selector. */
  readonly model?: string;
  /** Over those of the experiment, by name. */
  readonly tags?: { readonly [name: string]: string };
  /** Over the experiment's own. */
  readonly priority?: number;
  /** Every step of a chain is run, whatever is known of it. */
  readonly noCache?: boolean;
}

/** What making a run needs of the world. */
export type CreateDeps = Pick<RunDeps, "store" | "secrets" | "clock" | "ids" | "actor" | "mlxVersion">;
