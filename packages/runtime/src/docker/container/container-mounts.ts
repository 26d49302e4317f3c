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
 * The attempt's folder, what of it may not be written, the run's checkpoints, and each `VOLUME` of the
 * image below `/opt/ml`: where it has no mount of its own the engine makes one, and hides what stands
 * there.
 */
export function contractMounts(
  folder: Pick<JobFolder, "ml" | "checkpoints">,
  readOnly: readonly string[],
  volumes: readonly string[],
): readonly Mount[] {
  const protectedPaths = [...readOnly, "processing/input"];
  const isReadOnly = (path: string) => protectedPaths.some((it) => `${path}/`.startsWith(`${it}/`));
  const inside = (path: string): Mount => {
    return {
      source: contractSource(folder, path),
      target: posix.join(contractFolder, path),
      readOnly: isReadOnly(path),
    };
  };
  const paths = new Set(["", ...readOnly, "checkpoints", ...contractVolumes(volumes)]);
  return [...paths].map(inside);
}

/** Where a path below `/opt/ml` lies on this machine. */
function contractSource(folder: Pick<JobFolder, "ml" | "checkpoints">, path: string): string {
  const [first, ...rest] = path.split("/");
  return first === "checkpoints" ? join(folder.checkpoints, ...rest) : join(folder.ml, path);
}

/** Relative to `/opt/ml`, whose own is the empty text; sorted. */
function contractVolumes(volumes: readonly string[]): readonly string[] {
  const paths = volumes.map((volume) => posix.relative(contractFolder, posix.normalize(volume)));
  return paths.filter((path) => path !== ".." && !path.startsWith("../")).sort();
}

/** Relative to `/opt/ml`: the inputs, the code of a recipe with `source`, a model that is loaded. */
export function readOnlyPaths({
  origin,
  model,
}: Pick<TaskSubmission, "origin" | "model">): readonly string[] {
  return ["input", ...("source" in origin ? ["code"] : []), ...(model === undefined ? [] : ["model"])];
}
