import type { ActiveRun, Address, PendingReason } from "@mlx/core";
import { chunks } from "../chunks.ts";
import type { Queries } from "../database.ts";

/** By experiment: its runs that have not ended, oldest first. Those without any are left out. */
export async function readActive(
  queries: Queries,
  namespace: string,
  experiments: readonly Address<"experiment">[],
): Promise<ReadonlyMap<string, readonly ActiveRun[]>> {
  const active = new Map<string, ActiveRun[]>();
  for (const some of chunks(experiments)) {
    const rows = await queries
      .selectFrom("runs")
      .select(["experiment", "id", "trigger", "state", "reason"])
      .where("namespace", "=", namespace)
      .where("experiment", "in", some)
      .where("state", "in", ["PENDING", "RUNNING", "RETRY"])
      .orderBy("experiment")
      .orderBy("seq")
      .execute();
    for (const { experiment, id, trigger, state, reason } of rows) {
      // Only a PENDING reason stands beside PENDING.
      const waits = state === "PENDING" ? { waits: reason as PendingReason } : {};
      const run = { id, trigger, ...waits };
      const known = active.get(experiment ?? "");
      if (known === undefined) active.set(experiment ?? "", [run]);
      else known.push(run);
    }
  }
  return active;
}
