import { similarNames } from "@mlx/models";
import { findRunTarget } from "./find-run-target.ts";
import { declaredParameters } from "./resolve-steps.ts";
import type { CreateDeps, RunRequest } from "./run-request.ts";

export interface UnknownParameter {
  readonly name: string;
  /** What was probably meant, the nearest first. */
  readonly similar: readonly string[];
}

/**
 * Parameters of a request that neither the recipe, the instance nor the experiment declares for a task of the run.
 * None where nothing is declared at all: such a program reads what it likes. Failures: those of `prepareRun`.
 */
export async function findUnknownParameters(
  request: RunRequest,
  deps: CreateDeps,
): Promise<readonly UnknownParameter[]> {
  const given = Object.keys(request.parameters).filter((name) => name !== "modelId");
  if (given.length === 0) return [];
  const declared = Object.keys(declaredParameters(await findRunTarget(request, deps)));
  if (declared.length === 0) return [];
  return given
    .filter((name) => !declared.includes(name))
    .map((name) => ({ name, similar: similarNames(name, declared) }));
}
