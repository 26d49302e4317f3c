import {
  type Address,
  type Consequence,
  type Digest,
  formatModelVersion,
  type Manifest,
  MlxError,
  type ModelOrigin,
  type ModelVersion,
  type TrainingInputs,
} from "@mlx/core";
import type { ResourceLookup } from "../resource-state.ts";
import {
  findTrainingDifferences,
  type TrainingDifference,
  uniqueReasons,
} from "../tasks/compare-training-inputs.ts";
import type { TaskTarget } from "../tasks/find-target.ts";
import { resolveTraining } from "../tasks/resolve-task.ts";
import type { ResolvedTask } from "../tasks/resolved-task.ts";
import { findApplied, type PlanOutcome } from "./plan-outcome.ts";

/** Current models that become stale by the plan, or lose the instance or experiment that made them. */
export function modelConsequences(
  outcome: PlanOutcome,
  models: readonly ModelVersion[],
  manifests: ReadonlyMap<Digest, Manifest>,
): readonly Consequence[] {
  return models.flatMap((model): readonly Consequence[] => {
    const { origin } = model;
    // What a model that was trained elsewhere came from is not known.
    if (origin.type === "external") return [];
    const name = formatModelVersion(model);
    const { follow } = outcome.moves;
    const instance = follow(origin.instance);
    const experiment = origin.experiment && follow(origin.experiment);
    if (outcome.deleted.has(origin.instance)) return [{ type: "model-orphaned", model: name, instance }];
    if (experiment && origin.experiment && outcome.deleted.has(origin.experiment))
      return [{ type: "model-orphaned", model: name, instance, experiment }];
    // Left behind by an earlier apply: it was told then.
    if (!outcome.after.has(instance) || (experiment && !outcome.after.has(experiment))) return [];
    const reasons = staleReasons(outcome, origin, manifests);
    if (reasons.length === 0) return [];
    return [{ type: "model-stale", model: name, ...(experiment && { experiment }), instance, reasons }];
  });
}

/** The training that made a model. */
type Origin = Extract<ModelOrigin, { readonly type: "run" }>;

/**
 * How a training after the plan would differ from the one that made the model, in parts that the
 * plan changes: what already differed before it does not count again.
 */
function staleReasons(
  outcome: PlanOutcome,
  model: Origin,
  manifests: ReadonlyMap<Digest, Manifest>,
): readonly string[] {
  const { follow } = outcome.moves;
  const isChanged = (address: Address) => outcome.meanings.has(address);
  const after = train((address) => outcome.after.get(address), {
    instance: follow(model.instance),
    ...(model.experiment && { experiment: follow(model.experiment) }),
  });
  if (after.task === undefined) return isChanged(after.address) ? [after.problem] : [];
  if (!after.task.addresses.some(isChanged)) return [];
  const { trainingInputs: inputs, recipe } = after.task;
  const differences = findTrainingDifferences(followInputs(model.inputs, outcome), inputs, {
    manifests,
    recipe,
  });
  const before = train((address) => findApplied(outcome, address), model);
  if (before.task === undefined) return uniqueReasons(differences);
  const applied = followInputs(before.task.trainingInputs, outcome);
  const changed = new Set(findTrainingDifferences(applied, inputs).map(({ part }) => part));
  return uniqueReasons(differences.filter(({ part }: TrainingDifference) => changed.has(part)));
}

type Training =
  | { readonly task: ResolvedTask }
  /** Why there is no training any more, and whose doing that is. */
  | { readonly task: undefined; readonly problem: string; readonly address: Address };

function train(
  lookup: ResourceLookup,
  { instance, experiment }: Pick<Origin, "instance" | "experiment">,
): Training {
  const target: TaskTarget =
    experiment === undefined ? { instance, task: "train" } : { experiment, instance };
  try {
    const task = resolveTraining(lookup, target);
    if (task !== undefined) return { task };
    const address = experiment ?? instance;
    const found = lookup(address);
    const why = found?.kind === "experiment" ? `: its task is ${found.spec.task}` : "";
    return { task: undefined, address, problem: `${address} no longer trains${why}` };
  } catch (error) {
    if (!(error instanceof MlxError)) throw error;
    return { task: undefined, address: instance, problem: error.summary };
  }
}

/** The inputs with datasets under the names that they have after the plan. */
function followInputs(inputs: TrainingInputs, { moves }: PlanOutcome): TrainingInputs {
  if (moves.toOf.size === 0) return inputs;
  const names = new Map<string, string>(moves.toOf);
  const follow = <T extends Pick<TrainingInputs, "datasets">>(part: T): T => ({
    ...part,
    datasets: Object.fromEntries(
      Object.entries(part.datasets).map(([channel, { dataset, fingerprint }]) => [
        channel,
        { dataset: names.get(dataset) ?? dataset, fingerprint },
      ]),
    ),
  });
  const { steps } = inputs;
  return { ...follow(inputs), ...(steps === undefined ? {} : { steps: steps.map(follow) }) };
}
