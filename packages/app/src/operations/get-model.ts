import { randomUUID } from "node:crypto";
import { createWriteStream, existsSync } from "node:fs";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { MlxError, type ModelVersion, type Result, systemErrorCode, toResult } from "@mlx/core";
import { findModel } from "@mlx/models";
import { fileNotWritable, targetTaken } from "../errors.ts";
import type { Project } from "../project.ts";

export interface GetModelRequest {
  readonly ref: string;
  /** A folder that is made, or empty; or a file that is not there yet. */
  readonly target: string;
  readonly format: "folder" | "tar.gz";
}

export interface GotModel {
  readonly version: ModelVersion;
  /** Absolute. */
  readonly target: string;
}

/**
 * Writes a model's files into a folder, or as an archive into a file, whole or not at all. Failures: those of
 * `findModel`, 6003, 6004, 6006, 8004, 8026.
 */
export function getModel(
  project: Project,
  { ref, target: path, format }: GetModelRequest,
): Promise<Result<GotModel>> {
  return toResult(async () => {
    const { store, artifacts } = await project.adapters();
    const version = await findModel(store.models, ref);
    const target = resolve(project.options.cwd, path);
    const { digest } = version.artifact;
    if (format === "tar.gz") await writeArchive(target, await artifacts.archive(digest));
    else {
      const taken = await readdir(target).catch(() => []);
      if (taken.length > 0) throw targetTaken(target, taken.slice(0, 3));
      await artifacts.deliver(digest, target);
    }
    return { version, target };
  });
}

/** The archive itself, for standard output. Failures: those of `findModel`, 6004; the latter also while it is read. */
export function openModelArchive(
  project: Project,
  { ref }: { readonly ref: string },
): Promise<Result<AsyncIterable<Uint8Array>>> {
  return toResult(async () => {
    const { store, artifacts } = await project.adapters();
    return artifacts.archive((await findModel(store.models, ref)).artifact.digest);
  });
}

async function writeArchive(target: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  if (existsSync(target)) throw targetTaken(target);
  const temporary = `${target}.${randomUUID()}`;
  try {
    await mkdir(dirname(target), { recursive: true });
    await pipeline(content, createWriteStream(temporary, { flags: "wx" }));
    const file = await open(temporary, "r+");
    await file.sync().finally(() => file.close());
    if (existsSync(target)) throw targetTaken(target);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    if (error instanceof MlxError) throw error;
    throw fileNotWritable(target, systemErrorCode(error) ?? String(error));
  }
}
