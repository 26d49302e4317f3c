import { type Diagnostic, type MlxError, type Result, toResult } from "@mlx/core";
import { invalidBecauseOf } from "../errors.ts";
import type { Project } from "../project.ts";

export interface Validation {
  readonly diagnostics: readonly Diagnostic[];
  readonly resources: number;
  readonly files: readonly string[];
  /** Where there are errors: what all that needs the configuration fails with. */
  readonly invalid: MlxError | undefined;
}

/** All findings about the configuration, without touching the store. */
export function validateProject(project: Project): Promise<Result<Validation>> {
  return toResult(async () => {
    const { diagnostics, state, files } = await project.load();
    return {
      diagnostics,
      resources: state?.resources.length ?? 0,
      files,
      invalid: invalidBecauseOf(diagnostics),
    };
  });
}
