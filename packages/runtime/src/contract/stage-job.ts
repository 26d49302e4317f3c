/**
 * Makes an attempt's `/opt/ml` folder: configuration, code, inputs and model. It is made under a
 * name of its own and appears whole, so that submitting twice, or again after a crash, is harmless.
 */
import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { access, copyFile, mkdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, isAbsolute, join, normalize, sep } from "node:path";
import type { ArtifactStore, DatasetFile, TaskSubmission } from "@mlx/core";
import { InternalError, systemErrorCode } from "@mlx/core";
import { contractFiles } from "./contract-files.ts";
import type { JobFolder } from "../job/job-folder.ts";
import { taskFolders } from "../job/job-folder.ts";

export async function stageJob(
  submission: TaskSubmission,
  folder: JobFolder,
  options: { readonly artifacts: ArtifactStore; readonly deadline: string },
): Promise<void> {
  if (await exists(folder.ml)) return;
  await mkdir(folder.checkpoints, { recursive: true });
  const draft = `${folder.ml}.${randomUUID()}`;
  try {
    await fill(draft, submission, options);
    await rename(draft, folder.ml);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Somebody else submitted the same job and was faster.
    if (!(await exists(folder.ml))) throw error;
  }
}

async function fill(
  draft: string,
  submission: TaskSubmission,
  { artifacts, deadline }: { readonly artifacts: ArtifactStore; readonly deadline: string },
): Promise<void> {
  const folders = taskFolders(draft);
  await mkdir(folders.inputConfig, { recursive: true });
  for (const [name, content] of Object.entries(contractFiles(submission, deadline))) {
    await writeFile(join(folders.inputConfig, name), `${JSON.stringify(content, undefined, 2)}\n`);
  }
  await mkdir(folders.inputData);
  for (const [channel, files] of Object.entries(submission.inputs)) {
    await stageInputs(inside(folders.inputData, channel), files);
  }
  await mkdir(join(folders.output, "plots"), { recursive: true });
  await mkdir(folders.outputData);
  for (const channel of submission.outputChannels) await mkdir(inside(folders.outputData, channel));
  await symlink(join("..", "..", "..", "checkpoints"), folders.checkpoints);
  const { source, model } = submission;
  if (source === undefined) await mkdir(folders.code);
  else await artifacts.materialise(source, folders.code, { readOnly: false });
  if (model === undefined) await mkdir(folders.model);
  else await artifacts.materialise(model.artifact, folders.model, { readOnly: true });
}

const noReflink = new Set(["ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EINVAL", "EXDEV", "ENOTTY"]);

/**
 * Each file as a copy that shares its blocks where the file system can do that, else as a link to
 * the file itself: data is never copied byte by byte.
 */
async function stageInputs(folder: string, files: readonly DatasetFile[]): Promise<void> {
  await mkdir(folder);
  const made = new Set([folder]);
  let reflink = true;
  for (const { name, path } of files) {
    const target = inside(folder, name);
    const parent = dirname(target);
    if (!made.has(parent)) await mkdir(parent, { recursive: true });
    made.add(parent);
    if (reflink) reflink = await cloneFile(path, target);
    if (!reflink) await symlink(path, target);
  }
}

async function cloneFile(path: string, target: string): Promise<boolean> {
  try {
    await copyFile(path, target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE_FORCE);
    return true;
  } catch (error) {
    if (!noReflink.has(systemErrorCode(error) ?? "")) throw error;
    await rm(target, { force: true });
    return false;
  }
}

/** Names were checked when the configuration was read and the data listed; this is the last fence. */
function inside(folder: string, name: string): string {
  const clean = normalize(name);
  if (isAbsolute(clean) || clean === ".." || clean.startsWith(`..${sep}`)) {
    throw new InternalError(`"${name}" leads out of the task's folder`);
  }
  return join(folder, clean);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
