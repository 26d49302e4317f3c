import { posix } from "node:path";
import { type ContentRange, type Result, toResult } from "@mlx/core";
import { findModel } from "@mlx/models";
import type { Project } from "../project.ts";

/** A model as one file. */
export interface ModelContent {
  /** Without folders. */
  readonly name: string;
  /** Identifies the content; the same for the same files. */
  readonly digest: string;
  /** Absent: it is an archive that is made while it is read, and cannot be read from its middle. */
  readonly bytes?: number;
  /** Fails at once with 6004 where files are missing. */
  open(range?: ContentRange): Promise<AsyncIterable<Uint8Array>>;
}

/**
 * The one file of a model as it is; of several the tar.gz that is the same for the same files. Failures: those of
 * `findModel`, 6004.
 */
export function openModelContent(
  project: Project,
  { ref }: { readonly ref: string },
): Promise<Result<ModelContent>> {
  return toResult(async () => {
    const { store, artifacts } = await project.adapters();
    const { model, version, artifact } = await findModel(store.models, ref);
    const { digest } = artifact;
    const { entries } = await artifacts.readManifest(digest);
    const [only, second] = entries;
    if (only === undefined || second !== undefined)
      return {
        name: `${model.replaceAll(/[^a-z0-9-]/gi, "_")}-v${version}.tar.gz`,
        digest,
        open: () => artifacts.archive(digest),
      };
    return {
      name: posix.basename(only.path),
      digest,
      bytes: only.size,
      open: (range) => artifacts.openFile(only, range),
    };
  });
}
