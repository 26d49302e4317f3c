import { type Address, nameOf, needsModel, type PlannedRun, type PreparedResource } from "@mlx/core";
import { awaitedModel } from "./awaited-model.ts";

/** What the model of each service is now, `model/x@v3`; without those that have none. */
export type ServingModels = ReadonlyMap<Address<"service">, string>;

/**
 * The first runs of experiments that services make and that no schedule starts: one each, when they are
 * created. Trainings come first. A scoring waits where its training is among them, or there is no model yet.
 */
export function announcedRuns(
  created: readonly PreparedResource[],
  serving: ServingModels,
): readonly PlannedRun[] {
  const first = created.filter((resource) => resource.kind === "experiment").filter(isFirst);
  const training = new Set(first.filter(({ spec }) => !needsModel(spec.task)).map(({ address }) => address));
  const runs = first.map(({ address, spec }): PlannedRun => {
    const { task, service, target, model = { type: "latest" } } = spec;
    const because = `first ${task === "train" ? "training" : "scoring"} of ${service}`;
    const trainedBy = model.type === "latest" ? model.experiment : undefined;
    const hasModel =
      service !== undefined && serving.has(service) && (trainedBy === undefined || !training.has(trainedBy));
    const name = "instance" in target ? nameOf(target.instance) : "";
    return {
      experiment: address,
      task,
      because,
      ...(needsModel(task) && !hasModel ? { waitsFor: awaitedModel(name, model) } : {}),
    };
  });
  return [...runs.filter(({ task }) => !needsModel(task)), ...runs.filter(({ task }) => needsModel(task))];
}

function isFirst({ spec }: PreparedResource<"experiment">): boolean {
  return spec.service !== undefined && spec.schedule === undefined && spec.enabled;
}
