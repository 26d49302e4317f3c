import {
  type Evaluation,
  type ManifestEntry,
  MlxError,
  type ModelSpec,
  type ModelVersion,
  type Result,
  toResult,
} from "@mlx/core";
import { readModelSpec } from "@mlx/engine";
import { findModel } from "@mlx/models";
import type { Adapters } from "../open-adapters.ts";
import type { Project } from "../project.ts";
import { describeVersions, type ListedModel } from "./list-models.ts";

export interface ShownModel extends ListedModel {
  readonly files: readonly ManifestEntry[];
  /** Why its files cannot be listed, or not be loaded. */
  readonly filesProblem?: string;
  /** What is declared of the model. */
  readonly declared?: ModelSpec;
  /** The newest for each alias. */
  readonly evaluations: readonly Evaluation[];
}

/** One version, a deleted one too. Failures: 7001 to 7003, 7006, 7008, 7009. */
export function showModel(project: Project, { ref }: { readonly ref: string }): Promise<Result<ShownModel>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    return readShownModel(await findModel(adapters.store.models, ref, "show"), adapters);
  });
}

/** A version with its files, its policy, and what that said last. */
export async function readShownModel(version: ModelVersion, adapters: Adapters): Promise<ShownModel> {
  const { store } = adapters;
  const { model, version: number } = version;
  const [listed] = await describeVersions(model, [version], adapters);
  const evaluations = await store.models.evaluations({ model, version: number }, { limit: 20 });
  const newest = evaluations.filter(
    ({ policy }, index) => evaluations.findIndex((each) => each.policy.alias === policy.alias) === index,
  );
  const declared = await readModelSpec(model, store);
  return {
    ...(listed ?? { version, latest: false, aliases: [], stale: [] }),
    ...(await listFiles(version, adapters)),
    ...(declared === undefined ? {} : { declared }),
    evaluations: newest,
  };
}

async function listFiles(
  { artifact }: ModelVersion,
  { artifacts }: Adapters,
): Promise<Pick<ShownModel, "files" | "filesProblem">> {
  try {
    const { entries } = await artifacts.readManifest(artifact.digest);
    if (await artifacts.has(artifact.digest)) return { files: entries };
    return { files: entries, filesProblem: "the content of some is missing from the artifact store" };
  } catch (error) {
    if (error instanceof MlxError) return { files: [], filesProblem: error.summary };
    throw error;
  }
}
