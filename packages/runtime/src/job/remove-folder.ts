import { chmod, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { systemErrorCode } from "@mlx/core";

/** Also where the program, or the unpacking of a model, took away the permission to write. */
export async function removeFolder(path: string): Promise<void> {
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
