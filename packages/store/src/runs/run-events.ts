import { isTerminal, type RunEvent, type RunStatus } from "@mlx/core";
import type { Queries } from "../database.ts";
import { fromOptionalJson, toOptionalJson } from "../json-text.ts";
import type { Row } from "../tables.ts";
import { withoutNulls } from "../without-nulls.ts";
import { noLease, statusColumns } from "./run-rows.ts";

type RunRow = Row<"runs">;

export async function appendRunEvent(
  queries: Queries,
  run: number,
  event: Omit<RunEvent, "seq" | "runId">,
): Promise<void> {
  const { at, actor, type, from = null, to = null, reason = null } = event;
  await queries
    .insertInto("run_events")
    .values({ run, at, actor, type, from, to, reason, data: toOptionalJson(event.data) })
    .execute();
}

/**
 * Moves a run along an edge, and appends the event that tells of it: its `to`, `reason` and `data` are
 * the new status, so that the events replay to the state. Only a RUNNING run has a lease:
 * entering any other state gives it up.
 */
export async function setStatus(
  queries: Queries,
  row: RunRow,
  status: RunStatus,
  { at, actor }: { readonly at: string; readonly actor: string },
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
  await appendRunEvent(queries, row.seq, { at, actor, type: "status", from: row.state, ...toChange(status) });
  return changed;
}

/** A status as an event has it. */
export function toChange(status: RunStatus): Pick<RunEvent, "to" | "reason" | "data"> {
  const { state: to, reason, phase, message, next_attempt_at: nextAttemptAt } = statusColumns(status);
  const data = withoutNulls({ phase, message, nextAttemptAt });
  return { ...withoutNulls({ to, reason }), ...(Object.keys(data).length === 0 ? {} : { data }) };
}

export async function readRunEvents(
  queries: Queries,
  run: Pick<RunRow, "seq" | "id">,
  after: number | undefined,
): Promise<readonly RunEvent[]> {
  let query = queries.selectFrom("run_events").selectAll().where("run", "=", run.seq);
  if (after !== undefined) query = query.where("seq", ">", after);
  const rows = await query.orderBy("seq").execute();
  return rows.map(({ seq, at, actor, type, from, to, reason, data }) =>
    withoutNulls({ seq, runId: run.id, at, actor, type, from, to, reason, data: fromOptionalJson(data) }),
  );
}
