import type { Address, Parameters, TaskSpecification } from "@mlx/core";

/** What is given for one run, over everything that is declared. */
export interface RunOverrides {
  readonly parameters?: Parameters;
  /** By channel. */
  readonly inputs?: { readonly [channel: string]: Address<"dataset"> };
  /** By channel. */
  readonly outputs?: { readonly [channel: string]: string };
  /** As a whole; of a chain that of the task which the run is known by. */
  readonly specification?: TaskSpecification;
}
