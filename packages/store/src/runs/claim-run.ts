import { isTerminal, namesOf, type RunClaim, type RunStatus, type RunStore } from "@mlx/core";
import type { Queries } from "../database.ts";
import { toJson } from "../json-text.ts";
import type { Row } from "../tables.ts";
import { expiry } from "./expiry.ts";
import { holdSlots, isQueued, leaveQueue, requestOf, unparkKeepers } from "./queue-rows.ts";
import { appendRunEvent, type NewRunEvent } from "./run-events.ts";
import { readRun } from "./run-fence.ts";
import { statusColumns } from "./run-rows.ts";

type RunRow = Row<"runs">;
type Claim = Parameters<RunStore["claim"]>[1];

/**
 * One compare-and-set: of several claims, one gets the run, with its slots, whether they are taken or not.
 * One that waits for others of its experiment to end is not to be had. Failures: 5021.
 */
export async function claimRun(
  queries: Queries,
  namespace: string,
  id: string,
  { worker, at, ttlSeconds, takeOver }: Claim,
): Promise<RunRow | undefined> {
  const row = await readRun(queries, namespace, id);
  const free = row.lease_expires_at === null || row.lease_expires_at <= at || row.worker_id === takeOver;
  const waits = row.state === "PENDING" && row.reason === "WAITING_OVERLAP";
  if (isTerminal(row.state) || waits || !free) return undefined;
  const status: RunStatus = {
    state: "RUNNING",
    phase: (row.state === "RUNNING" && row.phase) || "PREPARING",
  };
  const claimed = await queries
    .updateTable("runs")
    .set({
      ...statusColumns(status),
      ...leaseOf({ worker, at, ttlSeconds }),
      epoch: row.epoch + 1,
      started_at: row.started_at ?? at,
    })
    .where("seq", "=", row.seq)
    .where("state", "=", row.state)
    .where("epoch", "=", row.epoch)
    .returningAll()
    .executeTakeFirst();
  if (claimed === undefined) return undefined;
  if (isQueued(row)) await leaveQueue(queries, row);
  await holdSlots(queries, [claimed], worker.host);
  await unparkKeepers(queries, namespace, namesOf(requestOf(claimed)));
  await appendRunEvent(queries, row, claimEvent(claimed, row.state, { worker, at }));
  return claimed;
}

/** The columns of a fresh lease. */
export function leaseOf({ worker, at, ttlSeconds }: RunClaim) {
  return {
    worker_id: worker.id,
    worker: toJson(worker),
    lease_expires_at: expiry(at, ttlSeconds),
    suspect_since: null,
  };
}

export function claimEvent(
  { state, phase, epoch }: RunRow,
  from: RunRow["state"],
  { worker, at }: Pick<RunClaim, "worker" | "at">,
): NewRunEvent {
  return {
    ...{ at, actor: worker.id, type: "claimed", from, to: state },
    data: { ...(phase === null ? {} : { phase }), epoch, host: worker.host, pid: worker.pid },
  };
}
