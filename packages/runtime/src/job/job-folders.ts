import type { Dirent } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { InternalError, type JobFolders, type JobKey, systemErrorCode } from "@mlx/core";
import { cleanUpJob, findLeftovers } from "./cleanup-job.ts";
import { type JobFolder, jobFolder } from "./job-folder.ts";
import { removeFolder } from "./remove-folder.ts";

/**
 * The folders of the jobs below `runsFolder`, of all executors. What an attempt is found and observed by (a
 * few small documents) stays with it until its run is removed, so that a log can be read without its work.
 * Whether a job still runs is not asked: whoever removes knows.
 */
export function createJobFolders({ runsFolder }: { readonly runsFolder: string }): KeptJobFolders {
  const logsOf = ({ logs, sparkEvents }: JobFolder) => [logs, sparkEvents];
  return {
    async list() {
      const found: { readonly runId: string; readonly attempt: number }[] = [];
      for (const { name: runId } of await listFolders(runsFolder)) {
        if (!isRunId(runId)) continue;
        const attempts = await listFolders(join(runsFolder, runId, "attempts"));
        const numbers = attempts.map(({ name }) => Number(name)).filter((number) => number > 0);
        for (const attempt of numbers.sort((a, b) => a - b)) found.push({ runId, attempt });
      }
      return found;
    },
    async measure(key) {
      const folder = jobFolder(runsFolder, key);
      return {
        logBytes: await sizeOf(logsOf(folder)),
        workBytes: await sizeOf(await findLeftovers(folder)),
      };
    },
    async removeLog(key) {
      for (const path of logsOf(jobFolder(runsFolder, key))) await removeFolder(path);
    },
    async hasLog(key) {
      return (await lstat(jobFolder(runsFolder, key).logs).catch(() => undefined)) !== undefined;
    },
    removeWork: (key) => cleanUpJob(jobFolder(runsFolder, key)),
    async removeRun(runId) {
      if (!isRunId(runId)) throw new InternalError(`"${runId}" is no id of a run`);
      await removeFolder(join(runsFolder, runId));
    },
  };
}

export interface KeptJobFolders extends JobFolders {
  /** One that began, and was not removed. */
  hasLog(key: JobKey): Promise<boolean>;
}

/** Not what other things the folder holds are named, nor anything that leads out of it. */
function isRunId(name: string): boolean {
  return /^[\w-]+$/.test(name);
}

async function listFolders(path: string): Promise<readonly Dirent[]> {
  try {
    return (await readdir(path, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return [];
    throw error;
  }
}

/** Bytes of all files; links are not followed. What disappears meanwhile, or cannot be read, is nothing. */
async function sizeOf(paths: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const path of paths) {
    const stats = await lstat(path).catch(() => undefined);
    if (stats === undefined) continue;
    if (!stats.isDirectory()) bytes += stats.size;
    else bytes += await sizeOf((await readdir(path).catch(() => [])).map((name) => join(path, name)));
  }
  return bytes;
}
