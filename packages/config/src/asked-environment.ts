import type { LoadOptions } from "./load-options.ts";

export interface AskedEnvironment {
  readonly name: string;
  readonly by: "--env" | "MLX_ENV";
}

/** The environment that somebody asked for, whether it is declared or not; otherwise the default one is meant. */
export function askedEnvironment({
  environment,
  processEnv,
}: Pick<LoadOptions, "environment" | "processEnv">): AskedEnvironment | undefined {
  if (environment !== undefined) return { name: environment, by: "--env" };
  const name = processEnv.MLX_ENV;
  return name === undefined || name === "" ? undefined : { name, by: "MLX_ENV" };
}
