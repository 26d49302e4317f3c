import { type Address, type DesiredResource, defaultRetryPolicy, type ScheduleSpec } from "@mlx/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkSchedule } from "./check-schedule.ts";

const common = { tags: {}, enabled: true, lifecycle: { protect: false, ignore: [] }, dependsOn: [] };

function experiment(schedule: Partial<ScheduleSpec>): DesiredResource<"experiment"> {
  const address: Address<"experiment"> = "experiment/nightly" as Address<"experiment">;
  return {
    address,
    kind: "experiment",
    references: [],
    at: { file: "mlx.yaml", line: 1, column: 1 },
    spec: {
      ...common,
      target: { instanceQuery: "tags.team==retail" },
      task: "train",
      parameters: {},
      inputs: {},
      outputs: {},
      retry: defaultRetryPolicy,
      timeoutSeconds: 60,
      stopGraceSeconds: 30,
      schedule: {
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
        ...schedule,
      },
    },
  };
}

/** Code and path of what is found. */
function found(schedule: Partial<ScheduleSpec>): readonly string[] {
  return checkSchedule(experiment(schedule)).map(
    ({ code, severity, path }) => `${severity} ${code} ${path.join(".")}`,
  );
}

describe("checkSchedule", () => {
  it.each([
    "0 2 * * *",
    "*/20 * * * *",
    "0 0 29 2 *",
    "0 0 * * 7",
    "0 0 ? * MON-FRI",
    "0 0 ? * mon-fri",
    "0,30 8-18/2 * JAN,jul *",
    "@hourly",
    "@daily",
    "@weekly",
    "@monthly",
    "@yearly",
    "  0  2  * * * ",
    "0 0 31 * *",
    "0 0 30,31 1,2 *",
  ])("takes %s", (cron) => {
    expect(found({ cron: [cron] })).toEqual([]);
  });

  it.each([
    "",
    "*",
    "* * * *",
    "0 0 2 * * *",
    "0 0 2 * * * 2026",
    "TZ=UTC 0 2 * * *",
    "CRON_TZ=Europe/Berlin 0 2 * * *",
    "60 * * * *",
    "* 24 * * *",
    "* * 0 * *",
    "* * 32 * *",
    "* * * 13 *",
    "* * * * 8",
    "*/0 * * * *",
    "5-1 * * * *",
    "1,,2 * * * *",
    "1- * * * *",
    "0 0 L * *",
    "0 0 15W * *",
    "0 0 * * 1#2",
    "H * * * *",
    "a b c d e",
    "@reboot",
    "@every 5m",
  ])("refuses %s", (cron) => {
    expect(found({ cron: [cron] })).toEqual(["error MLX1501 schedule.cron.0"]);
  });

  it.each([
    ["61 25 * * *", "the minute 61 is not between 0 and 59"],
    ["0 25 * * *", "the hour 25 is not between 0 and 23"],
    ["0 0 0 * *", "the day of month 0 is not between 1 and 31"],
    ["0 0 * 1,13 *", "the month 13 is not between 1 and 12"],
    ["0 0 * * 1-8", "the day of week 8 is not between 0 and 7"],
    ["*/0 * * * *", "the minute `*/0` has a step of 0, and the least is 1"],
    ["0 10-5 * * *", "the hour `10-5` ends before it begins"],
    ["0 0 * * fri-sun", "the day of week `fri-sun` ends before it begins"],
    ["0 JAN * * *", "`JAN` is no hour"],
    ["0 0 * MON *", "`MON` is no month"],
    ["@reboot", "there is no such short form"],
  ])("says in plain words what is wrong with %s", (cron, why) => {
    const [finding] = checkSchedule(experiment({ cron: [cron] }));
    expect(finding?.summary).toBe(`The schedule \`${cron}\` cannot be read: ${why}.`);
  });

  it("knows of every field that is refused what is wrong with it", () => {
    const end = fc.oneof(fc.integer({ min: 0, max: 70 }).map(String), fc.constantFrom("JAN", "sun", "SAT"));
    const range = fc.oneof(
      fc.constant("*"),
      end,
      fc.tuple(end, end).map((ends) => ends.join("-")),
    );
    const step = fc.oneof(
      fc.constant(""),
      fc.integer({ min: 0, max: 99 }).map((value) => `/${value}`),
    );
    const item = fc.tuple(range, step).map((both) => both.join(""));
    const field = fc.array(item, { minLength: 1, maxLength: 3 }).map((items) => items.join(","));
    fc.assert(
      fc.property(fc.tuple(field, field, field, field, field), (fields) => {
        for (const { summary } of checkSchedule(experiment({ cron: [fields.join(" ")] })))
          expect(summary).not.toContain("do not fit together");
      }),
    );
  });

  it.each(["0 0 31 2 *", "0 0 30 2 *", "0 0 31 4,6,9,11 *"])("refuses %s, which never fires", (cron) => {
    expect(found({ cron: [cron] })).toEqual(["error MLX1502 schedule.cron.0"]);
  });

  it("takes a day that does not exist beside a day of week, which does", () => {
    expect(found({ cron: ["0 0 30 2 1"] })).toEqual(["warning MLX1503 schedule.cron.0"]);
  });

  it("warns where day of month and day of week are both restricted", () => {
    expect(checkSchedule(experiment({ cron: ["0 2 1 * 1"] }))).toEqual([
      {
        path: ["schedule", "cron", "0"],
        severity: "warning",
        code: "MLX1503",
        summary: "The schedule `0 2 1 * 1` fires when the day of month or the day of week matches.",
        detail:
          "It does not wait for a day on which both match. Leave one of the two at `*` if that is not meant.",
      },
    ]);
    expect(found({ cron: ["0 2 */2 * 1"] })).toEqual([]);
  });

  it("tells which of several expressions is wrong", () => {
    expect(found({ cron: ["0 2 * * *", "0 25 * * *"] })).toEqual(["error MLX1501 schedule.cron.1"]);
  });

  it.each([
    ["Europe/Berln", "Did you mean `Europe/Berlin`?"],
    ["Berlin", "Did you mean `Europe/Berlin`?"],
    ["America/New York", "Did you mean `America/New_York`?"],
    ["+01:00", "Time zones have IANA names, such as `Europe/Berlin` or `UTC`."],
    ["nowhere", "Time zones have IANA names, such as `Europe/Berlin` or `UTC`."],
  ])("refuses the zone %s", (timezone, detail) => {
    expect(checkSchedule(experiment({ timezone }))).toEqual([
      {
        path: ["schedule", "timezone"],
        severity: "error",
        code: "MLX1504",
        summary: `There is no time zone \`${timezone}\`.`,
        detail,
      },
    ]);
  });

  it.each(["Asia/Kolkata", "Asia/Calcutta", "America/New_York"])("takes the zone %s", (timezone) => {
    expect(found({ timezone })).toEqual([]);
  });

  it.each([
    "2026-01-01",
    "2026-01-01T06:30",
    "2026-01-01 06:30:15",
    "2026-01-01T06:30:00.250Z",
    "2026-01-01T06:30:00+05:30",
  ])("takes the time %s", (startTime) => {
    expect(found({ startTime })).toEqual([]);
  });

  it.each([
    "tomorrow",
    "2026-02-30",
    "2026-13-01",
    "2026-01-01T25:00",
    "01/02/2026",
    "2026-01-01T06:30+99:00",
    "2026-1-1",
  ])("refuses the time %s", (endTime) => {
    expect(found({ endTime })).toEqual(["error MLX1505 schedule.endTime"]);
  });

  it("refuses an end before the start, in the schedule's zone", () => {
    const window = { startTime: "2026-06-01T00:00", endTime: "2026-05-31T23:00:00Z" };
    expect(found({ ...window, timezone: "UTC" })).toEqual(["error MLX1506 schedule.endTime"]);
    // In Berlin the first of June begins at 22:00 UTC.
    expect(found({ ...window, timezone: "Europe/Berlin" })).toEqual([]);
    expect(found({ startTime: "2026-01-01", endTime: "2026-01-01" })).toEqual([]);
  });

  it("has nothing to say of an experiment without a schedule", () => {
    const { schedule: _, ...spec } = experiment({}).spec;
    expect(checkSchedule({ ...experiment({}), spec })).toEqual([]);
  });

  it("answers for any text", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (cron, timezone, startTime) => {
        for (const { code, summary } of checkSchedule(experiment({ cron: [cron], timezone, startTime }))) {
          expect(code).toMatch(/^MLX15\d\d$/);
          expect(summary).toMatch(/\.$/);
        }
      }),
    );
  });

  it("agrees with itself on simple and on written-out fields", () => {
    const field = (max: number, min = 0) =>
      fc.integer({ min: min - 1, max: max + 1 }).filter((value) => value >= 0);
    fc.assert(
      fc.property(field(59), field(23), field(31, 1), field(12, 1), field(7), (...values) => {
        const simple = values.join(" ");
        // A range of one number means the same, and takes the long way.
        const long = values.map((value) => `${value}-${value}`).join(" ");
        const codes = (cron: string) => checkSchedule(experiment({ cron: [cron] })).map(({ code }) => code);
        expect(codes(simple)).toEqual(codes(long));
      }),
    );
  });

  it.each<[Partial<ScheduleSpec>, string | undefined]>([
    [{ catchUp: "latest", catchUpLimit: 10 }, undefined],
    [{ catchUp: "all", catchUpLimit: 1 }, undefined],
    [{ catchUp: "all", catchUpLimit: 2 }, "Of up to 2 missed times, `concurrency: forbid` takes 1."],
    [{ catchUp: "all", concurrency: "replace" }, "Of up to 10 missed times, `concurrency: replace` takes 1."],
    [{ catchUp: "all", concurrency: "queue" }, "Of up to 10 missed times, `concurrency: queue` takes 2."],
    [{ catchUp: "all", concurrency: "queue", queueLimit: 9 }, undefined],
    [
      { catchUp: "all", concurrency: "allow", maxConcurrent: 4, queueLimit: 5 },
      "Of up to 10 missed times, `concurrency: allow` takes 9.",
    ],
    [{ catchUp: "all", concurrency: "allow", maxConcurrent: 5, queueLimit: 5 }, undefined],
  ])("warns where a policy drops what is caught up with: %o", (schedule, summary) => {
    const findings = checkSchedule(experiment(schedule));
    expect(findings.map((finding) => [finding.code, finding.severity, finding.summary])).toEqual(
      summary === undefined ? [] : [["MLX1512", "warning", summary]],
    );
  });
});
