import { describeConfiguration } from "@mlx/config";
import { type MlxError, type Result, toResult } from "@mlx/core";
import { invalidBecauseOf } from "../errors.ts";
import type { Project } from "../project.ts";

export type ConfigurationDescription = Awaited<ReturnType<typeof describeConfiguration>> & {
  /** Where there are errors: what all that needs the configuration fails with. */
  readonly invalid: MlxError | undefined;
};

/** The merged, resolved configuration, and where each value of it comes from. */
export function showConfiguration(project: Project): Promise<Result<ConfigurationDescription>> {
  return toResult(async () => {
    const description = await describeConfiguration(project.loadOptions());
    return { ...description, invalid: invalidBecauseOf(description.diagnostics) };
  });
}
