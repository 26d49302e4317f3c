import type { Address } from "../address.ts";
import type { NewRun, Run } from "../run.ts";
import type { ActiveRun, NewTick, Schedule, Tick, TickOutcome } from "../schedule.ts";

/** A schedule with what its policy has to know, all of one moment. */
export interface ScheduleNow {
  readonly schedule: Schedule;
  /** Of the namespace. */
  readonly serial: number;
  /** Not terminal, oldest first. */
  readonly active: readonly ActiveRun[];
}

/** What one look at a schedule came to; all of it is written, or nothing. */
export interface ScheduleDecision {
  readonly lastEvaluated: string;
  readonly wakeAt?: string;
  readonly ticks: readonly NewTick[];
  readonly runs: readonly NewRun[];
  /** Runs that are asked to stop, as REPLACED. */
  readonly replaced: readonly string[];
}

export interface EvaluatedSchedule {
  readonly schedule: Schedule;
  readonly ticks: readonly Tick[];
  readonly runs: readonly Run[];
}

/**
 * The schedules of the namespace's experiments. An apply makes, changes and removes them in its own
 * transaction: a new one, and one whose cron, timezone, startTime or dst changed, or that was suspended
 * or disabled before, has its anchor at the apply, and is looked at next right then.
 */
export interface ScheduleStore {
  /** By address. */
  list(): Promise<readonly Schedule[]>;
  get(experiment: Address<"experiment">): Promise<Schedule | undefined>;
  /** Those whose `wakeAt` is not after `at`, the longest due first. */
  due(at: string, limit: number): Promise<readonly Schedule[]>;
  /** The earliest `wakeAt`. */
  nextWake(): Promise<string | undefined>;
  /**
   * In one transaction: reads the schedules anew, lets `decide` say what is to happen with each, and
   * writes it. `undefined`: nothing, this time. A tick is unique by schedule and nominal time, so what was
   * decided before is not written twice. Those that are gone are left out.
   */
  evaluate(
    ids: readonly string[],
    at: string,
    decide: (now: ScheduleNow) => ScheduleDecision | undefined,
    beforeCommit?: () => Promise<void>,
  ): Promise<readonly EvaluatedSchedule[]>;
  /** Idempotent. A resumed schedule has its anchor at `at`. Failure: 5023 where the experiment has none. */
  pause(experiment: Address<"experiment">, pause: NonNullable<Schedule["paused"]>): Promise<Schedule>;
  resume(experiment: Address<"experiment">, at: string): Promise<Schedule>;
  /** Newest first. */
  ticks(
    filter: TickFilter,
    page: { readonly limit: number; readonly before?: number },
  ): Promise<readonly Tick[]>;
  /** In order of `seq`, behind `after`. */
  ticksAfter(after: number, limit: number): Promise<readonly Tick[]>;
  /** Returns how many. */
  removeTicks(evaluatedBefore: string): Promise<number>;
}

export interface TickFilter {
  readonly experiment?: Address<"experiment">;
  readonly outcomes?: readonly TickOutcome[];
}
