import { describeConfiguration } from "@mlx/config";
import { type Result, toResult } from "@mlx/core";
import type { Project } from "../project.ts";

export type ConfigurationDescription = Awaited<ReturnType<typeof describeConfiguration>>;

/** The merged, resolved configuration, and where each value of it comes from. */
export function showConfiguration(project: Project): Promise<Result<ConfigurationDescription>> {
  return toResult(() => describeConfiguration(project.loadOptions()));
}
