/** The parts of an attempt's `/opt/ml` folder that are the same wherever its task runs. */
import { randomUUID } from "node:crypto";
import { access, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ArtifactStore, TaskSubmission } from "@mlx/core";
import type { JobFolder, TaskFolders } from "../job/job-folder.ts";
import type { TaskHost } from "./contract-files.ts";
import { contractFiles } from "./contract-files.ts";
import { pathInside } from "./path-inside.ts";

/**
 * The folder is made under a name of its own and appears whole, so that submitting twice, or again
 * after a crash, is harmless. Nothing is done where it is there already.
 */
export async function stageOnce(folder: JobFolder, fill: (draft: string) => Promise<void>): Promise<void> {
  if (await exists(folder.ml)) return;
  await mkdir(folder.checkpoints, { recursive: true });
  const draft = `${folder.ml}.${randomUUID()}`;
  try {
    await fill(draft);
    await rename(draft, folder.ml);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Somebody else submitted the same job and was faster.
    if (!(await exists(folder.ml))) throw error;
  }
}

/**
 * Configuration, code, model, and the folders for outputs; in the inputs' folder there is what earlier steps
 * of the run left, and nothing else.
 */
export async function stageContract(
  submission: TaskSubmission,
  folders: TaskFolders,
  options: { readonly artifacts: ArtifactStore; readonly deadline: string; readonly host: TaskHost },
): Promise<void> {
  const { artifacts } = options;
  const { origin, source, model, passedInputs = {} } = submission;
  await mkdir(folders.inputConfig, { recursive: true });
  for (const [name, content] of Object.entries(contractFiles(submission, options))) {
    await writeFile(join(folders.inputConfig, name), `${JSON.stringify(content, undefined, 2)}\n`);
  }
  await mkdir(folders.inputData);
  for (const [channel, { artifact }] of Object.entries(passedInputs))
    await artifacts.materialise(artifact, pathInside(folders.inputData, channel), { readOnly: true });
  await mkdir(folders.plots, { recursive: true });
  await mkdir(folders.outputData);
  for (const channel of submission.outputChannels) await mkdir(pathInside(folders.outputData, channel));
  // Of a recipe with `build`, the snapshot is what its image was made from.
  if (source === undefined || !("source" in origin)) await mkdir(folders.code);
  else await artifacts.materialise(source, folders.code, { readOnly: false });
  if (model === undefined) await mkdir(folders.model);
  else await artifacts.materialise(model.artifact, folders.model, { readOnly: true });
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
