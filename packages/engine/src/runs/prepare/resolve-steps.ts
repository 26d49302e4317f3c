import { type Address, needsModel, type Parameters } from "@mlx/core";
import { type ResolvedStep, resolveChain, resolveTask } from "@mlx/plan";
import type { RunTarget } from "./find-run-target.ts";
import { typeParameters } from "./type-parameters.ts";

/** What a run does: one task, or those of a chain. */
export interface ResolvedRun {
  readonly steps: readonly ResolvedStep[];
  /** The one whose task the run is known by. */
  readonly main: ResolvedStep;
  readonly isChain: boolean;
}

/**
 * The tasks of a run with all settings merged, those that are given for it too: as text, of the type that the
 * task declares for them. Failures: 3014, and those of `resolveTask`.
 */
export function resolveSteps(found: RunTarget, given: Readonly<Record<string, string>>): ResolvedRun {
  const { modelId, ...named } = given;
  const known = declaredParameters(found);
  return resolve(found, typeParameters(modelId === undefined ? named : { ...named, modelId }, known));
}

/** Of all tasks of a run, as the recipe, the instance and the experiment have them. */
export function declaredParameters(found: RunTarget): Parameters {
  const { steps, main } = resolve(found, {});
  return Object.assign({}, ...steps.map(({ resolved }) => resolved.parameters), main.resolved.parameters);
}

function resolve({ resources, experiment, instance, task }: RunTarget, parameters: Parameters): ResolvedRun {
  const lookup = (address: Address) => resources.get(address);
  // A run of another task than the experiment's is one of its instance.
  const target =
    experiment !== undefined && experiment.spec.task === task
      ? { experiment: experiment.address, instance: instance.address }
      : { instance: instance.address, task };
  const chain = resolveChain(lookup, target, { parameters });
  const alone = (): ResolvedStep => ({
    ...{ from: {}, passes: [], cache: false },
    resolved: resolveTask(lookup, target, { parameters }),
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
