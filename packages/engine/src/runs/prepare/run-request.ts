import type { Address, Parameters, TaskName, TaskSpecification } from "@mlx/core";
import type { RunDeps } from "../run-deps.ts";

export interface RunRequest {
  /** Address of an applied experiment, instance or service. */
  readonly target: string;
  /** Needed for an instance or a service; over an experiment's own. */
  readonly task?: TaskName;
  /** Over the experiment's, by key; a text is read as what it is declared to be, other values are as they are. */
  readonly parameters: Parameters;
  /** A text that is declared to be nothing stays a text, though it may look like a number. */
  readonly exactText?: true;
  /** The model to load, over `modelId` and the experiment's selector. */
  readonly model?: string;
  /** Over those of the experiment, by name. */
  readonly tags?: { readonly [name: string]: string };
  /** Over those of the experiment, by channel. */
  readonly inputs?: { readonly [channel: string]: Address<"dataset"> };
  readonly outputs?: { readonly [channel: string]: string };
  /** Over the instance's, as a whole. */
  readonly specification?: TaskSpecification;
  readonly description?: string;
  /** Over the experiment's own. */
  readonly priority?: number;
  /** Every step of a chain is run, whatever is known of it. */
  readonly noCache?: boolean;
}

/** What making a run needs of the world. */
export type CreateDeps = Pick<RunDeps, "store" | "secrets" | "clock" | "ids" | "actor" | "mlxVersion">;
