import { type Address, needsModel, type Parameters } from "@mlx/core";
import { type ResolvedStep, type RunOverrides, resolveChain, resolveTask, resourceDisabled } from "@mlx/plan";
import { isOwnTask, type RunTarget } from "./find-run-target.ts";
import type { RunRequest } from "./run-request.ts";
import { typeParameters } from "./type-parameters.ts";

/** What a run does: one task, or those of a chain. */
export interface ResolvedRun {
  readonly steps: readonly ResolvedStep[];
  /** The one whose task the run is known by. */
  readonly main: ResolvedStep;
  readonly isChain: boolean;
}

/** What a request says over everything that is declared. */
export type GivenForRun = Pick<
  RunRequest,
  "parameters" | "exactText" | "inputs" | "outputs" | "specification"
>;

/**
 * The tasks of a run with all settings merged, those that are given for it too: texts are of the type that the
 * task declares for them. Failures: 2003, 3014, and those of `resolveTask`.
 */
export function resolveSteps(found: RunTarget, given: GivenForRun): ResolvedRun {
  const { exactText = false, inputs, outputs, specification } = given;
  const { modelId } = given.parameters;
  const typed = typeParameters(given.parameters, declaredParameters(found), { exactText });
  return resolve(found, {
    parameters: modelId === undefined ? typed : { ...typed, modelId },
    ...(inputs === undefined ? {} : { inputs }),
    ...(outputs === undefined ? {} : { outputs }),
    ...(specification === undefined ? {} : { specification }),
  });
}

/** Of all tasks of a run, as the recipe, the instance and the experiment have them. */
export function declaredParameters(found: RunTarget): Parameters {
  const { steps, main } = resolve(found, {});
  return Object.assign({}, ...steps.map(({ resolved }) => resolved.parameters), main.resolved.parameters);
}

function resolve(found: RunTarget, overrides: RunOverrides): ResolvedRun {
  const { resources, experiment, instance, task } = found;
  const lookup = (address: Address) => resources.get(address);
  // A run of another task than the experiment's is what its instance says of that task.
  const isOwn = isOwnTask(found);
  if (experiment?.spec.enabled === false && !isOwn)
    throw resourceDisabled(experiment.address, experiment.address);
  const target =
    experiment !== undefined && isOwn
      ? { experiment: experiment.address, instance: instance.address }
      : { instance: instance.address, task };
  const chain = resolveChain(lookup, target, overrides);
  const alone = (): ResolvedStep => ({
    ...{ from: {}, passes: [], cache: false },
    resolved: resolveTask(lookup, target, overrides),
  });
  const steps = chain ?? [alone()];
  const main = steps.find(({ resolved }) => resolved.task === task) ?? alone();
  return { steps, main, isChain: chain !== undefined };
}

/** Those that load a model which no earlier one of them trains. */
export function stepsThatLoad({ steps }: Pick<ResolvedRun, "steps">): readonly ResolvedStep[] {
  const trains = steps.findIndex(({ resolved }) => resolved.task === "train");
  return steps.filter(({ resolved }, index) => needsModel(resolved.task) && !(trains >= 0 && trains < index));
}
