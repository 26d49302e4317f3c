import { isTerminal, type RunStatus } from "@mlx/core";
import { sql } from "kysely";
import type { Queries } from "../database.ts";
import type { Row } from "../tables.ts";
import { enqueue, freeSlots, isQueued, leaveQueue, toQueueEntry } from "./queue-rows.ts";
import { appendRunEvent, toChange } from "./run-events.ts";
import { noLease, statusColumns } from "./run-rows.ts";

type RunRow = Row<"runs">;
interface Cause {
  readonly at: string;
  readonly actor: string;
}

/**
 * Moves a run along an edge, and appends the event that tells of it: its `to`, `reason` and `data` are
 * the new status, so that the events replay to the state. Only a RUNNING run has a lease and holds slots:
 * entering any other state gives them up. When a run has ended, the next one that waits for that is queued.
 */
export async function setStatus(
  queries: Queries,
  row: RunRow,
  status: RunStatus,
  { at, actor }: Cause,
): Promise<RunRow> {
  const changed = await queries
    .updateTable("runs")
    .set({
      ...statusColumns(status),
      ...(status.state === "RUNNING" ? {} : noLease),
      ...(isTerminal(status.state) ? { ended_at: at } : {}),
      ...(status.state === "RUNNING" && row.started_at === null ? { started_at: at } : {}),
      // A run that was given back before its first attempt has not started.
      ...(status.state === "PENDING" && row.attempt === 0 ? { started_at: null } : {}),
    })
    .where("seq", "=", row.seq)
    .where("state", "=", row.state)
    .where("epoch", "=", row.epoch)
    .returningAll()
    .executeTakeFirstOrThrow();
  await appendRunEvent(queries, row, { at, actor, type: "status", from: row.state, ...toChange(status) });
  if (row.state === "RUNNING" && changed.state !== "RUNNING") await freeSlots(queries, row);
  if (isQueued(changed)) await enqueue(queries, [toQueueEntry(changed)], at);
  else if (isQueued(row)) await leaveQueue(queries, row);
  if (isTerminal(changed.state) && changed.experiment !== null)
    await queueWaiting(queries, changed.namespace, changed.experiment, { at, actor });
  return changed;
}

/** Which runs an overlap limit counts. */
const counted = {
  schedule: sql<boolean>`trigger = 'schedule'`,
  all: sql<boolean>`trigger <> 'backfill'`,
};

/** Queues the oldest runs of the experiment that wait for others to end, as many as there is room for. */
async function queueWaiting(
  queries: Queries,
  namespace: string,
  experiment: NonNullable<RunRow["experiment"]>,
  cause: Cause,
): Promise<void> {
  for (;;) {
    const waiting = await queries
      .selectFrom("runs")
      .select(["seq", "overlap_limit", "overlap_of"])
      .where("namespace", "=", namespace)
      .where("experiment", "=", experiment)
      // Literal, as the index has it.
      .where(sql<boolean>`reason = 'WAITING_OVERLAP'`)
      .orderBy("seq")
      .limit(1)
      .executeTakeFirst();
    if (waiting === undefined) return;
    const limit = waiting.overlap_limit ?? 1;
    const underWay = await queries
      .selectFrom("runs")
      .select("seq")
      .where("namespace", "=", namespace)
      .where("experiment", "=", experiment)
      .where(sql<boolean>`state in ('PENDING', 'RUNNING', 'RETRY')`)
      .where(sql<boolean>`reason is distinct from 'WAITING_OVERLAP'`)
      .where(counted[waiting.overlap_of ?? "all"])
      .limit(limit)
      .execute();
    if (underWay.length >= limit) return;
    const row = await queries
      .selectFrom("runs")
      .selectAll()
      .where("seq", "=", waiting.seq)
      .executeTakeFirstOrThrow();
    await setStatus(queries, row, { state: "PENDING", reason: "QUEUED" }, cause);
  }
}
