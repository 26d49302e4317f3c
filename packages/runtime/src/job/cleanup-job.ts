import { chmod, readdir, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { systemErrorCode } from "@mlx/core";
import { outdatedClaims } from "../docker/capture/observer-claim.ts";
import type { JobFolder } from "./job-folder.ts";

/**
 * For an attempt that has ended, however it did: at any later time, any number of times, also at once.
 *
 * Removed: `ml` (staged inputs, code, the model's files and the outputs, so publish them before),
 * `tmp` (home, caches, temporary files), what a killed submission or a killed supervisor left half
 * made, claims to observe it that do not count any more, and an empty `supervisor.log`. Kept: the attempt's documents and its log, by which it is found,
 * observed and read as before; Spark's event log; and the run's checkpoints, which lie outside of the
 * attempt's folder, for the next attempt.
 */
export async function cleanUpJob(folder: JobFolder): Promise<void> {
  const documents = [folder.job, folder.status, folder.exit, folder.stop, folder.container, folder.inputs];
  const drafts = [folder.ml, ...documents].map((path) => `${basename(path)}.`);
  const names = await readdir(folder.root).catch(() => []);
  const outdated = new Set(outdatedClaims(names));
  for (const name of names) {
    const path = join(folder.root, name);
    const left =
      name.endsWith(".pipe") || outdated.has(name) || drafts.some((draft) => name.startsWith(draft));
    if (path === folder.ml || path === folder.scratch || left) await removeFolder(path);
    else if (path === folder.supervisorLog && (await isEmpty(path))) await rm(path, { force: true });
  }
}

async function isEmpty(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.size === 0;
}

/** Also where the program, or the unpacking of a model, took away the permission to write. */
async function removeFolder(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true });
  } catch (error) {
    const code = systemErrorCode(error);
    if (code !== "EACCES" && code !== "EPERM" && code !== "ENOTEMPTY") throw error;
    await permitRemoval(path);
    await rm(path, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function permitRemoval(folder: string): Promise<void> {
  await chmod(folder, 0o700);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await permitRemoval(join(folder, entry.name));
  }
}
