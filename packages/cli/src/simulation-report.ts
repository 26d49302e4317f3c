import type { SimulatedSchedules } from "@mlx/app";
import type { Address, TickOutcome } from "@mlx/core";

type SimulationEvent = SimulatedSchedules["events"] extends Iterable<infer E> ? E : never;
export type SimulationSummary = Extract<SimulationEvent, { readonly type: "finished" }>["summary"];
/** Those that are worth a line; what starts and ends is counted. */
export type ToldEvent = Extract<
  SimulationEvent,
  { readonly type: "fired" | "skipped" | "waiting" | "replaced" }
>;

export interface SimulatedExperiment {
  readonly experiment: Address<"experiment">;
  fired: number;
  skipped: { [outcome in TickOutcome]?: number };
  /** Runs that waited for a slot, a limit, or the run before. */
  waited: number;
  longestWaitSeconds: number;
}

export interface SimulationReport extends Omit<SimulatedSchedules, "events"> {
  readonly told: readonly ToldEvent[];
  /** How many there are beyond those. */
  readonly untold: number;
  /** Those that did anything, by address. */
  readonly experiments: readonly SimulatedExperiment[];
  readonly summary: SimulationSummary | undefined;
}

/** Reads a simulation to its end, however many events it has; at most `limit` of them are kept. */
export function reportSimulation(
  { events, ...simulation }: SimulatedSchedules,
  limit: number,
): SimulationReport {
  const told: ToldEvent[] = [];
  let untold = 0;
  let summary: SimulationSummary | undefined;
  const experiments = new Map<string, SimulatedExperiment>();
  const of = (experiment: Address<"experiment">) => {
    const known = experiments.get(experiment);
    if (known !== undefined) return known;
    const made = { experiment, fired: 0, skipped: {}, waited: 0, longestWaitSeconds: 0 };
    experiments.set(experiment, made);
    return made;
  };
  for (const event of events) {
    if (event.type === "finished") {
      ({ summary } = event);
      continue;
    }
    count(of(event.experiment), event);
    if (event.type === "started" || event.type === "ended") continue;
    if (told.length < limit) told.push(event);
    else untold += 1;
  }
  const sorted = [...experiments.values()].sort((a, b) => (a.experiment < b.experiment ? -1 : 1));
  return { ...simulation, told, untold, experiments: sorted, summary };
}

function count(
  row: SimulatedExperiment,
  event: Exclude<SimulationEvent, { readonly type: "finished" }>,
): void {
  switch (event.type) {
    case "fired":
      row.fired += 1;
      return;
    case "skipped":
      row.skipped[event.outcome] = (row.skipped[event.outcome] ?? 0) + 1;
      return;
    case "started":
      if (event.waitedSeconds > 0) row.waited += 1;
      row.longestWaitSeconds = Math.max(row.longestWaitSeconds, event.waitedSeconds);
      return;
    case "waiting":
    case "ended":
    case "replaced":
      return;
  }
}
