import { InternalError, MlxError, type RunStore, type SearchQuery } from "@mlx/core";
import { chunks } from "../chunks.ts";
import type { Database, Queries } from "../database.ts";
import { readRecords } from "../runs/run-records.ts";
import type { Row } from "../tables.ts";
import { absorbRuns } from "./absorb-runs.ts";
import { fieldsOf } from "./fields-of.ts";
import { loadRunTable } from "./load-run-table.ts";
import { selectPage } from "./order-rows.ts";

/** The page of the runs that the query names, and how many there are on all pages. */
export async function searchRuns(database: Database, query: SearchQuery): ReturnType<RunStore["search"]> {
  await absorbWhereWritable(database);
  return database.read(async (queries) => {
    const table = await loadRunTable(queries, database.namespace, fieldsOf(query));
    const { rows, total } = selectPage(query, table);
    const found = await readRows(queries, rows.map(table.seq));
    return { records: await readRecords(queries, found), total };
  });
}

/** A store that may only be read, or that others write to for long, is searched as well: it takes longer. */
async function absorbWhereWritable(database: Database): Promise<void> {
  try {
    await absorbRuns(database);
  } catch (error) {
    if (!(error instanceof MlxError) || !["MLX5003", "MLX5004"].includes(error.code)) throw error;
  }
}

/** In the order of the numbers. */
async function readRows(queries: Queries, seqs: readonly number[]): Promise<readonly Row<"runs">[]> {
  const bySeq = new Map<number, Row<"runs">>();
  for (const some of chunks(seqs))
    for (const row of await queries.selectFrom("runs").selectAll().where("seq", "in", some).execute())
      bySeq.set(row.seq, row);
  return seqs.map((seq) => {
    const row = bySeq.get(seq);
    if (row === undefined) throw new InternalError(`the search index has a run ${seq} that is not there`);
    return row;
  });
}
