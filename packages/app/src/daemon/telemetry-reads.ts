import type { Slots } from "@mlx/core";
import { countSchedules } from "@mlx/engine";
import type { TelemetryReads } from "@mlx/telemetry";
import type { Adapters } from "../open-adapters.ts";

/** What the metrics of a daemon are read from. */
export function telemetryReads(adapters: Adapters, capacity: Slots): TelemetryReads {
  const { runs } = adapters.store;
  return {
    runCounts: () => runs.counts(),
    slotUsage: () => runs.slotUsage(),
    capacity: () => capacity,
    scheduleCounts: async () => ({ ...(await countSchedules(adapters)) }),
    runRecord: (id) => runs.record(id),
    runEvents: (id) => runs.events(id),
  };
}
