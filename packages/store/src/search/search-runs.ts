import type { RunStore, SearchQuery } from "@mlx/core";
import type { Queries } from "../database.ts";
import { readRecords } from "../runs/run-records.ts";

/** The page of the runs that the query names, and how many there are on all pages. */
export async function searchRuns(
  queries: Queries,
  namespace: string,
  { limit, offset }: SearchQuery,
): ReturnType<RunStore["search"]> {
  const all = queries.selectFrom("runs").where("namespace", "=", namespace);
  const { total } = await all.select(({ fn }) => fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const rows = await all.selectAll().orderBy("seq", "desc").limit(limit).offset(offset).execute();
  return { records: await readRecords(queries, rows), total };
}
