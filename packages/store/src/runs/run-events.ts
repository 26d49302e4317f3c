import type { RunEvent, RunStatus } from "@mlx/core";
import type { Queries } from "../database.ts";
import { fromOptionalJson, toOptionalJson } from "../json-text.ts";
import { rememberInsert } from "../remember-insert.ts";
import type { Row } from "../tables.ts";
import { withoutNulls } from "../without-nulls.ts";
import { statusColumns } from "./run-rows.ts";

type RunRow = Row<"runs">;

export type RunKey = Pick<RunRow, "seq" | "namespace">;
export type NewRunEvent = Omit<RunEvent, "seq" | "runId">;

export async function appendRunEvent(queries: Queries, run: RunKey, event: NewRunEvent): Promise<void> {
  await appendRunEvents(queries, [{ run, event }]);
}

/** In the order given. */
export async function appendRunEvents(
  queries: Queries,
  events: readonly { readonly run: RunKey; readonly event: NewRunEvent }[],
): Promise<void> {
  const rows = events.map(({ run, event }) => {
    const { at, actor, type, from = null, to = null, reason = null, data } = event;
    const { namespace, seq } = run;
    return { namespace, run: seq, at, actor, type, from, to, reason, data: toOptionalJson(data) };
  });
  await insertRows(queries, rows);
}

const insertRows = rememberInsert((queries, rows: readonly Omit<Row<"run_events">, "seq">[]) =>
  queries.insertInto("run_events").values(rows),
);

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
  return rows.map((row) => toRunEvent(run.id, row));
}

export function toRunEvent(runId: string, row: Row<"run_events">): RunEvent {
  const { seq, at, actor, type, from, to, reason, data } = row;
  return withoutNulls({ seq, runId, at, actor, type, from, to, reason, data: fromOptionalJson(data) });
}
