import { expect, it } from "vitest";
import { localTime, wallTime } from "./local-time.ts";

it.each([
  ["2026-03-08T09:59:00Z", "America/Los_Angeles", "2026-03-08T01:59-08:00"],
  ["2026-03-08T10:00:00Z", "America/Los_Angeles", "2026-03-08T03:00-07:00"],
  ["2026-05-01T00:00:07Z", "Asia/Kathmandu", "2026-05-01T05:45:07+05:45"],
  ["2026-10-03T15:30:00Z", "Australia/Lord_Howe", "2026-10-04T02:30+11:00"],
  ["1999-12-31T23:00:00Z", "UTC", "1999-12-31T23:00+00:00"],
  ["2026-01-01T00:00:00Z", "America/St_Johns", "2025-12-31T20:30-03:30"],
  ["2150-07-01T00:00:00Z", "Europe/Berlin", "2150-07-01T02:00+02:00"],
])("shows %s in %s", (instant, timezone, expected) => {
  expect(localTime(Date.parse(instant), timezone)).toBe(expected);
});

it("shows what a clock on a wall does", () => {
  expect(wallTime(Date.UTC(2026, 2, 8, 2, 30))).toBe("2026-03-08T02:30");
});
