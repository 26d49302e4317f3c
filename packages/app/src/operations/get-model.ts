import { readdir } from "node:fs/promises";
import { resolve } from "node:path";
import { type ModelVersion, type Result, toResult } from "@mlx/core";
import { findModel } from "@mlx/models";
import { folderTaken } from "../errors.ts";
import type { Project } from "../project.ts";

export interface GetModelRequest {
  readonly ref: string;
  /** Made, or empty. */
  readonly folder: string;
}

/** Writes a model's files into a folder, whole or not at all. Failures: 7001 to 7003, 8005. */
export function getModel(
  project: Project,
  { ref, folder }: GetModelRequest,
): Promise<Result<{ readonly version: ModelVersion; readonly folder: string }>> {
  return toResult(async () => {
    const { store, artifacts } = await project.adapters();
    const version = await findModel(store.models, ref);
    const target = resolve(project.options.cwd, folder);
    const taken = await readdir(target).catch(() => []);
    if (taken.length > 0) throw folderTaken(target, taken.slice(0, 3));
    await artifacts.deliver(version.artifact.digest, target);
    return { version, folder: target };
  });
}
