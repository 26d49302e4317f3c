import type { Run, Tick, TickOutcome } from "@mlx/core";
import type { RunDeps } from "../runs/run-deps.ts";
import { findSchedule } from "./find-schedule.ts";

export interface HistoryRequest {
  /** Of all where absent. */
  readonly experiment?: string;
  readonly outcomes?: readonly TickOutcome[];
  readonly limit: number;
  /** Ticks before this one. */
  readonly before?: number;
}

export interface HistoryEntry {
  readonly tick: Tick;
  /** Of a tick that fired; absent where it was removed since. */
  readonly run?: Run;
}

/** What became of nominal times, newest first, with how their runs stand now. Failure: 3040. */
export async function scheduleHistory(
  { experiment, outcomes, limit, before }: HistoryRequest,
  { store }: Pick<RunDeps, "store">,
): Promise<readonly HistoryEntry[]> {
  const schedule = experiment === undefined ? undefined : await findSchedule(experiment, { store });
  const ticks = await store.schedules.ticks(
    {
      ...(schedule === undefined ? {} : { experiment: schedule.experiment }),
      ...(outcomes === undefined ? {} : { outcomes }),
    },
    { limit, ...(before === undefined ? {} : { before }) },
  );
  const entries: HistoryEntry[] = [];
  for (const tick of ticks) {
    const run = tick.runId === undefined ? undefined : await store.runs.get(tick.runId);
    entries.push(run === undefined ? { tick } : { tick, run });
  }
  return entries;
}
