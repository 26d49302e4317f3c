import { type Result, type RunRecord, toResult } from "@mlx/core";
import { checkRunFilter } from "@mlx/engine";
import type { Project } from "../project.ts";
import { type RunSelection, toRunFilter } from "../run-selection.ts";

/** Newest first. Failures: 3011, 8014. */
export function listRuns(
  project: Project,
  { limit, ...selection }: RunSelection & { readonly limit: number },
): Promise<Result<readonly RunRecord[]>> {
  return toResult(async () => {
    const { store, clock } = await project.adapters();
    await checkRunFilter(selection, { store });
    return store.runs.list(toRunFilter(selection, clock.now()), { limit });
  });
}

/** How many there are. Failures: 3011, 8014. */
export function countRuns(project: Project, selection: RunSelection): Promise<Result<number>> {
  return toResult(async () => {
    const { store, clock } = await project.adapters();
    await checkRunFilter(selection, { store });
    return store.runs.count(toRunFilter(selection, clock.now()));
  });
}
