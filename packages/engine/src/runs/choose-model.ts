import { type Address, type ModelVersion, nameOf } from "@mlx/core";
import { findModel, nothingToScoreWith } from "@mlx/models";
import type { ResolvedTask } from "@mlx/plan";
import type { RunTarget } from "./find-run-target.ts";
import type { CreateDeps, RunRequest } from "./run-request.ts";

/**
 * The model of a score run: the one that is named, else the newest that the experiment trained, else
 * the newest of its instance. Failures: 7001 to 7004.
 */
export async function chooseModel(
  request: RunRequest,
  { parameters }: ResolvedTask,
  { experiment, instance }: RunTarget,
  deps: CreateDeps,
): Promise<ModelVersion> {
  const { models } = deps.store;
  const named = request.model ?? parameters.modelId;
  if (typeof named === "string" && named !== "") return findModel(models, named);
  const newest =
    (experiment === undefined ? undefined : await models.latestOf(experiment.address)) ??
    (await models.latest(nameOf(instance.address)));
  if (newest !== undefined) return newest;
  throw nothingToScoreWith((experiment ?? instance).address, await trainingCommand(instance.address, deps));
}

async function trainingCommand(instance: Address<"instance">, { store }: CreateDeps): Promise<string> {
  for (const resource of await store.resources.list("experiment"))
    if (
      resource.kind === "experiment" &&
      resource.spec.task === "train" &&
      "instance" in resource.spec.target &&
      resource.spec.target.instance === instance
    )
      return `mlx run ${resource.address}`;
  return `mlx run ${instance} --task train`;
}
