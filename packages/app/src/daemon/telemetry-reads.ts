import type { ServiceLoad, Slots } from "@mlx/core";
import { countSchedules } from "@mlx/engine";
import type { TelemetryReads } from "@mlx/telemetry";
import type { Adapters } from "../open-adapters.ts";

/** What the metrics of a daemon are read from. */
export function telemetryReads(
  adapters: Adapters,
  capacity: Slots,
  serviceLoads: () => readonly ServiceLoad[],
): TelemetryReads {
  const { runs, endpoints } = adapters.store;
  return {
    runCounts: () => runs.counts(),
    slotUsage: () => runs.slotUsage(),
    capacity: () => capacity,
    scheduleCounts: async () => ({ ...(await countSchedules(adapters)) }),
    endpoints: async () => (await endpoints.list()).filter(({ worker }) => worker === adapters.worker.id),
    serviceLoads,
    runRecord: (id) => runs.record(id),
    runEvents: (id) => runs.events(id),
  };
}
