import { readdir, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { outdatedClaims } from "../docker/capture/observer-claim.ts";
import type { JobFolder } from "./job-folder.ts";
import { removeFolder } from "./remove-folder.ts";

/**
 * For an attempt that has ended, however it did: at any later time, any number of times, also at once.
 *
 * Removed: `ml` (staged inputs, code, the model's files and the outputs, so publish them before),
 * `tmp` (home, caches, temporary files), what a killed submission or a killed supervisor left half
 * made, claims to observe it that do not count any more, and an empty `supervisor.log`. Kept: the
 * attempt's documents and its log, by which it is found, observed and read as before; Spark's event
 * log; and the run's checkpoints, which lie outside of the attempt's folder, for the next attempt.
 */
export async function cleanUpJob(folder: JobFolder): Promise<void> {
  for (const path of await findLeftovers(folder)) await removeFolder(path);
  if (await isEmpty(folder.supervisorLog)) await rm(folder.supervisorLog, { force: true });
}

/** What a cleanup removes. */
export async function findLeftovers(folder: JobFolder): Promise<readonly string[]> {
  const documents = [folder.job, folder.status, folder.exit, folder.stop, folder.container, folder.inputs];
  const drafts = [folder.ml, ...documents].map((path) => `${basename(path)}.`);
  const names = await readdir(folder.root).catch(() => []);
  const outdated = new Set(outdatedClaims(names));
  return names
    .filter((name) => {
      const path = join(folder.root, name);
      if (path === folder.ml || path === folder.scratch) return true;
      return name.endsWith(".pipe") || outdated.has(name) || drafts.some((draft) => name.startsWith(draft));
    })
    .map((name) => join(folder.root, name));
}

async function isEmpty(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.size === 0;
}
