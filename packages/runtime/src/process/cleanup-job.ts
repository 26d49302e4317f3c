import { chmod, readdir, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { systemErrorCode } from "@mlx/core";
import type { JobFolder } from "./job-folder.ts";

/**
 * Removes the work folders of a job, and what a killed submission left half made. What tells of the
 * job stays: its documents, its log, and the checkpoints of its run.
 */
export async function cleanUpJob(folder: JobFolder): Promise<void> {
  const names = await readdir(folder.root).catch(() => []);
  const work = basename(folder.ml);
  for (const name of names) {
    const path = join(folder.root, name);
    const draft = name.startsWith(`${work}.`) || name.startsWith(`${basename(folder.exit)}.`);
    if (path === folder.ml || path === folder.scratch || draft) await removeFolder(path);
    else if (path === folder.supervisorLog && (await stat(path)).size === 0) await rm(path, { force: true });
  }
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
