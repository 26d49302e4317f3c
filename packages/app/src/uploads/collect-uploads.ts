import { randomUUID } from "node:crypto";
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { artifactGraceSeconds, MlxError, systemErrorCode, timestamp } from "@mlx/core";
import type { UploadsToCollect } from "@mlx/engine";
import type { Adapters } from "../open-adapters.ts";
import { sourcesOfOthers } from "../stores-used.ts";
import { uploadOf } from "./upload-of.ts";

interface Found {
  readonly count: number;
  readonly bytes: number;
}

/**
 * Removes the folders of uploads that no recipe of any namespace, also of one that can be restored, has as its
 * source. One that was sent a moment ago is not the source of any yet, and stays.
 */
export function createUploadCollector(
  stateFolder: string,
  { store, clock }: Pick<Adapters, "store" | "clock">,
  { storesAreKnown = false }: { readonly storesAreKnown?: boolean } = {},
): (asked: UploadsToCollect) => Promise<Found> {
  return async ({ dryRun, signal, tell }) => {
    const folder = join(stateFolder, "uploads");
    const unusedSince = clock.now() - artifactGraceSeconds * 1000;
    const old = await olderThan(folder, unusedSince);
    if (old.length === 0) return { count: 0, bytes: 0 };
    const at = timestamp(clock.now());
    const others = await sourcesOfOthers(stateFolder, store, { storesAreKnown, at });
    if ("problem" in others) {
      tell(`uploads were not collected: ${others.problem}`);
      return { count: 0, bytes: 0 };
    }
    const used = new Set(
      [...(await store.referencedSources(at)), ...others].flatMap((source) => uploadOf(source) ?? []),
    );
    let count = 0;
    let bytes = 0;
    for (const name of old) {
      if (signal.aborted) break;
      if (used.has(name)) continue;
      const size = await sizeOf(join(folder, name));
      if (!dryRun && !(await remove(join(folder, name), unusedSince, tell))) continue;
      count += 1;
      bytes += size;
    }
    return { count, bytes };
  };
}

async function olderThan(folder: string, time: number): Promise<readonly string[]> {
  const names = await readdir(folder).catch(takeAsNone);
  const old: string[] = [];
  for (const name of names) if ((await changedAt(join(folder, name))) < time) old.push(name);
  return old;
}

function takeAsNone(error: unknown): readonly string[] {
  if (systemErrorCode(error) === "ENOENT") return [];
  throw error;
}

/** Endless where it is not there. */
async function changedAt(path: string): Promise<number> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return Number.POSITIVE_INFINITY;
    throw error;
  }
}

/** Taken away first and looked at once more: somebody may have sent the same again. */
async function remove(path: string, unusedSince: number, tell: (problem: string) => void): Promise<boolean> {
  const away = join(dirname(dirname(path)), "incoming", randomUUID());
  try {
    await mkdir(dirname(away), { recursive: true });
    await rename(path, away);
    if ((await changedAt(away)) >= unusedSince) {
      await putBack(away, path);
      return false;
    }
    await rm(away, { recursive: true, force: true });
    return true;
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined || error instanceof MlxError) throw error;
    if (code !== "ENOENT") tell(`${path} was not removed: ${code}`);
    return false;
  }
}

async function putBack(away: string, path: string): Promise<void> {
  try {
    await rename(away, path);
  } catch (error) {
    const code = systemErrorCode(error);
    if (code !== "ENOTEMPTY" && code !== "EEXIST") throw error;
    await rm(away, { recursive: true, force: true });
  }
}

async function sizeOf(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) bytes += (await stat(join(entry.parentPath, entry.name))).size;
  return bytes;
}
