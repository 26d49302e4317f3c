import {
  type Address,
  type AppliedResource,
  type DatasetReader,
  MlxError,
  type ModelVersion,
} from "@mlx/core";
import { compareTrainingInputs, resolveTraining } from "@mlx/plan";
import type { Adapters } from "./open-adapters.ts";

/** Why a train run now would make another model; nothing of a version that was trained elsewhere. */
export async function staleReasons(
  { origin }: ModelVersion,
  { store, datasets }: Pick<Adapters, "store" | "datasets">,
): Promise<readonly string[]> {
  if (origin.type === "external") return [];
  const { instance, experiment, inputs } = origin;
  const resources = new Map<Address, AppliedResource>();
  const load = async (address: Address): Promise<void> => {
    if (resources.has(address)) return;
    const resource = await store.resources.get(address);
    if (resource === undefined) return;
    resources.set(address, resource.kind === "dataset" ? await asItIsNow(resource, datasets) : resource);
    for (const reference of resource.references) await load(reference);
  };
  await load(experiment ?? instance);
  await load(instance);
  const lookup = (address: Address) => resources.get(address);
  try {
    const training = resolveTraining(
      lookup,
      experiment !== undefined && resources.has(experiment)
        ? { experiment, instance }
        : { instance, task: "train" },
    );
    if (training === undefined) return [];
    return compareTrainingInputs(inputs, training.trainingInputs, undefined, training.recipe);
  } catch (error) {
    // What trained it is gone or no longer trains: there is nothing to be stale against.
    if (error instanceof MlxError) return [];
    throw error;
  }
}

/** A training reads the data as they are, whatever they were when they were applied. */
async function asItIsNow(
  dataset: AppliedResource<"dataset">,
  datasets: DatasetReader,
): Promise<AppliedResource<"dataset">> {
  try {
    return { ...dataset, observed: { fingerprint: (await datasets.fingerprint(dataset.spec)).fingerprint } };
  } catch (error) {
    // Without its files there is nothing to compare with but what was applied.
    if (error instanceof MlxError) return dataset;
    throw error;
  }
}
