import { type Address, type ModelSelector, type ModelVersion, nameOf } from "@mlx/core";
import { findModel, nothingToScoreWith, resolveSelector } from "@mlx/models";
import { awaitedModel, type ResolvedTask } from "@mlx/plan";
import { notTrainedYet } from "../errors.ts";
import { isOwnTask, type RunTarget } from "./find-run-target.ts";
import type { CreateDeps, RunRequest } from "./run-request.ts";

/**
 * The model of a run that loads one: the one that is named, else the one that the experiment's selector means
 * now; without a selector the newest that the experiment trained, or else of its instance. A run of another
 * task than the experiment's own loads what the experiment itself trained, and nothing else.
 * Failures: those of `findModel`, 3110, and 7004, which says what is waited for.
 */
export async function chooseModel(
  request: RunRequest,
  { task, parameters }: ResolvedTask,
  found: RunTarget,
  deps: CreateDeps,
): Promise<ModelVersion> {
  const { experiment, instance } = found;
  const { models } = deps.store;
  const named = request.model ?? parameters.modelId;
  if (typeof named === "string" && named !== "") return findModel(models, named);
  if (experiment !== undefined && !isOwnTask(found)) {
    const own = await models.latestOf(experiment.address);
    if (own === undefined) throw notTrainedYet(experiment.address, task);
    return own;
  }
  const model = nameOf(instance.address);
  const declared = experiment?.spec.model;
  const selector = declared ?? newestOf(experiment?.address);
  const chosen = await resolveSelector(models, model, selector);
  if (chosen !== undefined) return chosen;
  throw nothingToScoreWith((experiment ?? instance).address, {
    task,
    awaited: awaitedModel(model, declared ?? { type: "latest" }),
    next: await waysToGetOne(model, selector, instance.address, deps),
  });
}

function newestOf(experiment: Address<"experiment"> | undefined): ModelSelector {
  return experiment === undefined ? { type: "latest" } : { type: "latest", experiment };
}

/** Commands after which the selector means something. */
async function waysToGetOne(
  model: string,
  selector: ModelSelector,
  instance: Address<"instance">,
  deps: CreateDeps,
): Promise<readonly string[]> {
  // One that wants the newest, and means none, has found that there is none.
  const newest = selector.type === "latest" ? undefined : await deps.store.models.latest(model);
  if (newest === undefined) return [`\`${await trainingCommand(selector, instance, deps)}\` trains one`];
  const it = `${model}@v${newest.version}`;
  if (selector.type === "alias")
    return [`\`mlx models promote '${it}' --alias ${selector.alias}\` gives the newest version the alias`];
  return [`\`mlx models list '${model}'\` shows the versions that there are`];
}

async function trainingCommand(
  selector: ModelSelector,
  instance: Address<"instance">,
  { store }: CreateDeps,
): Promise<string> {
  const own = selector.type === "latest" ? selector.experiment : undefined;
  const experiments = (await store.resources.list("experiment")).filter(
    (resource) => resource.kind === "experiment",
  );
  const training =
    experiments.find(({ address, spec }) => address === own && spec.task === "train") ??
    experiments.find(
      ({ spec }) => spec.task === "train" && "instance" in spec.target && spec.target.instance === instance,
    );
  return training === undefined ? `mlx run ${instance} --task train` : `mlx run ${training.address}`;
}
