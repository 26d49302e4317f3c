import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { BenchmarkFailure } from "./benchmark-failure.ts";

const binary = resolve(import.meta.dirname, "../packages/cli/bin/mlx.js");

/** The words that start the built `mlx`. */
export function mlxCommand(...args: readonly string[]): readonly string[] {
  if (!existsSync(binary)) throw new BenchmarkFailure(`There is no ${binary}.`);
  return [process.execPath, binary, ...args];
}

/** The environment of a measured `mlx`: this one's, with caches of its own. */
export function mlxEnvironment(workFolder: string): Readonly<Record<string, string | undefined>> {
  return { ...process.env, MLX_CACHE_DIR: join(workFolder, "cache"), MLX_ENV: undefined, NO_COLOR: "1" };
}
