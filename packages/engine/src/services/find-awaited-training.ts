import { type Address, type AnnouncedRun, isTerminal, needsModel } from "@mlx/core";
import type { CreateDeps } from "../runs/run-request.ts";

/**
 * The training that the first scoring of a service waits for, in words: it is announced, or under way. An older
 * model of the instance is not what the service was published for. `undefined`: nothing is waited for.
 */
export async function findAwaitedTraining(
  experiment: Address<"experiment">,
  announced: readonly AnnouncedRun[],
  { store }: Pick<CreateDeps, "store">,
): Promise<string | undefined> {
  const resource = await store.resources.get(experiment);
  if (resource?.kind !== "experiment" || !needsModel(resource.spec.task)) return undefined;
  const { model } = resource.spec;
  const training = model?.type === "latest" ? model.experiment : undefined;
  if (training === undefined || (await store.models.latestOf(training)) !== undefined) return undefined;
  const first = announced.find((other) => other.experiment === training);
  if (first !== undefined)
    return `it waits for the first training of ${training}${first.problem === undefined ? "" : `: ${first.problem}`}`;
  const [newest] = await store.runs.list({ experiment: training, task: "train" }, { limit: 1 });
  if (newest === undefined || isTerminal(newest.run.status.state)) return undefined;
  const { id, status } = newest.run;
  return `it waits for run ${id.slice(0, 8)} of ${training}, which is ${status.state}`;
}
