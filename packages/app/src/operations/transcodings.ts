import {
  type Manifest,
  type Result,
  type Transcoding,
  type TranscodingFormat,
  timestamp,
  toResult,
} from "@mlx/core";
import { findModel } from "@mlx/models";
import { noTranscoder } from "../errors.ts";
import type { Project } from "../project.ts";

/**
 * A model is wanted in another format. The record is kept where its files are in that format as they are; no recipe
 * can declare a task that converts them, so all else is refused. Failures: those of `findModel`, 6004, 8070.
 */
export function requestTranscoding(
  project: Project,
  { modelId, targetFormat }: Pick<Transcoding, "modelId" | "targetFormat">,
): Promise<Result<Transcoding>> {
  return toResult(async () => {
    const { store, artifacts, ids, clock, actor } = await project.adapters();
    const version = await findModel(store.models, modelId);
    if (!isIn(targetFormat, await artifacts.readManifest(version.artifact.digest)))
      throw noTranscoder(version, targetFormat);
    const at = timestamp(clock.now());
    const made: Transcoding = {
      ...{ id: ids.uuid(), modelId: version.id, targetFormat, actor },
      ...{ createdAt: at, updatedAt: at },
    };
    await store.transcodings.add(made);
    return made;
  });
}

/** Oldest first. */
export function listTranscodings(project: Project, modelId: string): Promise<Result<readonly Transcoding[]>> {
  return toResult(async () => (await project.adapters()).store.transcodings.list(modelId));
}

export function findTranscoding(project: Project, id: string): Promise<Result<Transcoding | undefined>> {
  return toResult(async () => (await project.adapters()).store.transcodings.get(id));
}

/** How the files of a format are recognised. Of the other formats nothing is known that would tell them. */
const marks: { readonly [format in TranscodingFormat]?: RegExp } = {
  CoreML: /(?:\.mlmodel$|\.mlpackage\/|\.mlmodelc\/)/i,
  TF: /(?:(?:^|\/)saved_model\.pb(?:txt)?$|\.tflite$)/i,
};

function isIn(format: TranscodingFormat, { entries }: Manifest): boolean {
  const mark = marks[format];
  return mark !== undefined && entries.some(({ path }) => mark.test(path));
}
