import { type Address, isTerminal, type RunStore } from "@mlx/core";
import { chunks } from "../chunks.ts";
import type { Queries } from "../database.ts";
import type { Row } from "../tables.ts";
import { appendRunEvent } from "./run-events.ts";
import { findRun, readRun } from "./run-fence.ts";
import { setStatus } from "./set-status.ts";

type Stop = Parameters<RunStore["requestStop"]>[1];

/**
 * The first stop that is asked for counts. In PENDING and in RETRY nothing is executed, and a claim
 * would have made the run RUNNING, so it is over at once. Failures: 5021.
 */
export async function requestStop(
  queries: Queries,
  namespace: string,
  id: string,
  stop: Stop,
): Promise<Row<"runs">> {
  return stopRow(queries, await readRun(queries, namespace, id), stop);
}

async function stopRow(
  queries: Queries,
  row: Row<"runs">,
  { reason, actor, at }: Stop,
): Promise<Row<"runs">> {
  if (isTerminal(row.state) || row.desired === "STOP") return row;
  const stopping = await queries
    .updateTable("runs")
    .set({ desired: "STOP", stop_reason: reason, stop_actor: actor, stop_at: at })
    .where("seq", "=", row.seq)
    .where("epoch", "=", row.epoch)
    .returningAll()
    .executeTakeFirstOrThrow();
  await appendRunEvent(queries, row, { at, actor, type: "stop-requested", reason });
  if (row.state === "RUNNING") return stopping;
  return setStatus(queries, stopping, { state: "ABORTED", reason }, { at, actor });
}

/** The same for many; those that are not there are left out. */
export async function requestStops(
  queries: Queries,
  namespace: string,
  ids: readonly string[],
  stop: Stop,
): Promise<readonly Row<"runs">[]> {
  const stopped: Row<"runs">[] = [];
  for (const id of ids) {
    const row = await findRun(queries, namespace, id);
    if (row !== undefined) stopped.push(await stopRow(queries, row, stop));
  }
  return stopped;
}

/** Runs of experiments that are gone do not begin any more; those that run go on. */
export async function abortRuns(
  queries: Queries,
  namespace: string,
  experiments: readonly Address<"experiment">[],
  { at, actor }: Omit<Stop, "reason">,
): Promise<void> {
  for (const some of chunks(experiments)) {
    const rows = await queries
      .selectFrom("runs")
      .select("id")
      .where("namespace", "=", namespace)
      .where("experiment", "in", some)
      .where("state", "in", ["PENDING", "RETRY"])
      // The newest first, so that none of them takes the place of one before.
      .orderBy("seq", "desc")
      .execute();
    for (const { id } of rows)
      await requestStop(queries, namespace, id, { reason: "DELETED_RESOURCE", actor, at });
  }
}
