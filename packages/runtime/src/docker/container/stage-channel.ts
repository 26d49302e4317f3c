/** One input channel of a container, as it was planned. */
import { chmod, copyFile, mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join, posix, relative } from "node:path";
import type { DatasetFile } from "@mlx/core";
import { cloneFile } from "../../contract/clone-file.ts";
import type { ChannelPlan, InputPlan } from "../../contract/input-plan.ts";
import { isMounted } from "../../contract/input-plan.ts";
import { pathInside } from "../../contract/path-inside.ts";
import type { TaskFolders } from "../../job/job-folder.ts";
import type { Mount } from "./container-mounts.ts";
import { contractFolder } from "./container-mounts.ts";
import { createResolver } from "./plan-inputs.ts";

/** Beside `data`, where no program looks for channels. */
const foldersName = ".data";

export async function stageChannel(
  { inputData }: TaskFolders,
  {
    channel,
    files,
    plan = { type: "copies" },
  }: {
    readonly channel: string;
    readonly files: readonly DatasetFile[];
    readonly plan: ChannelPlan | undefined;
  },
): Promise<void> {
  const folder = pathInside(inputData, channel);
  await mkdir(folder);
  const made = new Set([folder]);
  if (plan.type === "folder") await mkdir(join(inputData, "..", foldersName, channel), { recursive: true });
  const resolve = createResolver();
  let clones = true;
  for (const { name, path } of files) {
    const target = pathInside(folder, name);
    const parent = dirname(target);
    if (!made.has(parent)) await mkdir(parent, { recursive: true });
    made.add(parent);
    if (isMounted({ [channel]: plan }, { channel, name })) {
      // What is mounted stands in its place.
      await writeFile(target, "", { mode: 0o444 });
    } else if (plan.type === "folder") {
      const inside = relative(plan.source, (await resolve(path)).real);
      await symlink(relative(parent, join(inputData, "..", foldersName, channel, inside)), target);
    } else {
      clones = clones && (await cloneFile(path, target));
      if (!clones) await copyFile(path, target);
      await chmod(target, 0o444);
    }
  }
}

/** What the channels need besides the attempt's folder. */
export function inputMounts(plan: InputPlan): readonly Mount[] {
  const input = posix.join(contractFolder, "input");
  return Object.entries(plan).flatMap(([channel, staged]): readonly Mount[] => {
    if (staged.type === "copies") return [];
    if (staged.type === "folder") return [mount(staged.source, posix.join(input, foldersName, channel))];
    return Object.entries(staged.sources).map(([name, source]) =>
      mount(source, posix.join(input, "data", channel, name)),
    );
  });
}

function mount(source: string, target: string): Mount {
  return { source, target, readOnly: true };
}
