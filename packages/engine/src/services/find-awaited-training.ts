import { type Address, type AnnouncedRun, isTerminal, needsModel } from "@mlx/core";
import type { CreateDeps } from "../runs/prepare/run-request.ts";

/**
 * The training that the first scoring of a service waits for, in words: it is announced, under way, or
 * has failed, and the next one is waited for. An older model of the instance is not what the service was
 * published for. `undefined`: nothing is waited for.
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
  if (newest === undefined) return undefined;
  const { id, status } = newest.run;
  const run = `run ${id.slice(0, 8)}`;
  return isTerminal(status.state)
    ? `it waits for a first model of ${training}, whose ${run} is ${status.state}`
    : `it waits for ${run} of ${training}, which is ${status.state}`;
}
