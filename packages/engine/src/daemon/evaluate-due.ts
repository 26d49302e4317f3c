import { type EvaluatedSchedule, type Schedule, type ScheduleNow, timestamp } from "@mlx/core";
import { createCompiler } from "../schedules/compile-specs.ts";
import { decideSchedule, mayFire } from "../schedules/decide-schedule.ts";
import type { PreparedRuns } from "../schedules/prepared-runs.ts";
import type { DaemonDeps } from "./daemon-deps.ts";

/** An apply may come between the preparing and the transaction; not each time. */
const mostRounds = 3;

export interface Evaluator {
  /**
   * Decides what is due, in one transaction, and tells what came of it. What fires has to be prepared
   * before: where it was not, or for another serial, that is made up for and it is decided again. False
   * where nothing could be decided.
   */
  evaluate(due: readonly Schedule[], signal: AbortSignal): Promise<boolean>;
  /**
   * Decides what will be due at a time that is near: in a transaction that begins before and ends when that
   * time has come, so that very many runs are there at once. Nothing can come between, and nothing is seen
   * before. What was not prepared is left.
   */
  evaluateAhead(due: readonly Schedule[], at: number, signal: AbortSignal): Promise<void>;
}

export function createEvaluator(
  { clock, store, emit }: Pick<DaemonDeps, "clock" | "store" | "emit">,
  prepared: PreparedRuns,
  onRuns: () => void,
): Evaluator {
  const compile = createCompiler();

  const prepare = async (due: Iterable<Schedule>, signal: AbortSignal) => {
    // Until it is known of which serial they would be, preparing is in vain.
    if (!prepared.hasSerial()) return;
    for (const schedule of due) {
      if (signal.aborted) return;
      if (prepared.get(schedule.experiment) === undefined && mayFire(schedule, clock.now(), compile))
        await prepared.prepare(schedule.experiment);
    }
  };

  const tell = (evaluated: readonly EvaluatedSchedule[]) => {
    const at = clock.now();
    for (const { ticks, runs } of evaluated) {
      for (const tick of ticks) emit({ type: "schedule-tick", at, tick });
      for (const run of runs) emit({ type: "run-created", at, run });
    }
    if (evaluated.some(({ runs }) => runs.length > 0)) onRuns();
  };

  const decideAt = async (
    ids: readonly string[],
    at: number,
    onUndecided: (schedule: Schedule) => void,
    beforeCommit?: () => Promise<void>,
  ) => {
    const decide = (now: ScheduleNow) => {
      prepared.ofSerial(now.serial);
      const decision = decideSchedule(now, at, { compile, preparation: prepared.get });
      if (decision === undefined) onUndecided(now.schedule);
      return decision;
    };
    const evaluated = await store.schedules.evaluate(ids, timestamp(at), decide, beforeCommit);
    for (const { schedule } of evaluated) prepared.forget(schedule.experiment);
    tell(evaluated);
  };

  return {
    evaluate: async (due, signal) => {
      let left = new Map(due.map((schedule) => [schedule.id, schedule]));
      for (let round = 0; round < mostRounds && left.size > 0 && !signal.aborted; round += 1) {
        prepared.beginRound();
        await prepare(left.values(), signal);
        const undecided = new Map<string, Schedule>();
        await decideAt([...left.keys()], clock.now(), (schedule) => undecided.set(schedule.id, schedule));
        left = undecided;
      }
      return left.size < due.length;
    },
    evaluateAhead: async (due, at, signal) => {
      const ids = due.map(({ id }) => id);
      const untilThen = async () => {
        const milliseconds = at - clock.now();
        if (milliseconds > 0) await clock.sleep(milliseconds, signal);
      };
      await decideAt(ids, at, () => {}, untilThen);
    },
  };
}
