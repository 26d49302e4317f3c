import type { HistoryEntry, ListedSchedule } from "@mlx/app";
import type { Schedule, Tick } from "@mlx/core";
import { reasonOf } from "./reason-of.ts";

/** A schedule as documents name its parts. */
export function describeSchedule({ schedule, state, next, decidedUntil, lastTick, lastRun }: ListedSchedule) {
  return {
    ...describeScheduleAlone(schedule),
    state,
    next: next ?? null,
    /** Where a clock that was ahead has decided its times until then. */
    decidedUntil: decidedUntil ?? null,
    lastTick: lastTick === undefined ? null : describeTick(lastTick),
    lastRun: lastRun === undefined ? null : { id: lastRun.id, state: lastRun.status.state },
  };
}

export function describeScheduleAlone({ experiment, spec, anchor, lastEvaluated, paused }: Schedule) {
  return { experiment, spec, anchor, lastEvaluated, paused: paused ?? null };
}

export function describeEntry({ tick, run }: HistoryEntry) {
  return {
    ...describeTick(tick),
    runState: run?.status.state ?? null,
    runReason: run === undefined ? null : reasonOf(run.status),
  };
}

function describeTick({ seq, experiment, nominal, range, outcome, message, runId, evaluatedAt }: Tick) {
  return {
    seq,
    experiment,
    nominal,
    range: range ?? null,
    outcome,
    message: message ?? null,
    run: runId ?? null,
    evaluatedAt,
  };
}
