import { machineSlots, type Slots, type WorkerRecord } from "@mlx/core";
import { isDaemonAlive } from "@mlx/engine";
import type { Adapters } from "../open-adapters.ts";

export interface FoundDaemon {
  readonly record: WorkerRecord;
  /**
   * `dead`: its process is gone · `silent`: it has not been heard of for a while, and cannot be seen from
   * here, or hangs.
   */
  readonly state: "up" | "draining" | "silent" | "dead";
  /** It runs on this machine. */
  readonly here: boolean;
}

/** The daemons that the store knows of, oldest first. */
export async function findDaemons({ store, clock, isAlive }: Adapters): Promise<readonly FoundDaemon[]> {
  const now = clock.now();
  return (await store.workers.list()).map((record) => {
    const alive = isAlive(record.identity);
    const here = alive !== undefined;
    if (isDaemonAlive(record, now, isAlive))
      return { record, here, state: record.draining ? "draining" : "up" };
    return { record, here, state: alive === false ? "dead" : "silent" };
  });
}

/** It lives, whether or not it takes on something new. */
export function isThere({ state }: FoundDaemon): boolean {
  return state === "up" || state === "draining";
}

/** What those that live offer together: each its machine, and all the same named slots. */
export function offeredSlots(daemons: readonly FoundDaemon[]): Slots {
  const offered: Record<string, number> = {};
  const ofMachine: readonly string[] = machineSlots;
  for (const { record } of daemons.filter(isThere)) {
    for (const [name, amount] of Object.entries(record.capacity)) {
      const before = offered[name] ?? 0;
      offered[name] = ofMachine.includes(name) ? before + amount : Math.max(before, amount);
    }
  }
  return offered;
}
