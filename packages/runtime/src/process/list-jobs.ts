import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { JobKey } from "@mlx/core";
import { systemErrorCode } from "@mlx/core";
import { jobFolder } from "./job-folder.ts";

/** The jobs that were submitted and have not been cleaned up since. */
export async function listJobs(runsFolder: string): Promise<readonly JobKey[]> {
  const jobs: JobKey[] = [];
  for (const runId of await names(runsFolder)) {
    for (const name of await names(join(runsFolder, runId, "attempts"))) {
      if (!/^\d+$/.test(name)) continue;
      const key: JobKey = { runId, attempt: Number(name) };
      const held = await names(jobFolder(runsFolder, key).root);
      const cleanedUp = held.includes("exit.json") && !held.includes("ml");
      if (held.includes("job.json") && !cleanedUp) jobs.push(key);
    }
  }
  return jobs;
}

async function names(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return [];
    throw error;
  }
}
