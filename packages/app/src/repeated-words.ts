import { resolve } from "node:path";
import type { AppOptions } from "./app-options.ts";

/**
 * The flags that make another mlx act on the same project, environment and store. It stands in the
 * project's folder, wherever the user does: every path is absolute.
 */
export function repeatedWords(
  root: string,
  { environment, variables, variableFiles, cwd }: AppOptions,
  store: string,
): readonly string[] {
  return [
    "-C",
    root,
    ...(environment === undefined ? [] : ["--env", environment]),
    "--store",
    store,
    ...Object.entries(variables).flatMap(([name, value]) => ["--var", `${name}=${value}`]),
    ...variableFiles.flatMap((file) => ["--var-file", resolve(cwd, file)]),
  ];
}
