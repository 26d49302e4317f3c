import { type Result, type RunRecord, toResult } from "@mlx/core";
import { checkRunFilter } from "@mlx/engine";
import type { Project } from "../project.ts";
import { type RunSelection, toRunFilter } from "../run-selection.ts";
import { andAlso, readSearch, selectionConditions } from "../search-query.ts";

/** Newest first. Failures: 3011, 8014. */
export function listRuns(
  project: Project,
  { limit, ...selection }: Omit<RunSelection, "filter"> & { readonly limit: number },
): Promise<Result<readonly RunRecord[]>> {
  return toResult(async () => {
    const { store, clock } = await project.adapters();
    await checkRunFilter(selection, { store });
    return store.runs.list(toRunFilter(selection, clock.now()), { limit });
  });
}

/** How many there are. Failures: 2101 to 2107, 3011, 8014. */
export function countRuns(project: Project, selection: RunSelection): Promise<Result<number>> {
  return toResult(async () => {
    const { store, clock } = await project.adapters();
    await checkRunFilter(selection, { store });
    const { filter } = selection;
    if (filter === undefined) return store.runs.count(toRunFilter(selection, clock.now()));
    const written = await readSearch({ filter, limit: 1 }, { of: "runs", now: clock.now(), fewest: 1 });
    return (await store.runs.search(andAlso(written, ...selectionConditions(selection, clock.now())))).total;
  });
}
