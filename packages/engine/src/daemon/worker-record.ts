import { timestamp } from "@mlx/core";
import type { DaemonDeps, DaemonOptions } from "./daemon-deps.ts";

const beatMilliseconds = 5000;

/** The record by which others see that this daemon lives. */
export function createWorkerRecord(
  { store, worker, clock }: DaemonDeps,
  { capacity, url, version }: DaemonOptions,
  isDraining: () => boolean,
): { readonly put: () => Promise<number>; readonly remove: () => Promise<void> } {
  const startedAt = timestamp(clock.now());
  return {
    put: async () => {
      await store.workers.put({
        identity: worker,
        startedAt,
        heartbeatAt: timestamp(clock.now()),
        draining: isDraining(),
        version,
        capacity,
        ...(url === undefined ? {} : { url }),
      });
      return beatMilliseconds;
    },
    remove: () => store.workers.remove(worker.id),
  };
}
