import { type Address, type AppliedResource, assertNever, needsModel, type TaskName } from "@mlx/core";
import { serviceHasNoScoring, serviceHasNoTraining, serviceTaskNeeded } from "./errors.ts";

type Service = AppliedResource<"service">;

/**
 * The experiment of a service that does a task: what loads a model is its scoring, everything else its training.
 * Failures: 3060 the task has to be named · 3061 it trains no model · 3062 it only answers online.
 */
export function serviceExperiment(
  { address, spec }: Service,
  task: TaskName | undefined,
): Address<"experiment"> {
  const { training, scoring } = spec;
  if (task === undefined)
    throw serviceTaskNeeded(address, [
      ...(training === undefined ? [] : (["train"] as const)),
      ...(scoring === undefined ? [] : (["score"] as const)),
    ]);
  if (needsModel(task)) {
    if (scoring === undefined) throw serviceHasNoScoring(address, spec.instance, task);
    return scoring;
  }
  if (training === undefined) throw serviceHasNoTraining(address, spec.instance, task, whyNoTraining(spec));
  return training;
}

/** Why a service trains nothing by itself, as a sentence. */
function whyNoTraining({ model }: Service["spec"]): string {
  switch (model.type) {
    case "run":
      return `It was published with the model of run ${model.runId.slice(0, 8)}.`;
    case "alias":
      return `It follows @${model.alias}, whoever trains the model.`;
    case "version":
      return `It keeps to v${model.version} of its model.`;
    case "best":
      return `It takes the best ${model.metric} of its model's versions, whoever trains them.`;
    case "latest":
      return "It takes the newest version of its model, whoever trains it.";
    default:
      return assertNever(model);
  }
}
