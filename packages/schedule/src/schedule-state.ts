import type { Schedule } from "@mlx/core";
import { type CompiledSchedule, compileSchedule } from "./compile-schedule.ts";

/** `COMPLETED`: its window has ended. */
export type ScheduleState = "ACTIVE" | "PAUSED" | "SUSPENDED" | "DISABLED" | "COMPLETED";

/** `now` in milliseconds since 1970. Without `compiled` it is compiled anew where its end has to be known. */
export function scheduleState(
  { spec, enabled, paused }: Pick<Schedule, "spec" | "enabled" | "paused">,
  now: number,
  compiled?: CompiledSchedule,
): ScheduleState {
  if (!enabled) return "DISABLED";
  if (spec.suspend) return "SUSPENDED";
  if (paused !== undefined) return "PAUSED";
  if (spec.endTime === undefined) return "ACTIVE";
  const { end } = compiled ?? compileSchedule(spec);
  return end !== undefined && now > end ? "COMPLETED" : "ACTIVE";
}
