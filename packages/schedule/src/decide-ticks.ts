import { type ActiveRun, type NewTick, type Schedule, timestamp } from "@mlx/core";
import type { CompiledSchedule } from "./compile-schedule.ts";
import { decideNominalTimes } from "./decide-nominal-times.ts";
import { scheduleState } from "./schedule-state.ts";

export interface TickInput {
  readonly schedule: Pick<Schedule, "id" | "spec" | "enabled" | "anchor" | "lastEvaluated" | "paused">;
  readonly compiled: CompiledSchedule;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Not terminal, oldest first. */
  readonly active: readonly ActiveRun[];
}

/** What one look at a schedule comes to. */
export interface TickDecision {
  readonly lastEvaluated: string;
  /** The next time that fires; absent where nothing will be due until somebody changes the schedule. */
  readonly wakeAt?: string;
  /** By nominal time; one with the outcome FIRED lacks its run. */
  readonly ticks: readonly NewTick[];
  /** One for each tick that FIRED, in the same order. */
  readonly fires: readonly ScheduledFire[];
  /** Runs that are to stop as REPLACED, unless the run that replaces them cannot be made. */
  readonly replaced: readonly string[];
}

/** A run to make. */
export interface ScheduledFire {
  readonly nominal: string;
  /** The nominal time before it: where its window begins. Absent where there was none within 8 years. */
  readonly previousNominal?: string;
  readonly readyAt?: string;
  readonly overlapLimit?: number;
  readonly overlapOf?: "schedule";
  /** Where it is more than one. */
  readonly lateSeconds?: number;
}

/** Pure: the same input is always decided alike, so that a look that was lost can be repeated. */
export function decideTicks({ schedule, compiled, now, active }: TickInput): TickDecision {
  const { id, spec } = schedule;
  const state = scheduleState(schedule, now, compiled);
  if (state === "DISABLED" || state === "SUSPENDED" || state === "PAUSED")
    return { lastEvaluated: schedule.lastEvaluated, ticks: [], fires: [], replaced: [] };
  const since = Math.max(Date.parse(schedule.anchor), Date.parse(schedule.lastEvaluated));
  // A clock that was set back decides nothing twice.
  const reached = Math.max(since, now);
  const evaluatedAt = timestamp(now);
  const decision = decideNominalTimes({ scheduleId: id, spec, compiled, since, now, active });
  const wake = compiled.next(reached);
  return {
    lastEvaluated: timestamp(reached),
    ...(wake === undefined ? {} : { wakeAt: timestamp(wake.instant) }),
    ticks: decision.ticks.map(({ outcome, nominal, range, message }) => ({
      nominal: timestamp(nominal),
      ...(range === undefined ? {} : { range: { until: timestamp(range.until), count: range.count } }),
      outcome,
      ...(message === undefined ? {} : { message }),
      evaluatedAt,
    })),
    fires: decision.fires.map(({ nominal, readyAt, overlapLimit, overlapOf }) => {
      const previous = compiled.before(nominal);
      const lateSeconds = (now - nominal) / 1000;
      return {
        nominal: timestamp(nominal),
        ...(previous === undefined ? {} : { previousNominal: timestamp(previous.instant) }),
        ...(readyAt === undefined ? {} : { readyAt: timestamp(readyAt) }),
        ...(overlapLimit === undefined ? {} : { overlapLimit }),
        ...(overlapOf === undefined ? {} : { overlapOf }),
        ...(lateSeconds > 1 ? { lateSeconds } : {}),
      };
    }),
    replaced: decision.replaced,
  };
}
