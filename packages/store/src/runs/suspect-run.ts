import type { Queries } from "../database.ts";
import type { Row } from "../tables.ts";
import { appendRunEvent } from "./run-events.ts";
import { readRun } from "./run-fence.ts";

type RunRow = Row<"runs">;

/** Runs that somebody should work on and nobody does: oldest first. */
export async function listAbandoned(
  queries: Queries,
  namespace: string,
  at: string,
): Promise<readonly RunRow[]> {
  return queries
    .selectFrom("runs")
    .selectAll()
    .where("namespace", "=", namespace)
    .where("state", "=", "RUNNING")
    .where(({ eb, or }) => or([eb("lease_expires_at", "is", null), eb("lease_expires_at", "<=", at)]))
    .orderBy("created_at")
    .orderBy("seq")
    .execute();
}

/** Idempotent; `undefined` where somebody has a lease that has not expired. Failures: 5021. */
export async function suspectRun(
  queries: Queries,
  namespace: string,
  id: string,
  at: string,
): Promise<RunRow | undefined> {
  const row = await readRun(queries, namespace, id);
  const isOverdue = row.lease_expires_at === null || row.lease_expires_at <= at;
  if (row.state !== "RUNNING" || !isOverdue) return undefined;
  if (row.suspect_since !== null) return row;
  await queries.updateTable("runs").set({ suspect_since: at }).where("seq", "=", row.seq).execute();
  const data =
    row.lease_expires_at === null
      ? {}
      : { worker: row.worker_id ?? "", leaseExpiredAt: row.lease_expires_at };
  await appendRunEvent(queries, row, { at, actor: "scheduler", type: "suspect", data });
  return { ...row, suspect_since: at };
}
