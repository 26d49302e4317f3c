import { type Address, InternalError, type TaskName } from "@mlx/core";
import type { ResourceLookup, StateOf } from "../resource-state.ts";
import { findResource } from "./find-resource.ts";

/** What is to be run. `instance` is needed where the experiment finds its instance by a query. */
export type TaskTarget =
  | { readonly experiment: Address<"experiment">; readonly instance?: Address<"instance"> }
  | { readonly instance: Address<"instance">; readonly task: TaskName };

/** What is run, found in the resources. */
export interface FoundTarget {
  readonly experiment: FoundExperiment | undefined;
  readonly instance: Address<"instance">;
  readonly task: TaskName;
}

export type FoundExperiment = StateOf<"experiment"> & { readonly address: Address<"experiment"> };

/** Failure: 2001. */
export function findTarget(lookup: ResourceLookup, target: TaskTarget): FoundTarget {
  if (!("experiment" in target)) return { ...target, experiment: undefined };
  const address = target.experiment;
  const experiment: FoundExperiment = { ...findResource(lookup, address, "experiment"), address };
  const named = experiment.spec.target;
  const instance = "instance" in named ? named.instance : target.instance;
  if (instance === undefined)
    throw new InternalError(`${address} finds its instance by a query, and none was given`);
  return { experiment, instance, task: experiment.spec.task };
}
