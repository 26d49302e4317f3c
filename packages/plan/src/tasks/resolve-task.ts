import {
  type Address,
  type DatasetSpec,
  type Digest,
  defaultRetryPolicy,
  type Environment,
  InternalError,
  type NotificationSpec,
  type Parameters,
  type PinnedImage,
  type RecipeSpec,
  type RetryPolicy,
  type RunTimeouts,
  type Slots,
  type TaskName,
  type TaskSpecification,
  type TrainingInputs,
} from "@mlx/core";
import { compareText } from "../compare-text.ts";
import { resourceDisabled, taskNotDeclared } from "../errors.ts";
import type { ResourceLookup, StateOf } from "../resource-state.ts";
import { findResource } from "./find-resource.ts";
import { mergeParameters } from "./merge-parameters.ts";
import { secretsOf } from "./secrets-of.ts";
import { trainingCommand, trainingImage, trainingSource } from "./training-image.ts";

/** What is to be run. `instance` is needed where the experiment finds its instance by a query. */
export type TaskTarget =
  | { readonly experiment: Address<"experiment">; readonly instance?: Address<"instance"> }
  | { readonly instance: Address<"instance">; readonly task: TaskName };

/** A task with all of its settings merged. It holds secret references, never values. */
export interface ResolvedTask {
  readonly task: TaskName;
  readonly experiment?: Address<"experiment">;
  readonly instance: Address<"instance">;
  readonly recipe: Address<"recipe">;
  readonly recipeSpec: RecipeSpec;
  readonly parameters: Parameters;
  readonly env: Environment;
  readonly inputs: { readonly [channel: string]: ResolvedInput };
  readonly outputs: { readonly [channel: string]: string };
  readonly specification?: TaskSpecification;
  readonly command?: readonly string[];
  /** What the recipe's image, or the image that its source runs in, was pinned to. */
  readonly image?: PinnedImage;
  /** Manifest digest of the recipe's source, or of what its image is built from. */
  readonly source?: Digest;
  readonly retry: RetryPolicy;
  readonly timeoutSeconds: number;
  readonly stopGraceSeconds: number;
  /** How its runs are queued, limited and told of; decides nothing of what a training makes. */
  readonly timeouts?: RunTimeouts;
  readonly priority?: number;
  readonly slots?: Slots;
  readonly maxRunning?: number;
  readonly notification?: NotificationSpec;
  readonly trainingInputs: TrainingInputs;
  /** All resources that take part, sorted. */
  readonly addresses: readonly Address[];
}

interface ResolvedInput {
  readonly dataset: Address<"dataset">;
  readonly spec: DatasetSpec;
  readonly fingerprint?: Digest;
}

/**
 * The one place where the settings of a task are merged, per key: the recipe's defaults, then the
 * instance's, the experiment's, and those given for one run. Inputs and outputs are the instance's,
 * and the experiment's over them by channel.
 *
 * Failures: 2001 a resource is missing · 2002 the instance does not declare the task · 2003 a
 * resource that takes part is disabled.
 */
export function resolveTask(
  lookup: ResourceLookup,
  target: TaskTarget,
  overrides: { readonly parameters?: Parameters } = {},
): ResolvedTask {
  const resolved = resolveDeclaredTask(lookup, target, overrides);
  const { experiment, instance, addresses } = resolved;
  const disabled = [experiment, instance, ...addresses].find(
    (address) => address !== undefined && lookup(address)?.spec.enabled === false,
  );
  if (disabled !== undefined) throw resourceDisabled(experiment ?? instance, disabled);
  return resolved;
}

