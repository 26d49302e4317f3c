import type { ScheduleSpec } from "@mlx/core";
import { describe, expect, it } from "vitest";
import { compileSchedule } from "./compile-schedule.ts";

const daily: ScheduleSpec = {
  cron: ["0 2 * * *"],
  timezone: "UTC",
  catchUp: "latest",
  catchUpLimit: 10,
  concurrency: "forbid",
  maxConcurrent: 1,
  queueLimit: 1,
  dst: { gap: "shift", overlap: "first" },
  jitterSeconds: 0,
  suspend: false,
};

const minute = (instant: number) => new Date(instant).toISOString().slice(0, 16);

/** Those that fire in (after, until], in UTC; skipped and shifted ones are marked. */
function times(spec: Partial<ScheduleSpec>, after: string, until: string): readonly string[] {
  const compiled = compileSchedule({ ...daily, ...spec });
  return [...compiled.between(Date.parse(after), Date.parse(until))].map(
    ({ instant, shifted, skipped }) =>
      `${minute(instant)}${shifted ? " shifted" : ""}${skipped === undefined ? "" : ` skipped ${skipped}`}`,
  );
}

const losAngeles = "America/Los_Angeles";

describe("the times of a schedule", () => {
  it("makes up for a time in a gap once it ends", () => {
    const cron = ["30 2 * * *"];
    expect(times({ cron, timezone: losAngeles }, "2026-03-07T08:00:00Z", "2026-03-10T07:00:00Z")).toEqual([
      "2026-03-07T10:30",
      "2026-03-08T10:00 shifted",
      "2026-03-09T09:30",
    ]);
  });

  it("takes a time in a gap and the time of its end for one", () => {
    expect(
      times({ cron: ["0 2,3 * * *"], timezone: losAngeles }, "2026-03-08T08:00:00Z", "2026-03-09T07:00:00Z"),
    ).toEqual(["2026-03-08T10:00"]);
  });

  it("keeps a later time of the hour after a gap", () => {
    expect(
      times({ cron: ["30 2,3 * * *"], timezone: losAngeles }, "2026-03-08T08:00:00Z", "2026-03-09T07:00:00Z"),
    ).toEqual(["2026-03-08T10:00 shifted", "2026-03-08T10:30"]);
  });

  it("skips a time in a gap where that is wanted", () => {
    const spec: Partial<ScheduleSpec> = {
      cron: ["30 2 * * *"],
      timezone: losAngeles,
      dst: { gap: "skip", overlap: "first" },
    };
    expect(times(spec, "2026-03-07T08:00:00Z", "2026-03-10T07:00:00Z")).toEqual([
      "2026-03-07T10:30",
      "2026-03-08T10:00 skipped gap",
      "2026-03-09T09:30",
    ]);
  });

  it.each([
    ["first", ["2026-11-01T08:30", "2026-11-01T09:30 skipped overlap"]],
    ["last", ["2026-11-01T08:30 skipped overlap", "2026-11-01T09:30"]],
    ["both", ["2026-11-01T08:30", "2026-11-01T09:30"]],
  ] as const)("fires in the %s pass of a repeated hour", (overlap, expected) => {
    const spec: Partial<ScheduleSpec> = {
      cron: ["30 1 * * *"],
      timezone: losAngeles,
      dst: { gap: "shift", overlap },
    };
    expect(times(spec, "2026-11-01T07:00:00Z", "2026-11-02T08:00:00Z")).toEqual(expected);
  });

  it("fires at every real hour where the hour is a star", () => {
    expect(
      times({ cron: ["0 * * * *"], timezone: losAngeles }, "2026-11-01T06:59:00Z", "2026-11-01T10:00:00Z"),
    ).toEqual(["2026-11-01T07:00", "2026-11-01T08:00", "2026-11-01T09:00", "2026-11-01T10:00"]);
  });

  it("fires in one pass where the hour is fixed, whatever the minute", () => {
    const all = times(
      { cron: ["*/20 1 * * *"], timezone: losAngeles },
      "2026-11-01T07:00:00Z",
      "2026-11-02T08:00:00Z",
    );
    expect(all.filter((time) => !time.includes("skipped"))).toEqual([
      "2026-11-01T08:00",
      "2026-11-01T08:20",
      "2026-11-01T08:40",
    ]);
  });

  it.each([
    ["Australia/Lord_Howe", "15 2 * * *", "2026-10-03T13:30:00Z", ["2026-10-03T15:30 shifted"]],
    ["Europe/London", "30 1 * * *", "2026-03-29T00:00:00Z", ["2026-03-29T01:00 shifted"]],
    [
      "Europe/London",
      "30 1 * * *",
      "2026-10-24T23:00:00Z",
      ["2026-10-25T00:30", "2026-10-25T01:30 skipped overlap"],
    ],
    ["Africa/Cairo", "0 0 * * *", "2026-04-23T10:00:00Z", ["2026-04-23T22:00 shifted"]],
  ])("knows the clocks of %s: %s", (timezone, cron, after, expected) => {
    const until = new Date(Date.parse(after) + 20 * 3_600_000).toISOString();
    expect(times({ cron: [cron], timezone }, after, until)).toEqual(expected);
  });

  it("makes up for nothing on a day that did not exist", () => {
    expect(
      times(
        { cron: ["0 9 30 12 *"], timezone: "Pacific/Apia" },
        "2011-01-01T00:00:00Z",
        "2012-06-01T00:00:00Z",
      ),
    ).toEqual(["2011-12-30T10:00 skipped gap"]);
  });

  it("finds 29 February", () => {
    const compiled = compileSchedule({ ...daily, cron: ["0 0 29 2 *"] });
    expect(compiled.next(Date.parse("2026-01-01"))?.instant).toBe(Date.parse("2028-02-29"));
    expect(compiled.next(Date.parse("2096-03-01"))?.instant).toBe(Date.parse("2104-02-29"));
    expect(compiled.previous(Date.parse("2000-01-01"), Date.parse("2026-01-01"))?.instant).toBe(
      Date.parse("2024-02-29"),
    );
  });

  it("fires once where start and end are its time", () => {
    const edges = { startTime: "2026-05-01T02:00", endTime: "2026-05-01T02:00" };
    expect(times(edges, "2026-01-01T00:00:00Z", "2026-12-31T00:00:00Z")).toEqual(["2026-05-01T02:00"]);
    const compiled = compileSchedule({ ...daily, ...edges });
    expect(compiled.next(0)?.instant).toBe(Date.parse("2026-05-01T02:00Z"));
    expect(compiled.next(Date.parse("2026-05-01T02:00Z"))).toBeUndefined();
  });

  it("takes a window in the schedule's zone, a repeated time of it in both passes", () => {
    const cron = ["*/30 * * * *"];
    const spec = {
      cron,
      timezone: "Europe/Berlin",
      startTime: "2026-10-25T02:30",
      endTime: "2026-10-25T02:30",
    };
    expect(times(spec, "2026-10-24T00:00:00Z", "2026-10-26T00:00:00Z")).toEqual([
      "2026-10-25T00:30",
      "2026-10-25T01:00",
      "2026-10-25T01:30",
    ]);
  });

  it("begins a window whose start does not exist where the gap ends", () => {
    const { start } = compileSchedule({ ...daily, timezone: losAngeles, startTime: "2026-03-08T02:30" });
    expect(start).toBe(Date.parse("2026-03-08T10:00Z"));
  });

  it("takes several expressions for one, each instant once", () => {
    const cron = ["0 */6 * * *", "0 12 * * *", "30 12 * * 1"];
    // 2026-06-01 is a Monday.
    expect(times({ cron }, "2026-06-01T05:00:00Z", "2026-06-01T18:00:00Z")).toEqual([
      "2026-06-01T06:00",
      "2026-06-01T12:00",
      "2026-06-01T12:30",
      "2026-06-01T18:00",
    ]);
  });

  it("fires where one expression skips what another denotes", () => {
    const spec = { cron: ["30 1 * * *", "30 * * * *"], timezone: losAngeles };
    expect(times(spec, "2026-11-01T08:00:00Z", "2026-11-01T09:30:00Z")).toEqual([
      "2026-11-01T08:30",
      "2026-11-01T09:30",
    ]);
  });

  it("looks 8 years ahead and no further", () => {
    // Sundays that are 29 February: 2032, and then 2060.
    const compiled = compileSchedule({ ...daily, cron: ["0 0 29 2 */7"] });
    expect(compiled.next(Date.parse("2026-01-01"))?.instant).toBe(Date.parse("2032-02-29"));
    expect(compiled.next(Date.parse("2032-03-01"))).toBeUndefined();
    expect(compiled.previous(0, Date.parse("2059-01-01"))).toBeUndefined();
  });

  it("counts no further than asked", () => {
    const compiled = compileSchedule({ ...daily, cron: ["* * * * *"] });
    expect(compiled.count(0, Date.parse("2026-01-01"), 10_000)).toBe(10_000);
    expect(compiled.count(0, 600_000, 10_000)).toBe(10);
    expect(compiled.count(0, 600_000, 0)).toBe(0);
  });

  it("says what it cannot read", () => {
    expect(() => compileSchedule({ ...daily, timezone: "Mars/Olympus" })).toThrow(
      expect.objectContaining({ code: "MLX1511" }),
    );
    expect(() => compileSchedule({ ...daily, cron: ["0 0 L * *", "x"] })).toThrow(
      expect.objectContaining({ code: "MLX1511" }),
    );
  });
});
