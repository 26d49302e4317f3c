import type { TickOutcome } from "@mlx/core";
import type { SimulationEvent, SimulationSummary } from "./simulation-event.ts";

/** Adds up the events of a simulation. */
export interface SummaryOfEvents {
  add(event: SimulationEvent): void;
  of(end: Pick<SimulationSummary, "running" | "waiting" | "peak">): SimulationSummary;
}

export function createSummary(): SummaryOfEvents {
  const counts = { fired: 0, started: 0, ended: 0, failed: 0, replaced: 0 };
  const skipped: { [outcome in TickOutcome]?: number } = {};
  const waitedFor: { [name: string]: number } = {};
  let total = 0;
  let longest = 0;
  return {
    add: (event) => {
      switch (event.type) {
        case "skipped":
          skipped[event.outcome] = (skipped[event.outcome] ?? 0) + 1;
          break;
        case "waiting":
          waitedFor[event.on] = (waitedFor[event.on] ?? 0) + 1;
          break;
        case "started":
          counts.started += 1;
          total += event.waitedSeconds;
          longest = Math.max(longest, event.waitedSeconds);
          break;
        case "ended":
          counts.ended += 1;
          if (event.failed) counts.failed += 1;
          break;
        case "fired":
        case "replaced":
          counts[event.type] += 1;
          break;
        case "finished":
          break;
      }
    },
    of: (end) => ({ ...counts, ...end, skipped, waitedFor, waitedSeconds: { total, longest } }),
  };
}
