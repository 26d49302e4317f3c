import { isTerminal, type RunFence } from "@mlx/core";
import { chunks } from "../chunks.ts";
import type { Queries } from "../database.ts";
import { noSuchRun, staleFence } from "../errors.ts";
import type { Row } from "../tables.ts";

type RunRow = Row<"runs">;

export async function findRun(queries: Queries, namespace: string, id: string): Promise<RunRow | undefined> {
  return queries
    .selectFrom("runs")
    .selectAll()
    .where("namespace", "=", namespace)
    .where("id", "=", id)
    .executeTakeFirst();
}

/** In the order of the ids. Failures: 5021. */
export async function readRuns(
  queries: Queries,
  namespace: string,
  ids: readonly string[],
): Promise<readonly RunRow[]> {
  const found = new Map<string, RunRow>();
  for (const some of chunks(ids)) {
    const rows = await queries
      .selectFrom("runs")
      .selectAll()
      .where("namespace", "=", namespace)
      .where("id", "in", some)
      .execute();
    for (const row of rows) found.set(row.id, row);
  }
  return ids.map((id) => {
    const row = found.get(id);
    if (row === undefined) throw noSuchRun(id);
    return row;
  });
}

/** Failures: 5021. */
export async function readRun(queries: Queries, namespace: string, id: string): Promise<RunRow> {
  const row = await findRun(queries, namespace, id);
  if (row === undefined) throw noSuchRun(id);
  return row;
}

/**
 * The run of a fence that may still write to it: its epoch is the run's, and the run has not ended. An
 * expired lease is not a lost one, until somebody else claims the run. One that was given back is,
 * and entering RETRY gives it back; a PENDING run, which nobody can hold, is open to whoever has read it.
 * Failures: 5020, 5021.
 */
export async function readFenced(queries: Queries, namespace: string, fence: RunFence): Promise<RunRow> {
  const row = await readRun(queries, namespace, fence.runId);
  if (isTerminal(row.state)) throw staleFence(row.id, `The run has ended: ${row.state}.`);
  if (row.epoch !== fence.epoch)
    throw staleFence(row.id, `Another process claimed it (epoch ${row.epoch}, this one has ${fence.epoch}).`);
  if (row.worker_id === null && row.state !== "PENDING") throw staleFence(row.id, "It was given back.");
  return row;
}

/** As `readFenced`, for what only the worker that holds the run writes. */
export async function readHeld(queries: Queries, namespace: string, fence: RunFence): Promise<RunRow> {
  const row = await readFenced(queries, namespace, fence);
  if (row.worker_id === null) throw staleFence(row.id, "Nobody works on it.");
  return row;
}
