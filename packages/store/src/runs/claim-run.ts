import { isTerminal, type RunStatus, type RunStore, timestamp } from "@mlx/core";
import type { Queries } from "../database.ts";
import { toJson } from "../json-text.ts";
import type { Row } from "../tables.ts";
import { appendRunEvent, toChange } from "./run-events.ts";
import { readRun } from "./run-fence.ts";
import { statusColumns } from "./run-rows.ts";

type RunRow = Row<"runs">;
type Claim = Parameters<RunStore["claim"]>[1];

/** One compare-and-set: of several claims, one gets the run. Failures: 5021. */
export async function claimRun(
  queries: Queries,
  namespace: string,
  id: string,
  { worker, at, ttlSeconds, takeOver }: Claim,
): Promise<RunRow | undefined> {
  const row = await readRun(queries, namespace, id);
  const free = row.lease_expires_at === null || row.lease_expires_at <= at || row.worker_id === takeOver;
  if (isTerminal(row.state) || !free) return undefined;
  const status: RunStatus = {
    state: "RUNNING",
    phase: (row.state === "RUNNING" && row.phase) || "PREPARING",
  };
  const claimed = await queries
    .updateTable("runs")
    .set({
      ...statusColumns(status),
      epoch: row.epoch + 1,
      worker_id: worker.id,
      worker: toJson(worker),
      lease_expires_at: expiry(at, ttlSeconds),
      started_at: row.started_at ?? at,
    })
    .where("seq", "=", row.seq)
    .where("state", "=", row.state)
    .where("epoch", "=", row.epoch)
    .returningAll()
    .executeTakeFirst();
  if (claimed === undefined) return undefined;
  const { to, data } = toChange(status);
  await appendRunEvent(queries, row.seq, {
    ...{ at, actor: worker.id, type: "claimed", from: row.state },
    ...(to === undefined ? {} : { to }),
    data: { ...data, epoch: claimed.epoch, host: worker.host, pid: worker.pid },
  });
  return claimed;
}

export function expiry(at: string, ttlSeconds: number): string {
  return timestamp(Date.parse(at) + ttlSeconds * 1000);
}
