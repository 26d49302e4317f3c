import type { Run, Schedule, Tick } from "@mlx/core";
import { type ScheduleState, scheduleState } from "@mlx/schedule";
import type { RunDeps } from "../runs/run-deps.ts";
import { createCompiler } from "./compile-specs.ts";
import { decidedUntil } from "./decided-until.ts";
import { type NextFire, toNextFire } from "./next-fires.ts";

export interface ListedSchedule {
  readonly schedule: Schedule;
  readonly state: ScheduleState;
  /** Absent where it will not fire as it stands. */
  readonly next?: NextFire;
  /** Where nothing of it fires for long, because its times are decided far ahead of the clock. */
  readonly decidedUntil?: string;
  readonly lastTick?: Tick;
  /** Of the newest tick that fired, unless it was removed since. */
  readonly lastRun?: Run;
}

/** All schedules by address, with how they stand. */
export async function listSchedules({
  store,
  clock,
}: Pick<RunDeps, "store" | "clock">): Promise<readonly ListedSchedule[]> {
  const now = clock.now();
  const compile = createCompiler();
  const newest = async (schedule: Schedule, fired: boolean) => {
    const { experiment } = schedule;
    const filter = fired ? { experiment, outcomes: ["FIRED"] as const } : { experiment };
    return (await store.schedules.ticks(filter, { limit: 1 }))[0];
  };
  const listed: ListedSchedule[] = [];
  for (const schedule of await store.schedules.list()) {
    const state = scheduleState(schedule, now);
    const ahead = state === "ACTIVE" ? decidedUntil(schedule, now) : undefined;
    const next =
      state === "ACTIVE"
        ? compile(schedule.spec).next(ahead === undefined ? now : Date.parse(ahead))
        : undefined;
    const lastTick = await newest(schedule, false);
    const fired =
      lastTick === undefined || lastTick.outcome === "FIRED" ? lastTick : await newest(schedule, true);
    const lastRun = fired?.runId === undefined ? undefined : await store.runs.get(fired.runId);
    listed.push({
      schedule,
      state,
      ...(next === undefined ? {} : { next: toNextFire(schedule, next) }),
      ...(ahead === undefined ? {} : { decidedUntil: ahead }),
      ...(lastTick === undefined ? {} : { lastTick }),
      ...(lastRun === undefined ? {} : { lastRun }),
    });
  }
  return listed;
}

/** Schedules that are active, and of which nothing fires before an instant far ahead of the clock. */
export async function schedulesAhead({
  store,
  clock,
}: Pick<RunDeps, "store" | "clock">): Promise<readonly ScheduleAhead[]> {
  const now = clock.now();
  return (await store.schedules.list()).flatMap((schedule) => {
    const until = scheduleState(schedule, now) === "ACTIVE" ? decidedUntil(schedule, now) : undefined;
    return until === undefined ? [] : [{ experiment: schedule.experiment, until }];
  });
}

export interface ScheduleAhead {
  readonly experiment: Schedule["experiment"];
  readonly until: string;
}

/** How many schedules are in which state: reads no history. */
export async function countSchedules({
  store,
  clock,
}: Pick<RunDeps, "store" | "clock">): Promise<{ readonly [state in ScheduleState]?: number }> {
  const counts: { [state in ScheduleState]?: number } = {};
  for (const schedule of await store.schedules.list()) {
    const state = scheduleState(schedule, clock.now());
    counts[state] = (counts[state] ?? 0) + 1;
  }
  return counts;
}
