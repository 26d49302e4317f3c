import type { Schedule } from "@mlx/core";
import type { CompiledSchedule } from "./compile-schedule.ts";
import type { NominalTime } from "./nominal-time.ts";
import { scheduleState } from "./schedule-state.ts";

/** The next times at which a schedule fires, at most so many; none while it is paused, suspended or disabled. */
export function nextFires(
  schedule: Pick<Schedule, "spec" | "enabled" | "paused">,
  compiled: CompiledSchedule,
  now: number,
  count: number,
): readonly NominalTime[] {
  if (scheduleState(schedule, now, compiled) !== "ACTIVE") return [];
  const fires: NominalTime[] = [];
  let time = compiled.next(now);
  while (time !== undefined && fires.length < count) {
    fires.push(time);
    time = compiled.next(time.instant);
  }
  return fires;
}
