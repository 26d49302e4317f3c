import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

export const projectFile = "mlx.yaml";

/** The nearest folder, from `from` upwards, that holds `mlx.yaml`. */
export async function findProject(from: string): Promise<string | undefined> {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (existsSync(join(folder, projectFile))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}
