import { isAbsolute, join, normalize, sep } from "node:path";
import { InternalError } from "@mlx/core";

/**
 * The path of `name` inside a folder. Names were checked when the configuration was read and the data
 * listed; this is the last fence.
 */
export function pathInside(folder: string, name: string): string {
  const clean = normalize(name);
  if (isAbsolute(clean) || clean === ".." || clean.startsWith(`..${sep}`)) {
    throw new InternalError(`"${name}" leads out of the task's folder`);
  }
  return join(folder, clean);
}
