import { type WorkerRecord, workerSilenceMilliseconds } from "@mlx/core";
import type { RunDeps } from "./run-deps.ts";

/** The daemon that works on the runs of the namespace, if one lives; the newest of several. */
export async function findDaemon({
  store,
  clock,
  isAlive,
}: Pick<RunDeps, "store" | "clock" | "isAlive">): Promise<WorkerRecord | undefined> {
  const records = await store.workers.list();
  return records.findLast((record) => isDaemonAlive(record, clock.now(), isAlive));
}

/**
 * Whether the daemon of a record lives: its heartbeat is fresh, and its process, where that can be seen
 * from here, is there. `now`: milliseconds since 1970.
 */
export function isDaemonAlive(
  { identity, heartbeatAt }: Pick<WorkerRecord, "identity" | "heartbeatAt">,
  now: number,
  isAlive: RunDeps["isAlive"],
): boolean {
  return isAlive(identity) !== false && now - Date.parse(heartbeatAt) <= workerSilenceMilliseconds;
}
