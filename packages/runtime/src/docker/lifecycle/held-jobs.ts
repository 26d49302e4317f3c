/**
 * Which jobs may hold something of an engine, without asking one: an empty file per job, from before
 * its container is made until that was removed.
 */
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { JobKey } from "@mlx/core";
import { systemErrorCode } from "@mlx/core";

export async function holdJob(runsFolder: string, key: JobKey): Promise<void> {
  const path = holdPath(runsFolder, key);
  try {
    await writeFile(path, "");
  } catch (error) {
    if (systemErrorCode(error) !== "ENOENT") throw error;
    await mkdir(holdsFolder(runsFolder), { recursive: true });
    await writeFile(path, "");
  }
}

export async function releaseHold(runsFolder: string, key: JobKey): Promise<void> {
  await rm(holdPath(runsFolder, key), { force: true });
}

export async function listHeldJobs(runsFolder: string): Promise<readonly JobKey[]> {
  const names = await readdir(holdsFolder(runsFolder)).catch((error: unknown) => {
    if (systemErrorCode(error) === "ENOENT") return [];
    throw error;
  });
  return names.flatMap((name) => {
    const [, runId, attempt] = /^(.+)\.(\d+)$/.exec(name) ?? [];
    return runId === undefined ? [] : { runId, attempt: Number(attempt) };
  });
}

function holdsFolder(runsFolder: string): string {
  return join(runsFolder, ".containers");
}

function holdPath(runsFolder: string, { runId, attempt }: JobKey): string {
  return join(holdsFolder(runsFolder), `${runId}.${attempt}`);
}
