import { type Address, assertNever, type Kind, type TaskSpec } from "@mlx/core";
import type { ResourceState } from "./resource-state.ts";

/** Gives another address of the same kind, or the same one. */
export type MapAddress = <K extends Kind>(address: Address<K>) => Address<K>;

/** The resource with every reference in its spec replaced. */
export function mapReferences(state: ResourceState, map: MapAddress): ResourceState {
  const dependsOn = state.spec.dependsOn.map((address) => map(address));
  switch (state.kind) {
    case "dataset":
      return { ...state, spec: { ...state.spec, dependsOn } };
    case "recipe":
      return { ...state, spec: { ...state.spec, dependsOn } };
    case "instance": {
      const { recipe, tasks } = state.spec;
      const mapTask = (task: TaskSpec): TaskSpec => ({ ...task, inputs: mapInputs(task.inputs, map) });
      return {
        ...state,
        spec: {
          ...state.spec,
          dependsOn,
          recipe: map(recipe),
          tasks: Object.fromEntries(Object.entries(tasks).map(([name, task]) => [name, mapTask(task)])),
        },
      };
    }
    case "experiment": {
      const { target, inputs } = state.spec;
      return {
        ...state,
        spec: {
          ...state.spec,
          dependsOn,
          target: "instance" in target ? { instance: map(target.instance) } : target,
          inputs: mapInputs(inputs, map),
        },
      };
    }
    default:
      return assertNever(state);
  }
}

type Inputs = TaskSpec["inputs"];

function mapInputs(inputs: Inputs, map: MapAddress): Inputs {
  return Object.fromEntries(Object.entries(inputs).map(([channel, dataset]) => [channel, map(dataset)]));
}

/** Every address that stands in the spec, in no order, possibly more than once. */
export function referencesOf(state: ResourceState): readonly Address[] {
  const { dependsOn } = state.spec;
  switch (state.kind) {
    case "dataset":
    case "recipe":
      return dependsOn;
    case "instance": {
      const inputs = Object.values(state.spec.tasks).flatMap((task) => Object.values(task.inputs));
      return [state.spec.recipe, ...inputs, ...dependsOn];
    }
    case "experiment": {
      const { target, inputs } = state.spec;
      return [...("instance" in target ? [target.instance] : []), ...Object.values(inputs), ...dependsOn];
    }
    default:
      return assertNever(state);
  }
}
