import type { AbortReason, FailureReason, RunStatus } from "@mlx/core";
import type { Queries } from "../database.ts";
import { notReopenable } from "../errors.ts";
import type { Row } from "../tables.ts";
import { enqueue, toQueueEntry } from "./queue-rows.ts";
import { appendRunEvent, toChange } from "./run-events.ts";
import { readRun } from "./run-fence.ts";
import { noStop, statusColumns } from "./run-rows.ts";

type RunRow = Row<"runs">;

/**
 * RETRY, due at once, with the reason that it had; it is wanted again, and its attempts are forgiven.
 * Failures: 5021, 5022.
 */
export async function reopenRun(
  queries: Queries,
  namespace: string,
  id: string,
  { at, actor }: { readonly at: string; readonly actor: string },
): Promise<RunRow> {
  const row = await readRun(queries, namespace, id);
  if (row.state !== "FAILED" && row.state !== "ABORTED") throw notReopenable(id, row.state);
  const status: RunStatus = {
    state: "RETRY",
    // One of these two stands beside FAILED and ABORTED.
    reason: row.reason as FailureReason | AbortReason,
    message: row.message ?? `${actor} had it tried again`,
    nextAttemptAt: at,
  };
  const reopened = await queries
    .updateTable("runs")
    .set({
      ...{ ...statusColumns(status), ...noStop, desired: "RUN", ended_at: null },
      forgiven_attempts: row.attempt,
    })
    .where("seq", "=", row.seq)
    .returningAll()
    .executeTakeFirstOrThrow();
  await appendRunEvent(queries, row, { at, actor, type: "reopened", from: row.state, ...toChange(status) });
  await enqueue(queries, [toQueueEntry(reopened)], at);
  return reopened;
}
