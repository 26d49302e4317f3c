/** Makes the `/opt/ml` folder of an attempt that runs as a process of this machine. */
import { mkdir, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ArtifactStore, DatasetFile, TaskSubmission } from "@mlx/core";
import type { JobFolder } from "../job/job-folder.ts";
import { taskFolders } from "../job/job-folder.ts";
import { cloneFile } from "./clone-file.ts";
import { localHost } from "./contract-files.ts";
import { pathInside } from "./path-inside.ts";
import { stageContract, stageOnce } from "./stage-contract.ts";

export async function stageJob(
  submission: TaskSubmission,
  folder: JobFolder,
  options: { readonly artifacts: ArtifactStore; readonly deadline: string },
): Promise<void> {
  await stageOnce(folder, async (draft) => {
    const folders = taskFolders(draft);
    await stageContract(submission, folders, { ...options, host: localHost });
    for (const [channel, files] of Object.entries(submission.inputs)) {
      await stageInputs(pathInside(folders.inputData, channel), files);
    }
    await symlink(join("..", "..", "..", "checkpoints"), folders.checkpoints);
  });
}

/**
 * Each file as a copy that shares its blocks where the file system can do that, else as a link to
 * the file itself: data is never copied byte by byte.
 */
async function stageInputs(folder: string, files: readonly DatasetFile[]): Promise<void> {
  await mkdir(folder);
  const made = new Set([folder]);
  let reflink = true;
  for (const { name, path } of files) {
    const target = pathInside(folder, name);
    const parent = dirname(target);
    if (!made.has(parent)) await mkdir(parent, { recursive: true });
    made.add(parent);
    if (reflink) reflink = await cloneFile(path, target);
    if (!reflink) await symlink(path, target);
  }
}
