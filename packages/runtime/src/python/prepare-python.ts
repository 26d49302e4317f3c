/**
 * The software environment of a recipe: a virtual environment for each combination of requirements,
 * Python and platform, made once and shared.
 *
 * Each is made in a folder of its own below the folder of its key, and counts from the moment when
 * `environment.json` names it. What a killed process left half made is never named, and is removed
 * by the next that makes one.
 */
import { randomUUID } from "node:crypto";
import { access, mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { EnvironmentLock } from "@mlx/core";
import { digestOfJson, systemErrorCode } from "@mlx/core";
import { noSpace } from "../errors.ts";
import { replaceFile } from "../job/write-file-once.ts";
import type { MakeEnvironmentOptions } from "./make-environment.ts";
import { makeEnvironment } from "./make-environment.ts";
import { pinRequirements } from "./pin-requirements.ts";
import { withEnvironmentLock } from "./with-environment-lock.ts";

export interface PythonEnvironment {
  /** Absolute; holds `bin/python`. */
  readonly folder: string;
  readonly lock: EnvironmentLock;
}

const keyLength = 32;

/**
 * With `packages` exactly those are in it: in the one of the requirements, where that is there and has them,
 * else in one that is made of them.
 */
export async function preparePython(
  environmentsFolder: string,
  { packages, ...options }: MakeEnvironmentOptions & { readonly packages?: readonly string[] | undefined },
): Promise<PythonEnvironment> {
  const { requirements, signal, onProgress } = options;
  if (packages !== undefined) {
    const usual = await readEnvironment(folderOf(environmentsFolder, options));
    if (usual !== undefined && usual.lock.packages.join(" ") === packages.join(" ")) return usual;
    const pinned = pinRequirements(requirements, packages);
    return preparePython(environmentsFolder, { ...options, requirements: pinned });
  }
  const folder = folderOf(environmentsFolder, options);
  const ready = await readEnvironment(folder);
  if (ready !== undefined) return ready;
  try {
    await mkdir(folder, { recursive: true });
    const onWait = () => onProgress("Waiting for another mlx that makes the same environment");
    return await withEnvironmentLock(folder, { signal, onWait }, async () => {
      return (await readEnvironment(folder)) ?? (await replaceEnvironment(folder, options));
    });
  } catch (error) {
    const code = systemErrorCode(error);
    throw code === "ENOSPC" || code === "EDQUOT" ? noSpace("make the recipe's environment", error) : error;
  }
}

function folderOf(
  environmentsFolder: string,
  { python, requirements }: Pick<MakeEnvironmentOptions, "python" | "requirements">,
): string {
  const key = digestOfJson({ build: python.build, requirements: [...(requirements ?? [])] });
  return join(environmentsFolder, key.slice("sha256:".length).slice(0, keyLength));
}

/** `environment.json`: which folder counts. */
interface EnvironmentMarker {
  readonly version: 1;
  readonly name: string;
  readonly lock: EnvironmentLock;
}

const markerName = "environment.json";

/** The environment that is there; `undefined` also where its Python has been removed since. */
async function readEnvironment(folder: string): Promise<PythonEnvironment | undefined> {
  try {
    const marker: EnvironmentMarker = JSON.parse(await readFile(join(folder, markerName), "utf8"));
    const environment = join(folder, marker.name);
    await access(join(environment, "bin", "python"));
    return { folder: environment, lock: marker.lock };
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT" || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function replaceEnvironment(
  folder: string,
  options: MakeEnvironmentOptions,
): Promise<PythonEnvironment> {
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true });
  const name = randomUUID().slice(0, 8);
  const environment = join(folder, name);
  try {
    const lock = await makeEnvironment(environment, options);
    const marker: EnvironmentMarker = { version: 1, name, lock };
    await replaceFile(join(folder, markerName), JSON.stringify(marker));
    return { folder: environment, lock };
  } catch (error) {
    await rm(environment, { recursive: true, force: true });
    throw error;
  } finally {
    await rm(`${environment}.requirements`, { recursive: true, force: true });
  }
}
