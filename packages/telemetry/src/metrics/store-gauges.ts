import { type Clock, MlxError } from "@mlx/core";
import { Gauge, type Registry } from "prom-client";
import type { TelemetryReads } from "../telemetry-reads.ts";

const scheduleAge = 60_000;

/** What stands in the store, as gauges. A store that does not answer takes no other metric with it. */
export function createStoreGauges(
  registry: Registry,
  reads: TelemetryReads,
  clock: Clock,
): { readonly read: () => Promise<void> } {
  const gauge = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  const runs = gauge(
    "mlx_runs",
    "Runs by state, and by reason where they have not ended well.",
    "state",
    "reason",
  );
  const slots = gauge("mlx_slots", "Slots and limits: used, capacity, and runs that wait.", "slot", "kind");
  const schedules = gauge("mlx_schedules", "Schedules by state.", "state");
  const readable = gauge("mlx_store_readable", "0 when the store did not answer this time.");

  const readSchedules = remember(reads.scheduleCounts, clock);
  const read = async () => {
    const [counts, usage, states] = await Promise.all([
      reads.runCounts(),
      reads.slotUsage(),
      readSchedules(),
    ]);
    runs.reset();
    for (const { state, reason = "", count } of counts) runs.inc({ state, reason }, count);
    slots.reset();
    for (const [slot, amount] of Object.entries(reads.capacity())) {
      slots.set({ slot, kind: "capacity" }, amount);
      for (const kind of ["used", "waiting"]) slots.set({ slot, kind }, 0);
    }
    for (const { name, used, waiting } of usage) {
      const slot = seriesOf(name);
      slots.inc({ slot, kind: "used" }, used);
      slots.inc({ slot, kind: "waiting" }, waiting);
    }
    schedules.reset();
    for (const [state, count] of Object.entries(states)) schedules.set({ state }, count);
  };
  return {
    read: async () => {
      try {
        await read();
        readable.set(1);
      } catch (error) {
        if (!(error instanceof MlxError)) throw error;
        for (const stale of [runs, slots, schedules]) stale.reset();
        readable.set(0);
      }
    },
  };
}

/** Of all backfills one: each has a limit named after its id, and a series is kept for ever. */
function seriesOf(name: string): string {
  return name.startsWith("backfill/") ? "backfill" : name;
}

function remember<T>(read: () => Promise<T>, clock: Clock): () => Promise<T> {
  let known: { readonly value: T; readonly at: number } | undefined;
  return async () => {
    if (known !== undefined && clock.monotonic() - known.at < scheduleAge) return known.value;
    const at = clock.monotonic();
    known = { value: await read(), at };
    return known.value;
  };
}
