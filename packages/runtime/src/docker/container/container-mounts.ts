/** Which folders of this machine a container sees, and under which names. */
import { join, posix } from "node:path";
import type { TaskSubmission } from "@mlx/core";
import type { JobFolder } from "../../job/job-folder.ts";

export interface Mount {
  /** Absolute path of a file or folder of this machine, there already. */
  readonly source: string;
  /** Absolute path inside the container. */
  readonly target: string;
  readonly readOnly: boolean;
}

export const contractFolder = "/opt/ml";

/**
 * The contract's folders, one by one: `/opt/ml` itself stays the image's, who may have its code below
 * it. A `VOLUME` of the image inside of one of them gets a mount too: else the engine makes one there,
 * which hides what the task is given, and takes what it writes.
 *
 * All of them lie in the attempt's own folder, where no program has written before; only `checkpoints`
 * itself is the run's. Below that an earlier attempt may have left a link to anywhere on this machine,
 * so what is written to a `VOLUME` below `/opt/ml/checkpoints` is not kept for the next attempt.
 */
export function contractMounts(
  folder: Pick<JobFolder, "ml" | "checkpoints">,
  submission: Pick<TaskSubmission, "origin" | "model" | "task">,
  volumes: readonly string[],
): readonly Mount[] {
  const folders = contractFolders(submission);
  const own = [...folders.keys()];
  const inside = volumes
    .map((volume) => posix.relative(contractFolder, posix.normalize(volume)))
    .filter((path) => own.some((name) => path.startsWith(`${name}/`)))
    .sort();
  return [...own, ...inside].map((path): Mount => {
    const real = followLinks(path);
    const [first = ""] = real.split("/");
    return {
      source: real === "checkpoints" ? folder.checkpoints : join(folder.ml, real),
      target: posix.join(contractFolder, path),
      readOnly: folders.get(first) === "ro",
    };
  });
}

function contractFolders({ origin, model, task }: Pick<TaskSubmission, "origin" | "model" | "task">) {
  return new Map<string, "ro" | "rw">([
    ["input", "ro"],
    ["model", model === undefined ? "rw" : "ro"],
    ["output", "rw"],
    ["checkpoints", "rw"],
    ...("source" in origin ? ([["code", "ro"]] as const) : []),
    ...(hasProcessing(task) ? ([["processing", "ro"]] as const) : []),
  ]);
}

/** Whether a task also finds its data by the names of SageMaker's processing jobs. */
export function hasProcessing(task: TaskSubmission["task"]): boolean {
  return task !== "train";
}

/** Below `processing` there are links, to what has mounts of its own. */
export const processingLinks = { input: join("..", "input", "data"), output: join("..", "output", "data") };

function followLinks(path: string): string {
  return path.replace(/^processing\/(input|output)(?=\/|$)/, "$1/data");
}
