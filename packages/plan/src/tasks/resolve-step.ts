import { type Address, defaultRetryPolicy, type ExperimentSpec, needsModel } from "@mlx/core";
import { compareText } from "../compare-text.ts";
import { resourceDisabled, taskNotDeclared } from "../errors.ts";
import type { ResourceLookup } from "../resource-state.ts";
import { findResource } from "./find-resource.ts";
import type { FoundExperiment, FoundTarget } from "./find-target.ts";
import { mergeParameters } from "./merge-parameters.ts";
import type { ResolvedTask } from "./resolved-task.ts";
import type { RunOverrides } from "./run-overrides.ts";
import { secretsOf } from "./secrets-of.ts";
import { trainingCommand, trainingImage, trainingSource } from "./training-image.ts";

/** One task with its settings; `own` is what of the experiment's settings is about it. */
export function resolveStep(
  lookup: ResourceLookup,
  { experiment, instance, task }: FoundTarget,
  overrides: RunOverrides,
  own: OwnSettings = experiment?.spec ?? noSettings,
): ResolvedTask {
  const { spec, observed } = findResource(lookup, instance, "instance", experiment?.address);
  const declared = spec.tasks[task];
  if (declared === undefined) throw taskNotDeclared(instance, task, Object.keys(spec.tasks));
  const recipe = findResource(lookup, spec.recipe, "recipe", instance);
  const { parameters, secrets } = mergeParameters([
    { parameters: recipe.spec.defaults[task], observed: recipe.observed, path: ["defaults", task] },
    { parameters: declared.parameters, observed, path: ["tasks", task, "parameters"] },
    { parameters: own.parameters, observed: experiment?.observed, path: ["parameters"] },
    { parameters: overrides.parameters, observed: undefined, path: [] },
  ]);
  const channels = { ...declared.inputs, ...own.inputs, ...overrides.inputs };
  const inputs = resolveInputs(lookup, channels, instance, experiment);
  // Rows that are posted are answered by the recipe's `serve`.
  const command = recipe.spec.command[declared.transform === undefined ? task : "serve"];
  const { image } = recipe.observed;
  const source = recipe.observed.source?.manifest;
  const [ranImage, ranCommand] = [trainingImage(recipe), trainingCommand(recipe, command)];
  const { timeframe, model } = experiment?.spec ?? {};
  const { specification = declared.specification } = overrides;
  return {
    task,
    ...(experiment === undefined ? {} : { experiment: experiment.address }),
    instance,
    recipe: spec.recipe,
    recipeSpec: recipe.spec,
    parameters,
    env: recipe.spec.env,
    inputs,
    outputs: { ...declared.outputs, ...own.outputs, ...overrides.outputs },
    ...(specification === undefined ? {} : { specification }),
    ...(command === undefined ? {} : { command }),
    ...(image === undefined ? {} : { image }),
    ...(source === undefined ? {} : { source }),
    ...(experiment === undefined ? instanceRunPolicy : runPolicyOf(experiment)),
    tags: { ...spec.tags, ...experiment?.spec.tags },
    ...(timeframe === undefined ? {} : { timeframe }),
    ...(declared.transform === undefined ? {} : { transform: declared.transform }),
    ...(model === undefined || !needsModel(task) ? {} : { model }),
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
      ...(task === "train" && timeframe !== undefined ? { timeframe: timeframe.minutes } : {}),
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

/** What an experiment says over its instance's task. */
export type OwnSettings = Pick<ExperimentSpec, "parameters" | "inputs" | "outputs">;
const noSettings: OwnSettings = { parameters: {}, inputs: {}, outputs: {} };

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

/** Failure: 2003. */
export function refuseDisabled(lookup: ResourceLookup, user: Address, addresses: readonly Address[]): void {
  const disabled = [user, ...addresses].find((address) => lookup(address)?.spec.enabled === false);
  if (disabled !== undefined) throw resourceDisabled(declaredAs(lookup, user), declaredAs(lookup, disabled));
}

/** The experiment of a service stands in the files as a part of it, and is enabled as it is. */
function declaredAs(lookup: ResourceLookup, address: Address): Address {
  const found = lookup(address);
  return (found?.kind === "experiment" ? found.spec.service : undefined) ?? address;
}
