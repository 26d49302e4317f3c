import {
  type Address,
  type NewTick,
  type Schedule,
  type ScheduleDecision,
  type ScheduleNow,
  type ScheduleSpec,
  timestamp,
} from "@mlx/core";
import { type CompiledSchedule, decideTicks, type TickDecision } from "@mlx/schedule";
import type { Preparation } from "./prepared-runs.ts";
import { runAt } from "./run-at.ts";

export interface DecideDeps {
  readonly compile: (spec: ScheduleSpec) => CompiledSchedule;
  readonly preparation: (experiment: Address<"experiment">) => Preparation | undefined;
}

/** A schedule that cannot be decided at all is left alone for so long. */
const brokenMilliseconds = 3_600_000;

/**
 * What a look at a schedule comes to: times that fire have the run that was prepared, or have failed
 * where none could be. `undefined`: something fires and nothing is prepared yet. A schedule that cannot
 * be decided is one tick that failed, and keeps no other waiting.
 */
export function decideSchedule(
  { schedule, active }: ScheduleNow,
  at: number,
  { compile, preparation }: DecideDeps,
): ScheduleDecision | undefined {
  let decision: TickDecision;
  try {
    decision = decideTicks({ schedule, compiled: compile(schedule.spec), now: at, active });
  } catch (error) {
    return failDecision(schedule, at, error);
  }
  if (decision.fires.length === 0) return { ...withoutFires(decision), runs: [] };
  const prepared = preparation(schedule.experiment);
  if (prepared === undefined) return undefined;
  return prepared.run === undefined
    ? withoutRuns(decision, prepared.problem)
    : withRuns(decision, schedule, prepared.run);
}

/** Whether a run has to be prepared before the schedule is decided; it may be that none is needed. */
export function mayFire(
  { enabled, paused, spec, lastEvaluated }: Schedule,
  at: number,
  compile: DecideDeps["compile"],
): boolean {
  if (!enabled || paused !== undefined || spec.suspend) return false;
  try {
    return compile(spec).previous(Date.parse(lastEvaluated), at) !== undefined;
  } catch {
    return false;
  }
}

function withoutFires({ lastEvaluated, wakeAt, ticks, replaced }: TickDecision) {
  return { lastEvaluated, ...(wakeAt === undefined ? {} : { wakeAt }), ticks, replaced };
}

function withRuns(
  decision: TickDecision,
  { id }: Schedule,
  prepared: NonNullable<Preparation["run"]>,
): ScheduleDecision {
  const runs = decision.fires.map(({ nominal, previousNominal, readyAt, overlapLimit, overlapOf }) =>
    runAt(
      prepared,
      id,
      { nominal, ...(previousNominal === undefined ? {} : { previous: previousNominal }) },
      {
        trigger: "schedule",
        ...(readyAt === undefined ? {} : { readyAt }),
        ...(overlapLimit === undefined ? {} : { overlapLimit }),
        ...(overlapOf === undefined ? {} : { overlapOf }),
      },
    ),
  );
  const runOf = new Map(runs.map((run) => [run.scheduledAt, run.id]));
  const late = new Map(decision.fires.map(({ nominal, lateSeconds }) => [nominal, lateSeconds]));
  const ticks = decision.ticks.map((tick): NewTick => {
    if (tick.outcome !== "FIRED") return tick;
    const [runId, seconds] = [runOf.get(tick.nominal), late.get(tick.nominal)];
    const message = tick.message ?? (seconds === undefined ? undefined : `${Math.round(seconds)} s late`);
    return {
      ...tick,
      ...(runId === undefined ? {} : { runId }),
      ...(message === undefined ? {} : { message }),
    };
  });
  return { ...withoutFires(decision), ticks, runs };
}

/** Nothing is replaced by a run that cannot be made. */
function withoutRuns(decision: TickDecision, problem: string): ScheduleDecision {
  const ticks = decision.ticks.map(
    (tick): NewTick => (tick.outcome === "FIRED" ? { ...tick, outcome: "FAILED", message: problem } : tick),
  );
  return { ...withoutFires(decision), ticks, runs: [], replaced: [] };
}

function failDecision({ lastEvaluated }: Schedule, at: number, error: unknown): ScheduleDecision {
  const message = error instanceof Error ? error.message : String(error);
  return {
    lastEvaluated,
    wakeAt: timestamp(at + brokenMilliseconds),
    ticks: [{ nominal: timestamp(at), outcome: "FAILED", message, evaluatedAt: timestamp(at) }],
    runs: [],
    replaced: [],
  };
}
