/** Makes the `/opt/ml` folder of an attempt that runs in a container, and says what is mounted. */
import { chmod, lchown, lstat, mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ArtifactStore, ContainerSettings, TaskSubmission } from "@mlx/core";
import type { TaskHost } from "../../contract/contract-files.ts";
import type { InputPlan } from "../../contract/input-plan.ts";
import { readInputPlan } from "../../contract/input-plan.ts";
import { isRealFolder, makeRealFolder } from "../../contract/real-folder.ts";
import { stageContract, stageOnce } from "../../contract/stage-contract.ts";
import { engineCannotGive } from "../../errors.ts";
import type { JobFolder, TaskFolders } from "../../job/job-folder.ts";
import { taskFolders } from "../../job/job-folder.ts";
import { writeFileOnce } from "../../job/write-file-once.ts";
import type { Mount } from "./container-mounts.ts";
import { contractMounts, hasProcessing, processingLinks } from "./container-mounts.ts";
import type { ContainerUser, FileOwner, UserIds } from "./container-user.ts";
import { fileOwner } from "./container-user.ts";
import { planInputs } from "./plan-inputs.ts";
import { isSparkTask, sparkEventsTarget } from "./spark-task-command.ts";
import { inputMounts, stageChannel } from "./stage-channel.ts";

export interface ContainerStaging {
  readonly artifacts: ArtifactStore;
  /** RFC 3339. */
  readonly deadline: string;
  readonly host: TaskHost;
  readonly home: string;
  readonly self: UserIds;
  readonly user: ContainerUser;
  readonly settings: Pick<ContainerSettings, "capabilities" | "defaultCapabilities">;
  /** Of the image. */
  readonly volumes: readonly string[];
  /** What is put into `input/config` besides: name to content. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Repeatable, and harmless where it is done twice at once. Fails: 4037, where something else stands in
 * the place of a folder that is to be mounted.
 */
export async function stageContainer(
  submission: TaskSubmission,
  folder: JobFolder,
  staging: ContainerStaging,
): Promise<readonly Mount[]> {
  const { self, user, volumes, files } = staging;
  const owner = fileOwner(user, self);
  const plan = await decideInputs(submission, folder, staging);
  const run = dirname(folder.checkpoints);
  const spark = { source: folder.sparkEvents, target: sparkEventsTarget, readOnly: false };
  const mountsOf = (ml: string) => [
    ...contractMounts({ ...folder, ml }, submission, volumes),
    ...(isSparkTask(submission) ? [spark] : []),
  ];
  await stageOnce(folder, async (draft) => {
    const folders = taskFolders(draft);
    await stageContract(submission, folders, staging);
    for (const [name, text] of Object.entries(files)) await writeFile(join(folders.inputConfig, name), text);
    for (const [channel, files] of Object.entries(submission.inputs)) {
      await stageChannel(folders, { channel, files, plan: plan[channel] });
    }
    if (hasProcessing(submission.task)) await linkProcessing(folders);
    const mounts = mountsOf(draft);
    for (const { source } of mounts) if (!(await makeRealFolder(run, source))) throw notAFolder(source);
    const mounted = mounts.flatMap((mount) => (mount.readOnly ? [] : [mount.source]));
    const writable = new Set([...mounted, ...(await outputFolders(submission, folders))]);
    await openFolders(folder, { draft, writable, owner });
  });
  const staged = mountsOf(folder.ml);
  for (const { source } of staged) if (!(await isRealFolder(run, source))) throw notAFolder(source);
  return [...staged, ...inputMounts(plan)];
}

function notAFolder(path: string) {
  const why = "A link or a file stands in the place of the folder, or of one above it. Nothing was started.";
  return engineCannotGive(`the task ${path}`, why, ["remove what stands there, then run it again"]);
}

/** Once for an attempt: whoever comes later stages and mounts the same. */
async function decideInputs(
  { inputs }: TaskSubmission,
  folder: JobFolder,
  { home, user, settings }: ContainerStaging,
): Promise<InputPlan> {
  const known = await readInputPlan(folder.inputs);
  if (known !== undefined) return known;
  if (Object.keys(inputs).length === 0) return {};
  const { capabilities, defaultCapabilities } = settings;
  const overrides = defaultCapabilities || capabilities.includes("DAC_OVERRIDE");
  const reader = {
    ...(user.host && { ids: user.host }),
    // With user namespaces and without root, capabilities count for the container's own files alone.
    everything: user.ids?.uid === 0 && user.host?.uid === 0 && overrides,
  };
  const channels = await planInputs(inputs, { reader, home, scratch: folder.scratch });
  if (Object.values(channels).every(({ type }) => type === "copies")) return channels;
  await writeFileOnce(folder.inputs, JSON.stringify({ version: 1, channels }));
  return (await readInputPlan(folder.inputs)) ?? channels;
}

/** SageMaker's layout of a processing job. */
async function linkProcessing({ root }: TaskFolders): Promise<void> {
  const processing = join(root, "processing");
  await mkdir(processing);
  for (const [name, target] of Object.entries(processingLinks)) await symlink(target, join(processing, name));
}

async function outputFolders({ model }: TaskSubmission, folders: TaskFolders): Promise<readonly string[]> {
  const below = await readdir(folders.output, { withFileTypes: true, recursive: true });
  const outputs = below
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));
  return [...(model === undefined ? [folders.model] : []), folders.output, ...outputs];
}

/**
 * Lets the container's user read all and write where it may. Where its number is not mlx's, nobody
 * else on this machine gets into the folders around.
 */
async function openFolders(
  { root, checkpoints }: JobFolder,
  {
    draft,
    writable,
    owner,
  }: { readonly draft: string; readonly writable: Iterable<string>; readonly owner: FileOwner },
): Promise<void> {
  if (owner.type === "self") return;
  for (const around of [root, dirname(checkpoints)]) await chmod(around, 0o700);
  await permitReading(draft);
  for (const path of writable) {
    if (owner.type === "given") await lchown(path, owner.ids.uid, owner.ids.gid);
    else await permit(path, 0o777);
  }
}

async function permitReading(folder: string): Promise<void> {
  await permit(folder, 0o555);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await permitReading(path);
    else if (entry.isFile()) await permit(path, 0o444);
  }
}

async function permit(path: string, bits: number): Promise<void> {
  const stats = await lstat(path);
  // `chmod` would follow it.
  if (stats.isSymbolicLink()) throw notAFolder(path);
  const mode = stats.mode & 0o7777;
  const wanted = mode | bits | ((mode & 0o100) === 0 ? 0 : 0o111);
  if (wanted !== mode) await chmod(path, wanted & 0o777);
}
