import { constants } from "node:fs";
import { access, readdir, stat } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { basename, join, resolve, sep } from "node:path";
import { findProject } from "@mlx/config";
import {
  type ContainerOptions,
  type DatasetFile,
  type PullPolicy,
  type Result,
  systemErrorCode,
  type TaskName,
  toResult,
} from "@mlx/core";
import { createArtifactStore, createHashCache } from "@mlx/data";
import { checkImage as check, connectEngine, createImages } from "@mlx/runtime";
import type { AppOptions } from "../app-options.ts";
import { systemClock } from "../environment.ts";
import { fileNotReadable } from "../errors.ts";
import { openProject } from "../project.ts";
import type { SurroundingsCheck } from "./check-surroundings.ts";

export interface ImageRequest {
  readonly reference: string;
  /** Its program is run; only looked at where absent. */
  readonly task?: TaskName;
  /** Channel to a file or a folder. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, string>>;
  readonly pull: PullPolicy;
  readonly signal: AbortSignal;
  readonly onProgress: (line: string) => void;
}

export interface CheckedImage {
  /** As it was written. */
  readonly reference: string;
  /** Pinned: `acme/retail:1.4@sha256:…`. */
  readonly image: string;
  readonly checks: readonly SurroundingsCheck[];
  /** What `container` of a recipe has to say; `undefined` where nothing was found that would do. */
  readonly needed: ContainerOptions | undefined;
}

/**
 * What an image needs in order to run as a recipe; outside a project too. Failures: 4030 to 4038, 8010;
 * rejects with the signal's reason.
 */
export function checkImage(options: AppOptions, request: ImageRequest): Promise<Result<CheckedImage>> {
  return toResult(async () => {
    const { processEnv, cwd } = options;
    const engine = connectEngine({ processEnv, home: homedir() });
    const artifacts = createArtifactStore({
      folder: join(tmpdir(), "mlx-doctor"),
      hashCache: createHashCache({ file: join(tmpdir(), "mlx-doctor.json"), clock: systemClock }),
      clock: systemClock,
    });
    const images = createImages({
      engine,
      artifacts,
      processEnv,
      home: homedir(),
      settings: await dockerSettings(options),
    });
    const inputs: Record<string, readonly DatasetFile[]> = {};
    for (const [channel, path] of Object.entries(request.inputs))
      inputs[channel] = await readInput(resolve(cwd, path));
    request.signal.throwIfAborted();
    const report = await check(
      { ...request, inputs },
      { engine, images, artifacts, clock: systemClock, processEnv, temporary: tmpdir() },
    );
    return { reference: request.reference, ...report };
  });
}

/** Those of the project, where there is one that can be read. */
async function dockerSettings(options: AppOptions) {
  const none = { build: { args: {} } };
  if ((await findProject(options.cwd)) === undefined) return none;
  const opened = await openProject(options);
  if (!opened.ok) return none;
  try {
    return (await opened.value.load()).settings.docker;
  } finally {
    await opened.value.close();
  }
}

/** A file, or those of a folder without hidden ones, named relative to it. Links are followed. */
async function readInput(path: string): Promise<readonly DatasetFile[]> {
  const found = await readOrTell(path, () => stat(path));
  if (!found.isDirectory()) return [await readFile(path, basename(path))];
  const names = await readOrTell(path, () => readdir(path, { recursive: true }));
  const files: DatasetFile[] = [];
  for (const name of names.sort()) {
    if (name.split(sep).some((part) => part.startsWith("."))) continue;
    const below = join(path, name);
    const isFolder = (await readOrTell(below, () => stat(below))).isDirectory();
    if (!isFolder) files.push(await readFile(below, name.split(sep).join("/")));
  }
  if (files.length === 0) throw fileNotReadable(path, "there are no files in this folder");
  return files;
}

async function readFile(path: string, name: string): Promise<DatasetFile> {
  const found = await readOrTell(path, () => stat(path));
  if (!found.isFile()) throw fileNotReadable(path, "it is neither a file nor a folder");
  await readOrTell(path, () => access(path, constants.R_OK));
  return { name, path, size: found.size, modifiedAt: found.mtimeMs };
}

async function readOrTell<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw fileNotReadable(path, systemErrorCode(error) ?? String(error));
  }
}
