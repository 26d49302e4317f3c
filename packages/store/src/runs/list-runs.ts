import type { RunFilter, RunState, RunStore } from "@mlx/core";
import type { Queries } from "../database.ts";
import type { Row } from "../tables.ts";
import { readRun } from "./run-fence.ts";
import { runStates } from "./run-rows.ts";

type Page = Parameters<RunStore["list"]>[1];
type Position = Pick<Row<"runs">, "seq" | "created_at">;

/**
 * Newest first; of one instant, the later made. `before` is the id of a run: the page starts behind it
 * (5021 if there is none). Each state is a range of an index already in this order, so that a page costs
 * the same however many runs there are; the states' pages are merged.
 */
export async function listRuns(
  queries: Queries,
  namespace: string,
  filter: RunFilter,
  { limit, before }: Page,
): Promise<readonly Row<"runs">[]> {
  const behind = before === undefined ? undefined : await readRun(queries, namespace, before);
  const found: Position[] = [];
  for (const state of new Set(filter.states ?? runStates)) {
    let query = matching(queries, namespace, state, filter).select(["seq", "created_at"]);
    if (behind !== undefined)
      query = query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple("created_at", "seq"), "<", tuple(behind.created_at, behind.seq)),
      );
    found.push(...(await query.orderBy("created_at", "desc").orderBy("seq", "desc").limit(limit).execute()));
  }
  const page = found.sort(newestFirst).slice(0, limit);
  return readRows(queries, page);
}

/** How many a list of all pages has. */
export async function countMatching(queries: Queries, namespace: string, filter: RunFilter): Promise<number> {
  let count = 0;
  for (const state of new Set(filter.states ?? runStates)) {
    const { number } = await matching(queries, namespace, state, filter)
      .select(({ fn }) => fn.countAll<number | string>().as("number"))
      .executeTakeFirstOrThrow();
    count += Number(number);
  }
  return count;
}

function matching(queries: Queries, namespace: string, state: RunState, filter: RunFilter) {
  let query = queries.selectFrom("runs").where("namespace", "=", namespace).where("state", "=", state);
  if (filter.experiment !== undefined) query = query.where("experiment", "=", filter.experiment);
  if (filter.instance !== undefined) query = query.where("instance", "=", filter.instance);
  if (filter.backfill !== undefined) query = query.where("backfill", "=", filter.backfill);
  if (filter.task !== undefined) query = query.where("task", "=", filter.task);
  if (filter.triggers !== undefined) query = query.where("trigger", "in", filter.triggers);
  if (filter.since !== undefined) query = query.where("created_at", ">=", filter.since);
  if (filter.until !== undefined) query = query.where("created_at", "<", filter.until);
  return query;
}

async function readRows(queries: Queries, page: readonly Position[]): Promise<readonly Row<"runs">[]> {
  const rows: Row<"runs">[] = [];
  for (const { seq } of page)
    rows.push(await queries.selectFrom("runs").selectAll().where("seq", "=", seq).executeTakeFirstOrThrow());
  return rows;
}

function newestFirst(a: Position, b: Position): number {
  if (a.created_at !== b.created_at) return a.created_at < b.created_at ? 1 : -1;
  return b.seq - a.seq;
}
