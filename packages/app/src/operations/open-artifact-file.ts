import {
  type Artifact,
  type ContentRange,
  InternalError,
  type ManifestEntry,
  type Result,
  toResult,
} from "@mlx/core";
import { findRun } from "@mlx/engine";
import { findModel } from "@mlx/models";
import { noSuchFile } from "../errors.ts";
import type { Adapters } from "../open-adapters.ts";
import type { Project } from "../project.ts";

/** What holds files by content: an output or the plots of a run, or a version of a model. */
export type ArtifactRef =
  /** `channel`: of an output, or `plots`. */
  | { readonly run: string; readonly channel: string }
  /** As `findModel` takes it. */
  | { readonly model: string };

export interface ListedFiles {
  readonly artifact: Artifact;
  /** Sorted by path. */
  readonly files: readonly ManifestEntry[];
}

export interface ArtifactFile {
  readonly entry: ManifestEntry;
  /** Read while it is consumed. Of the whole content also 6004 at its end. */
  open(range?: ContentRange): Promise<AsyncIterable<Uint8Array>>;
}

/** Failures: 3012, those of `findModel`, 6004, 8081 the run has no such output. */
export function listArtifactFiles(project: Project, ref: ArtifactRef): Promise<Result<ListedFiles>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    const artifact = await findArtifact(ref, adapters);
    const { entries } = await adapters.artifacts.readManifest(artifact.digest);
    return { artifact, files: entries };
  });
}

/** One file by its path in the artifact, which reaches nothing else. Also 8081 where there is none. */
export function openArtifactFile(
  project: Project,
  { path, ...ref }: ArtifactRef & { readonly path: string },
): Promise<Result<ArtifactFile>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    const { digest } = await findArtifact(ref, adapters);
    const { entries } = await adapters.artifacts.readManifest(digest);
    const entry = entries.find((each) => each.path === path);
    if (entry === undefined)
      throw noSuchFile(
        path,
        entries.map((each) => each.path),
      );
    return { entry, open: (range) => adapters.artifacts.openFile(entry, range) };
  });
}

async function findArtifact(ref: ArtifactRef, { store }: Adapters): Promise<Artifact> {
  if ("model" in ref) return (await findModel(store.models, ref.model)).artifact;
  const { id } = await findRun(store, ref.run);
  const record = await store.runs.record(id);
  if (record === undefined) throw new InternalError(`run ${id} is listed but has no record`);
  const channels = new Map(record.outputs.map(({ channel, artifact }) => [channel, artifact]));
  if (record.plots !== undefined && !channels.has("plots")) channels.set("plots", record.plots);
  const found = channels.get(ref.channel);
  if (found === undefined) throw noSuchFile(ref.channel, [...channels.keys()]);
  return found;
}
