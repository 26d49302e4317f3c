import { InternalError, type RunFence, type RunStatus } from "@mlx/core";
import type { Queries } from "../database.ts";
import type { Row } from "../tables.ts";
import { readHeld } from "./run-fence.ts";
import { noLease } from "./run-rows.ts";
import { setStatus } from "./set-status.ts";

/**
 * Gives a claimed run back. With an attempt under way it stays as it is, for the next to adopt. With
 * none it waits again, unless a stop was asked for: then it is over, as nothing is left to be stopped.
 */
export async function releaseRun(
  queries: Queries,
  namespace: string,
  fence: RunFence,
  at: string,
): Promise<void> {
  const row = await readHeld(queries, namespace, fence);
  const event = { at, actor: row.worker_id ?? "" };
  if (await isUnderWay(queries, row)) await dropLease(queries, row);
  else if (row.stop_reason !== null)
    await setStatus(queries, row, { state: "ABORTED", reason: row.stop_reason }, event);
  else if (row.state === "RUNNING") await setStatus(queries, row, queued, event);
  else throw new InternalError(`run ${row.id} is held although it is ${row.state}`);
}

const queued: RunStatus = { state: "PENDING", reason: "QUEUED" };

async function isUnderWay(queries: Queries, { seq, attempt, state }: Row<"runs">): Promise<boolean> {
  if (state !== "RUNNING") return false;
  const row = await queries
    .selectFrom("run_attempts")
    .select("ended_at")
    .where("run", "=", seq)
    .where("number", "=", attempt)
    .executeTakeFirst();
  return row !== undefined && row.ended_at === null;
}

async function dropLease(queries: Queries, { seq, epoch }: Row<"runs">): Promise<void> {
  await queries.updateTable("runs").set(noLease).where("seq", "=", seq).where("epoch", "=", epoch).execute();
}
