export { checkSchedule } from "./check-schedule.ts";
export { scheduleCodes } from "./codes.ts";
export { type CompiledSchedule, compileSchedule } from "./compile-schedule.ts";
export { decideTicks, type ScheduledFire, type TickDecision, type TickInput } from "./decide-ticks.ts";
export { localTime, wallTime } from "./local-time.ts";
export { nextFires } from "./next-fires.ts";
export type { NominalTime } from "./nominal-time.ts";
export { instantOf, parseTime } from "./parse-time.ts";
export { type ScheduleState, scheduleState } from "./schedule-state.ts";