/** The same, whether the resources are enabled or not. Failures: 2001, 2002. */
export function resolveDeclaredTask(
  lookup: ResourceLookup,
  target: TaskTarget,
  overrides: { readonly parameters?: Parameters } = {},
): ResolvedTask {
  const { experiment, instance, task } = readTarget(lookup, target);
  const { spec, observed } = findResource(lookup, instance, "instance", experiment?.address);
  const declared = spec.tasks[task];
  if (declared === undefined) throw taskNotDeclared(instance, task, Object.keys(spec.tasks));
  const recipe = findResource(lookup, spec.recipe, "recipe", instance);
  const { parameters, secrets } = mergeParameters([
    { parameters: recipe.spec.defaults[task], observed: recipe.observed, path: ["defaults", task] },
    { parameters: declared.parameters, observed, path: ["tasks", task, "parameters"] },
    { parameters: experiment?.spec.parameters, observed: experiment?.observed, path: ["parameters"] },
    { parameters: overrides.parameters, observed: undefined, path: [] },
  ]);
  const inputs = resolveInputs(
    lookup,
    { ...declared.inputs, ...experiment?.spec.inputs },
    instance,
    experiment,
  );
  const command = recipe.spec.command[task];
  const { image } = recipe.observed;
  const source = recipe.observed.source?.manifest;
  const [ranImage, ranCommand] = [trainingImage(recipe), trainingCommand(recipe, command)];
  return {
    task,
    ...(experiment === undefined ? {} : { experiment: experiment.address }),
    instance,
    recipe: spec.recipe,
    recipeSpec: recipe.spec,
    parameters,
    env: recipe.spec.env,
    inputs,
    outputs: { ...declared.outputs, ...experiment?.spec.outputs },
    ...(declared.specification === undefined ? {} : { specification: declared.specification }),
    ...(command === undefined ? {} : { command }),
    ...(image === undefined ? {} : { image }),
    ...(source === undefined ? {} : { source }),
    ...(experiment === undefined ? instanceRunPolicy : runPolicyOf(experiment)),
    trainingInputs: {
      source: trainingSource(recipe),
      ...(ranImage === undefined ? {} : { image: ranImage }),
      ...(ranCommand === undefined ? {} : { command: ranCommand }),
      parameters,
      datasets: Object.fromEntries(
        Object.entries(inputs).map(([channel, { dataset, fingerprint = null }]) => [
          channel,
          { dataset, fingerprint },
        ]),
      ),
      env: recipe.spec.env,
      secrets: {
        ...secrets,
        ...Object.fromEntries(secretsOf(recipe.spec.env, recipe.observed, ["env"], ["env"])),
      },
    },
    addresses: [
      ...new Set<Address>([
        ...(experiment === undefined ? [] : [experiment.address]),
        instance,
        spec.recipe,
        ...Object.values(inputs).map(({ dataset }) => dataset),
      ]),
    ].sort(compareText),
  };
}

type FoundExperiment = StateOf<"experiment"> & { readonly address: Address<"experiment"> };

function readTarget(lookup: ResourceLookup, target: TaskTarget) {
  if (!("experiment" in target)) return { ...target, experiment: undefined };
  const address = target.experiment;
  const experiment: FoundExperiment = { ...findResource(lookup, address, "experiment"), address };
  const named = experiment.spec.target;
  const instance = "instance" in named ? named.instance : target.instance;
  if (instance === undefined)
    throw new InternalError(`${address} finds its instance by a query, and none was given`);
  return { experiment, instance, task: experiment.spec.task };
}

function resolveInputs(
  lookup: ResourceLookup,
  inputs: { readonly [channel: string]: Address<"dataset"> },
  instance: Address<"instance">,
  experiment: FoundExperiment | undefined,
): ResolvedTask["inputs"] {
  return Object.fromEntries(
    Object.entries(inputs).map(([channel, dataset]) => {
      const user = experiment?.spec.inputs[channel] === dataset ? experiment.address : instance;
      const { spec, observed } = findResource(lookup, dataset, "dataset", user);
      const { fingerprint } = observed;
      return [channel, { dataset, spec, ...(fingerprint === undefined ? {} : { fingerprint }) }];
    }),
  );
}

const instanceRunPolicy = {
  retry: defaultRetryPolicy,
  timeoutSeconds: 86_400,
  stopGraceSeconds: 30,
} as const;

function runPolicyOf({ spec }: FoundExperiment) {
  const { retry, timeoutSeconds, stopGraceSeconds } = spec;
  const { timeouts, priority, slots, maxRunning, notification } = spec;
  return {
    retry,
    timeoutSeconds,
    stopGraceSeconds,
    ...(timeouts === undefined ? {} : { timeouts }),
    ...(priority === undefined ? {} : { priority }),
    ...(slots === undefined ? {} : { slots }),
    ...(maxRunning === undefined ? {} : { maxRunning }),
    ...(notification === undefined ? {} : { notification }),
  };
}
