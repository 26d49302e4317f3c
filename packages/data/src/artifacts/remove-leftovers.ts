import { lstatSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/**
 * Removes what an earlier process that died was making in `folder`: entries that `isLeftover` knows by
 * their name and that nobody wrote to since `before`. Never fails: what stays takes space, nothing more.
 */
export function removeLeftovers(folder: string, before: number, isLeftover: (name: string) => boolean): void {
  try {
    for (const name of readdirSync(folder)) {
      if (!isLeftover(name)) continue;
      const path = join(folder, name);
      const stats = lstatSync(path, { throwIfNoEntry: false });
      if (stats !== undefined && stats.mtimeMs < before) rmSync(path, { recursive: true, force: true });
    }
  } catch {
    // Another process may be removing the same, or the folder is not ours.
  }
}
