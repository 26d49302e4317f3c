export { checkSchedule } from "./check-schedule.ts";
export { scheduleCodes } from "./codes.ts";
