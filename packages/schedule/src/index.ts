export { checkSchedule } from "./check-schedule.ts";
export { scheduleCodes } from "./codes.ts";
export { type CompiledSchedule, compileSchedule } from "./compile-schedule.ts";
export { decideTicks, type ScheduledFire, type TickDecision, type TickInput } from "./decide-ticks.ts";
export { localTime, wallTime } from "./local-time.ts";
export { nextFires } from "./next-fires.ts";
export type { NominalTime } from "./nominal-time.ts";
export {
  type Admission,
  type Admitted,
  createOverlapPolicy,
  type OverlapPolicy,
  type Refused,
} from "./overlap-policy.ts";
export { instantOf, parseTime } from "./parse-time.ts";
export { scheduleCheck } from "./schedule-check.ts";
export { type ScheduleState, scheduleState } from "./schedule-state.ts";
export { type SimulationInput, simulateSchedules } from "./simulation/simulate-schedules.ts";
export type { SimulatedSchedule } from "./simulation/simulated-schedule.ts";
export type { SimulationEvent, SimulationSummary } from "./simulation/simulation-event.ts";
