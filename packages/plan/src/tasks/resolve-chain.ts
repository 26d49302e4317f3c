import type { Address, ChainStep, ChainTask, InstanceSpec, RecipeSpec, TaskName } from "@mlx/core";
import { compareText } from "../compare-text.ts";
import type { ResourceLookup } from "../resource-state.ts";
import { findResource } from "./find-resource.ts";
import { type FoundExperiment, type FoundTarget, findTarget, type TaskTarget } from "./find-target.ts";
import { type OwnSettings, refuseDisabled, resolveStep } from "./resolve-step.ts";
import type { ResolvedTask } from "./resolved-task.ts";
import type { RunOverrides } from "./run-overrides.ts";

/** A task of a chain with its settings; those that an earlier task fills are not among its inputs. */
export interface ResolvedStep extends Pick<ChainStep, "from" | "passes" | "cache" | "when"> {
  readonly resolved: ResolvedTask;
}

/**
 * The tasks of an experiment's chain, in order; `undefined` where it has none. What the experiment says, and
 * what is given for one run, goes by name: to the tasks that have such a parameter or channel, else to the
 * one that the run is known by.
 *
 * Failures: those of `resolveTask`.
 */
export function resolveChain(
  lookup: ResourceLookup,
  target: TaskTarget,
  overrides: RunOverrides = {},
): readonly ResolvedStep[] | undefined {
  const found = findTarget(lookup, target);
  if (found.experiment?.spec.chain === undefined) return undefined;
  const steps = resolveDeclaredChain(lookup, found, overrides);
  refuseDisabled(
    lookup,
    found.experiment.address,
    steps.flatMap(({ resolved }) => resolved.addresses),
  );
  return steps;
}

/** The same, whether the resources are enabled or not. Failures: 2001, 2002. */
export function resolveDeclaredChain(
  lookup: ResourceLookup,
  found: FoundTarget,
  overrides: RunOverrides,
): readonly ResolvedStep[] {
  const { experiment, instance } = found;
  const chain = experiment?.spec.chain ?? [];
  if (experiment === undefined) return [];
  const { spec } = findResource(lookup, instance, "instance", experiment.address);
  const recipe = findResource(lookup, spec.recipe, "recipe", instance);
  const share = createSharing(chain, found.task, spec, recipe.spec);
  const steps = chain.map((entry) => {
    const own = share(experiment, entry.task, overrides);
    const resolved = resolveStep(lookup, { ...found, task: entry.task }, own.given, own.settings);
    return toStep(entry, resolved);
  });
  const addresses = [...new Set<Address>(steps.flatMap(({ resolved }) => resolved.addresses))].sort(
    compareText,
  );
  return steps.map((step, index) => {
    const { resolved } = step;
    const trainingInputs =
      resolved.task === "train" ? trainingOf(step, steps.slice(0, index)) : resolved.trainingInputs;
    return { ...step, resolved: { ...resolved, trainingInputs, addresses } };
  });
}

function toStep(
  { inputs: from, passes, retry, cache, when }: ChainTask,
  resolved: ResolvedTask,
): ResolvedStep {
  const isRead = ([channel]: readonly [string, unknown]) => from[channel] === undefined;
  const { inputs, trainingInputs } = resolved;
  return {
    from,
    passes,
    cache,
    ...(when === undefined ? {} : { when }),
    resolved: {
      ...resolved,
      inputs: Object.fromEntries(Object.entries(inputs).filter(isRead)),
      ...(retry === undefined ? {} : { retry }),
      trainingInputs: {
        ...trainingInputs,
        datasets: Object.fromEntries(Object.entries(trainingInputs.datasets).filter(isRead)),
      },
    },
  };
}

/** What decides a training: also all that came before it in the chain. */
function trainingOf(step: ResolvedStep, earlier: readonly ResolvedStep[]): ResolvedTask["trainingInputs"] {
  if (earlier.length === 0) return step.resolved.trainingInputs;
  return {
    ...step.resolved.trainingInputs,
    ...fromOf(step),
    steps: earlier.map(({ resolved: { task, trainingInputs }, ...rest }) => {
      const { command, parameters, datasets, secrets } = trainingInputs;
      return {
        task,
        ...(command === undefined ? {} : { command }),
        parameters,
        datasets,
        secrets: Object.fromEntries(
          Object.entries(secrets).filter(([path]) => path.startsWith("parameters.")),
        ),
        ...fromOf(rest),
      };
    }),
  };
}

function fromOf({ from }: Pick<ResolvedStep, "from">): {
  readonly from?: { readonly [channel: string]: string };
} {
  const entries = Object.entries(from);
  if (entries.length === 0) return {};
  return {
    from: Object.fromEntries(entries.map(([channel, { task, output }]) => [channel, `${task}.${output}`])),
  };
}

/** Shares out by name what is said for the whole chain. */
function createSharing(
  chain: readonly ChainTask[],
  known: TaskName,
  instance: InstanceSpec,
  recipe: RecipeSpec,
) {
  const declared = (task: TaskName) => {
    const { parameters = {}, inputs = {}, outputs = {} } = instance.tasks[task] ?? {};
    return { parameters: { ...recipe.defaults[task], ...parameters }, inputs, outputs };
  };
  const names = new Map(chain.map(({ task }) => [task, declared(task)]));
  const ofTask = <V>(
    task: TaskName,
    map: { readonly [name: string]: V },
    part: keyof OwnSettings,
  ): { readonly [name: string]: V } => {
    const isOwn = (name: string) => {
      const takers = chain.filter((entry) => Object.hasOwn(names.get(entry.task)?.[part] ?? {}, name));
      return takers.length === 0 ? task === known : takers.some((entry) => entry.task === task);
    };
    return Object.fromEntries(Object.entries(map).filter(([name]) => isOwn(name)));
  };
  return ({ spec }: FoundExperiment, task: TaskName, given: RunOverrides) => ({
    settings: {
      parameters: ofTask(task, spec.parameters, "parameters"),
      inputs: ofTask(task, spec.inputs, "inputs"),
      outputs: ofTask(task, spec.outputs, "outputs"),
    },
    given: {
      parameters: ofTask(task, given.parameters ?? {}, "parameters"),
      inputs: ofTask(task, given.inputs ?? {}, "inputs"),
      outputs: ofTask(task, given.outputs ?? {}, "outputs"),
      ...(given.specification === undefined || task !== known ? {} : { specification: given.specification }),
    },
  });
}
