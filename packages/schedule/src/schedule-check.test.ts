import { type Address, type DesiredResource, defaultRetryPolicy, type ScheduleSpec } from "@mlx/core";
import { describe, expect, it } from "vitest";
import { scheduleCheck } from "./schedule-check.ts";

const address: Address<"experiment"> = "experiment/nightly" as Address<"experiment">;

function experiment(schedule: Partial<ScheduleSpec>): DesiredResource<"experiment"> {
  return {
    address,
    kind: "experiment",
    references: [],
    at: { file: "mlx.yaml", line: 1, column: 1 },
    spec: {
      ...{ tags: {}, enabled: true, lifecycle: { protect: false, ignore: [] }, dependsOn: [] },
      ...{ target: { instanceQuery: "tags.team==retail" }, task: "train" },
      ...{ parameters: {}, inputs: {}, outputs: {}, retry: defaultRetryPolicy },
      ...{ timeoutSeconds: 60, stopGraceSeconds: 30 },
      schedule: {
        ...{ cron: ["0 2 * * *"], timezone: "Europe/Berlin", catchUp: "latest", catchUpLimit: 10 },
        ...{ concurrency: "forbid", maxConcurrent: 1, queueLimit: 1, jitterSeconds: 0, suspend: false },
        dst: { gap: "shift", overlap: "first" },
        ...schedule,
      },
    },
  };
}

const check = scheduleCheck(() => Date.parse("2026-03-01T00:00:00Z"));

const found = (schedule: Partial<ScheduleSpec>) =>
  check(experiment(schedule)).map(({ code, severity, path, summary }) => ({
    what: `${severity} ${code} ${path.join(".")}`,
    summary,
  }));

describe("scheduleCheck", () => {
  it.each<Partial<ScheduleSpec>>([
    {},
    // With the defaults, a change of the clocks loses and doubles nothing.
    { cron: ["30 2 * * *"] },
    { cron: ["0 * * * *"], dst: { gap: "skip", overlap: "both" } },
    { cron: ["0 6 * * *"], dst: { gap: "skip", overlap: "both" } },
    { startTime: "2026-04-01", endTime: "2026-04-02T02:00" },
    { startTime: "2040-01-01" },
    { cron: ["0 0 29 2 *"], startTime: "2026-01-01" },
    // The day begins at 01:00 there.
    { timezone: "Africa/Cairo", startTime: "2026-04-24" },
    { cron: ["0 0 */2 * */3"] },
  ])("has nothing to say of %o", (schedule) => {
    expect(found(schedule)).toEqual([]);
  });

  it("still finds what is wrong at any time", () => {
    expect(found({ cron: ["0 25 * * *"], endTime: "2020-01-01" }).map(({ what }) => what)).toEqual([
      "error MLX1501 schedule.cron.0",
    ]);
  });

  it("warns where the window is over", () => {
    expect(found({ endTime: "2026-02-28T12:00" })).toEqual([
      {
        what: "warning MLX1507 schedule.endTime",
        summary: "The schedule ended at 2026-02-28T12:00+01:00.",
      },
    ]);
  });

  it("warns where no time is left in the window", () => {
    expect(found({ cron: ["0 2 * * 1"], startTime: "2026-06-02", endTime: "2026-06-06" })).toEqual([
      {
        what: "warning MLX1508 schedule.endTime",
        summary: "No time of `0 2 * * 1` is left before the schedule ends at 2026-06-06T00:00+02:00.",
      },
    ]);
    // It has fired before.
    expect(found({ startTime: "2026-01-01", endTime: "2026-03-01T01:30" }).map(({ what }) => what)).toEqual([
      "warning MLX1508 schedule.endTime",
    ]);
  });

  it("refuses days that never fall together", () => {
    // Sundays that are 29 February: 2032 and 2060.
    expect(found({ cron: ["0 0 */28 2 */7"] })).toEqual([]);
    const never = scheduleCheck(() => Date.parse("2032-03-01T00:00:00Z"));
    const odd = { cron: ["0 0 29 2 */7"] };
    expect(never(experiment(odd)).map(({ code, severity }) => `${severity} ${code}`)).toEqual([
      "error MLX1502",
    ]);
    expect(found(odd)).toEqual([]);
  });

  it("warns of an end of the window that the clocks skip or repeat", () => {
    expect(check(experiment({ startTime: "2026-03-29T02:30", endTime: "2026-10-25T02:30" }))).toEqual([
      {
        path: ["schedule", "startTime"],
        severity: "warning",
        code: "MLX1509",
        summary: "`2026-03-29T02:30` does not exist in Europe/Berlin: the clocks go forward over it.",
        detail: "2026-03-29T03:00+02:00 is taken. Write an offset to say which time is meant.",
      },
      {
        path: ["schedule", "endTime"],
        severity: "warning",
        code: "MLX1509",
        summary: "`2026-10-25T02:30` exists twice in Europe/Berlin: the clocks go back over it.",
        detail: "2026-10-25T02:30+01:00 is taken. Write an offset to say which time is meant.",
      },
    ]);
  });

  it("warns where a policy loses or doubles a time", () => {
    expect(found({ cron: ["30 2 * * *"], dst: { gap: "skip", overlap: "both" } })).toEqual([
      {
        what: "warning MLX1510 schedule.dst",
        summary: "The schedule does not fire at 2026-03-29T02:30, which does not exist in Europe/Berlin.",
      },
      {
        what: "warning MLX1510 schedule.dst",
        summary: "The schedule fires twice at 2026-10-25T02:30, which exists twice in Europe/Berlin.",
      },
    ]);
  });
});
