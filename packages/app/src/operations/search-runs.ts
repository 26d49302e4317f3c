import { type Result, type RunRecord, type SearchQuery, toResult } from "@mlx/core";
import { checkRunFilter } from "@mlx/engine";
import type { Project } from "../project.ts";
import type { RunSelection } from "../run-selection.ts";
import { andAlso, readSearch, type SearchText, selectionConditions } from "../search-query.ts";

export interface FoundRuns {
  readonly records: readonly RunRecord[];
  /** On all pages. */
  readonly total: number;
  /** On those that follow. */
  readonly more: number;
  readonly query: SearchQuery;
}

/** Runs that the text and the selection name: the first 20, unless one says how many. Failures: 2101 to 2107, 3011, 8014. */
export function searchRuns(
  project: Project,
  { filter, orderBy, limit, offset, ...selection }: RunSelection & SearchText,
): Promise<Result<FoundRuns>> {
  return toResult(async () => {
    const { store, clock } = await project.adapters();
    const now = clock.now();
    const written = await readSearch({ filter, orderBy, limit, offset }, { of: "runs", now, fewest: 20 });
    await checkRunFilter(selection, { store });
    const query = andAlso(written, ...selectionConditions(selection, now));
    const found = await store.runs.search(query);
    return { ...found, more: Math.max(0, found.total - query.offset - found.records.length), query };
  });
}
