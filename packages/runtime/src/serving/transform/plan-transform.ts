import { join } from "node:path";
import type { TaskSubmission, TransformSpec } from "@mlx/core";
import { pathInside } from "../../contract/path-inside.ts";
import type { JobFolder } from "../../job/job-folder.ts";
import { taskFolders } from "../../job/job-folder.ts";
import { replaceFile } from "../../job/write-file-once.ts";
import type { TransformPlan } from "./transform-plan.ts";

/** Writes down what the driver is to do, and returns its argument. */
export async function planTransform(
  { inputs, outputChannels }: Pick<TaskSubmission, "inputs" | "outputChannels">,
  folder: JobFolder,
  { transform, program }: { readonly transform: TransformSpec; readonly program: TransformPlan["program"] },
): Promise<readonly [string]> {
  const folders = taskFolders(folder.ml);
  const channel = preferred("score", Object.keys(inputs));
  const output = preferred("predictions", outputChannels);
  const plan: TransformPlan = {
    version: 1,
    program,
    cwd: folders.code,
    input: channel === undefined ? folders.inputData : pathInside(folders.inputData, channel),
    output: output === undefined ? folders.outputData : pathInside(folders.outputData, output),
    failure: folders.failure,
    transform,
  };
  const path = join(folder.root, "transform.json");
  await replaceFile(path, JSON.stringify(plan));
  return [path];
}

/** The channel of that name, else the first. */
function preferred(name: string, channels: readonly string[]): string | undefined {
  return channels.includes(name) ? name : channels[0];
}
