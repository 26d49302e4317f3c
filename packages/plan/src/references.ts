import { type Address, assertNever, type Kind, type ModelSelector, type TaskSpec } from "@mlx/core";
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
      const { target, inputs, service, model } = state.spec;
      return {
        ...state,
        spec: {
          ...state.spec,
          dependsOn,
          target: "instance" in target ? { instance: map(target.instance) } : target,
          inputs: mapInputs(inputs, map),
          ...(service === undefined ? {} : { service: map(service) }),
          ...(model === undefined ? {} : { model: mapSelector(model, map) }),
        },
      };
    }
    case "model": {
      const { promotion } = state.spec;
      if (promotion === undefined) return { ...state, spec: { ...state.spec, dependsOn } };
      const gates = promotion.gates.map((gate) =>
        gate.type === "beats" && gate.on !== undefined ? { ...gate, on: map(gate.on) } : gate,
      );
      return { ...state, spec: { ...state.spec, dependsOn, promotion: { ...promotion, gates } } };
    }
    case "service": {
      const { instance, model, training, scoring } = state.spec;
      return {
        ...state,
        spec: {
          ...state.spec,
          dependsOn,
          instance: map(instance),
          model: mapSelector(model, map),
          ...(training === undefined ? {} : { training: map(training) }),
          ...(scoring === undefined ? {} : { scoring: map(scoring) }),
        },
      };
    }
    default:
      return assertNever(state);
  }
}

function mapSelector(selector: ModelSelector, map: MapAddress): ModelSelector {
  if (selector.type !== "latest" || selector.experiment === undefined) return selector;
  return { ...selector, experiment: map(selector.experiment) };
}

type Inputs = TaskSpec["inputs"];

function mapInputs(inputs: Inputs, map: MapAddress): Inputs {
  return Object.fromEntries(Object.entries(inputs).map(([channel, dataset]) => [channel, map(dataset)]));
}

/**
 * Every address that stands in the spec, in no order, possibly more than once; but not the service that an
 * experiment belongs to, which refers to the experiment.
 */
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
      const { target, inputs, model } = state.spec;
      const instance = "instance" in target ? [target.instance] : [];
      return [...instance, ...Object.values(inputs), ...trainedBy(model), ...dependsOn];
    }
    case "model": {
      const gates = state.spec.promotion?.gates ?? [];
      return [...gates.flatMap((gate) => (gate.type === "beats" && gate.on ? [gate.on] : [])), ...dependsOn];
    }
    case "service": {
      const { instance, model, training, scoring } = state.spec;
      const own = [training, scoring].filter((experiment) => experiment !== undefined);
      return [instance, ...own, ...trainedBy(model), ...dependsOn];
    }
    default:
      return assertNever(state);
  }
}

function trainedBy(model: ModelSelector | undefined): readonly Address[] {
  return model?.type === "latest" && model.experiment !== undefined ? [model.experiment] : [];
}
