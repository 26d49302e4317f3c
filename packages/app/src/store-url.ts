import { join, resolve } from "node:path";
import type { LoadedProject } from "@mlx/config";
import type { AppOptions } from "./app-options.ts";
import { stateFolderOf } from "./state-folder.ts";

/**
 * The store that a project uses: `--store`, else `MLX_STORE`, else the environment's, else its own. A
 * path given from outside counts from where the user stands, one in the files from the project's folder.
 */
export function storeUrl(
  root: string,
  { store, processEnv, cwd }: Pick<AppOptions, "store" | "processEnv" | "cwd">,
  loaded: Pick<LoadedProject, "storeUrl">,
): string {
  const given = store ?? processEnv.MLX_STORE;
  if (given !== undefined) return resolveFrom(cwd, given);
  return loaded.storeUrl === undefined
    ? join(stateFolderOf(root), "mlx.db")
    : resolveFrom(root, loaded.storeUrl);
}

/** With its path made absolute, also behind `sqlite:`; other URLs are as they are. */
function resolveFrom(folder: string, url: string): string {
  const [, scheme = "", path = url] = /^(sqlite:)(.*)$/is.exec(url) ?? [];
  const other = path === "" || path === ":memory:" || /^[a-z][a-z0-9+.-]+:|^\//i.test(path);
  return other ? url : scheme + resolve(folder, path);
}
