import { expect, it } from "vitest";
import { overSchedule } from "./schedules.ts";

const said = { cron: "0 2 * * *", timezone: "UTC", endTime: "2030-01-01" };

it.each([
  [undefined, said],
  [
    { cron: "0 9 * * *", timezone: "Europe/Berlin", startTime: "2026-01-01", catchUp: "all" },
    { cron: "0 2 * * *", timezone: "Europe/Berlin", endTime: "2030-01-01", catchUp: "all" },
  ],
  [{ cron: ["0 2 * * *", "0 4 * * *"] }, { ...said, cron: ["0 2 * * *", "0 4 * * *"] }],
  [{ cron: ["0 3 * * *", "0 4 * * *"] }, said],
])("over %j a client's schedule is %j", (before, expected) => {
  expect(overSchedule(before, said)).toEqual(expected);
});
