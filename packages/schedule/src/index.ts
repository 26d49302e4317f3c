export { checkSchedule } from "./check-schedule.ts";
export { scheduleCodes } from "./codes.ts";
export { instantOf, parseTime } from "./parse-time.ts";
