import {
  type Address,
  type AppliedResource,
  type DatasetReader,
  type ManifestEntry,
  MlxError,
  type ModelVersion,
  type Result,
  toResult,
} from "@mlx/core";
import { findModel } from "@mlx/models";
import { compareTrainingInputs, resolveTask } from "@mlx/plan";
import type { Adapters } from "../open-adapters.ts";
import type { Project } from "../project.ts";

export interface ListedModel {
  readonly version: ModelVersion;
  readonly latest: boolean;
  /** Why a train run now would make another model; empty while the version is up to date, or not the latest. */
  readonly stale: readonly string[];
}

export type ShownModel = ListedModel & { readonly files: readonly ManifestEntry[] };

/** Newest first within each model; with `model`, only its versions. Failure: 7001. */
export function listModels(
  project: Project,
  { model }: { readonly model?: string },
): Promise<Result<readonly ListedModel[]>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    const names =
      model === undefined
        ? (await adapters.store.models.heads()).map((head) => head.model)
        : [(await findModel(adapters.store.models, model)).model];
    const listed: ListedModel[] = [];
    for (const name of names)
      for (const version of await adapters.store.models.versions(name))
        listed.push(await toListed(version, adapters));
    return listed;
  });
}

/** One version and its files. */
export function showModel(project: Project, { ref }: { readonly ref: string }): Promise<Result<ShownModel>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    const version = await findModel(adapters.store.models, ref);
    const { entries } = await adapters.artifacts.readManifest(version.artifact.digest);
    return { ...(await toListed(version, adapters)), files: entries };
  });
}

/** The newest version of each model, with its staleness. */
export async function currentModels(adapters: Adapters): Promise<readonly ListedModel[]> {
  const heads = await adapters.store.models.heads();
  return Promise.all(heads.map((version) => toListed(version, adapters)));
}

async function toListed(version: ModelVersion, adapters: Adapters): Promise<ListedModel> {
  const newest = await adapters.store.models.latest(version.model);
  const latest = newest?.version === version.version;
  return { version, latest, stale: latest ? await staleReasons(version, adapters) : [] };
}

async function staleReasons(
  version: ModelVersion,
  { store, datasets }: Adapters,
): Promise<readonly string[]> {
  const resources = new Map<Address, AppliedResource>();
  const load = async (address: Address): Promise<void> => {
    if (resources.has(address)) return;
    const resource = await store.resources.get(address);
    if (resource === undefined) return;
    resources.set(address, resource.kind === "dataset" ? await asItIsNow(resource, datasets) : resource);
    for (const reference of resource.references) await load(reference);
  };
  await load(version.experiment ?? version.instance);
  await load(version.instance);
  const lookup = (address: Address) => resources.get(address);
  try {
    const { trainingInputs, recipe } = resolveTask(
      lookup,
      version.experiment !== undefined && resources.has(version.experiment)
        ? { experiment: version.experiment, instance: version.instance }
        : { instance: version.instance, task: "train" },
    );
    return compareTrainingInputs(version.inputs, trainingInputs, undefined, recipe);
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
