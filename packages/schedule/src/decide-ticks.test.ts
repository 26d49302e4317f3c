import type { ActiveRun, Schedule, ScheduleSpec } from "@mlx/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileSchedule } from "./compile-schedule.ts";
import { decideTicks, type TickDecision } from "./decide-ticks.ts";

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

interface Look {
  readonly spec?: Partial<ScheduleSpec>;
  readonly since: string;
  readonly now: string;
  readonly active?: readonly ActiveRun[];
  readonly schedule?: Partial<Schedule>;
}

function look({ spec: changes, since, now, active = [], schedule }: Look): TickDecision {
  const spec = { ...daily, ...changes };
  const times = { anchor: "2026-01-01T00:00:00.000Z", lastEvaluated: since };
  return decideTicks({
    schedule: { id: "0d6f5a36-6f5a-4b6e-9f0e-2f6f7c1f4b11", spec, enabled: true, ...times, ...schedule },
    compiled: compileSchedule(spec),
    now: Date.parse(now),
    active,
  });
}

/** Outcome, time and range of each tick. */
function ticks(input: Look): readonly string[] {
  return look(input).ticks.map(
    ({ outcome, nominal, range }) =>
      `${outcome} ${nominal.slice(0, 16)}${range === undefined ? "" : ` to ${range.until.slice(0, 16)} (${range.count})`}`,
  );
}

const scheduled = (id: string, waits?: ActiveRun["waits"]): ActiveRun => ({
  ...{ id, trigger: "schedule" },
  ...(waits === undefined ? {} : { waits }),
});
const minutely = { cron: ["* * * * *"] };
const outage = { since: "2026-05-01T08:29:00Z", now: "2026-05-01T10:21:00Z" };

describe("a look at a schedule", () => {
  it("fires what is due and says when to look next", () => {
    expect(look({ since: "2026-05-01T01:59:59Z", now: "2026-05-01T02:00:00.400Z" })).toEqual({
      lastEvaluated: "2026-05-01T02:00:00.400Z",
      wakeAt: "2026-05-02T02:00:00.000Z",
      ticks: [
        { nominal: "2026-05-01T02:00:00.000Z", outcome: "FIRED", evaluatedAt: "2026-05-01T02:00:00.400Z" },
      ],
      fires: [{ nominal: "2026-05-01T02:00:00.000Z", previousNominal: "2026-04-30T02:00:00.000Z" }],
      replaced: [],
    });
  });

  it("does nothing twice", () => {
    expect(look({ since: "2026-05-01T02:00:00Z", now: "2026-05-01T02:00:01Z" }).ticks).toEqual([]);
  });

  it("decides nothing anew after the clock was set back", () => {
    expect(look({ since: "2026-05-02T02:00:00Z", now: "2026-05-01T01:00:00Z" })).toEqual({
      lastEvaluated: "2026-05-02T02:00:00.000Z",
      wakeAt: "2026-05-03T02:00:00.000Z",
      ticks: [],
      fires: [],
      replaced: [],
    });
  });

  it("knows of nothing before the anchor", () => {
    const schedule = { anchor: "2026-05-03T12:00:00Z" };
    expect(ticks({ since: "2026-05-01T00:00:00Z", now: "2026-05-04T03:00:00Z", schedule })).toEqual([
      "FIRED 2026-05-04T02:00",
    ]);
  });

  it.each([
    ["paused", { schedule: { paused: { at: "2026-05-01T00:00:00Z", actor: "ann" } } }],
    ["disabled", { schedule: { enabled: false } }],
    ["suspended", { spec: { suspend: true } }],
  ])("leaves a schedule alone that is %s", (_, changes) => {
    expect(look({ ...outage, spec: minutely, ...changes })).toEqual({
      lastEvaluated: outage.since,
      ticks: [],
      fires: [],
      replaced: [],
    });
  });

  it("has no next time after the window, and fires what is in it", () => {
    const spec = { startTime: "2026-05-01T02:00", endTime: "2026-05-01T02:00" };
    const decision = look({ spec, since: "2026-04-01T00:00:00Z", now: "2026-05-03T00:00:00Z" });
    expect(decision.ticks.map(({ outcome }) => outcome)).toEqual(["FIRED"]);
    expect(decision).not.toHaveProperty("wakeAt");
    // The window of the run is that of the expression.
    expect(decision.fires[0]?.previousNominal).toBe("2026-04-30T02:00:00.000Z");
  });
});

describe("catching up", () => {
  it("takes the newest for all, after however long", () => {
    expect(ticks({ ...outage, spec: minutely })).toEqual([
      "COALESCED 2026-05-01T08:30 to 2026-05-01T10:20 (111)",
      "FIRED 2026-05-01T10:21",
    ]);
    expect(ticks({ spec: minutely, since: "2026-01-01T00:00:00Z", now: "2036-01-01T00:00:00Z" })).toEqual([
      "COALESCED 2026-01-01T00:01 to 2035-12-31T23:59 (10000)",
      "FIRED 2036-01-01T00:00",
    ]);
  });

  it("records a single one as such", () => {
    expect(ticks({ since: "2026-05-01T03:00:00Z", now: "2026-05-03T03:00:00Z" })).toEqual([
      "COALESCED 2026-05-02T02:00",
      "FIRED 2026-05-03T02:00",
    ]);
  });

  it("catches up with nothing that is older than a minute where none is wanted", () => {
    const spec: Partial<ScheduleSpec> = { ...minutely, catchUp: "none", concurrency: "queue", queueLimit: 9 };
    expect(ticks({ ...outage, spec })).toEqual([
      "SKIPPED_CATCHUP 2026-05-01T08:30 to 2026-05-01T10:19 (110)",
      "FIRED 2026-05-01T10:20",
      "FIRED 2026-05-01T10:21",
    ]);
    // Also where it is the only one.
    expect(
      ticks({ spec: { catchUp: "none" }, since: "2026-05-01T00:00:00Z", now: "2026-05-01T02:01:00.001Z" }),
    ).toEqual(["SKIPPED_CATCHUP 2026-05-01T02:00"]);
  });

  it("takes the newest so many where all are wanted", () => {
    const spec: Partial<ScheduleSpec> = {
      ...{ ...minutely, catchUp: "all", catchUpLimit: 3 },
      ...{ concurrency: "allow", maxConcurrent: 9 },
    };
    expect(ticks({ ...outage, spec })).toEqual([
      "SKIPPED_LIMIT 2026-05-01T08:30 to 2026-05-01T10:18 (109)",
      "FIRED 2026-05-01T10:19",
      "FIRED 2026-05-01T10:20",
      "FIRED 2026-05-01T10:21",
    ]);
  });

  it("drops what is later than the deadline before anything else", () => {
    const spec: Partial<ScheduleSpec> = { ...minutely, startingDeadlineSeconds: 120 };
    expect(ticks({ ...outage, spec })).toEqual([
      "SKIPPED_DEADLINE 2026-05-01T08:30 to 2026-05-01T10:18 (109)",
      "COALESCED 2026-05-01T10:19 to 2026-05-01T10:20 (2)",
      "FIRED 2026-05-01T10:21",
    ]);
    expect(
      ticks({
        spec: { startingDeadlineSeconds: 3600 },
        since: "2026-05-01T00:00:00Z",
        now: "2026-05-01T03:00:00.001Z",
      }),
    ).toEqual(["SKIPPED_DEADLINE 2026-05-01T02:00"]);
  });

  it("spreads those that are late over half a minute", () => {
    const nominals = Array.from({ length: 20 }, (_, day) => `2026-05-${String(day + 1).padStart(2, "0")}`);
    const now = (day: string) => Date.parse(`${day}T03:00:00Z`);
    const delays = nominals.map((day) => {
      const { fires } = look({ since: `${day}T00:00:00Z`, now: `${day}T03:00:00Z` });
      expect(fires[0]?.lateSeconds).toBe(3600);
      return Date.parse(fires[0]?.readyAt ?? `${day}T03:00:00Z`) - now(day);
    });
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...delays)).toBeLessThan(30_000);
    expect(new Set(delays).size).toBeGreaterThan(10);
    expect(look({ since: "2026-05-01T00:00:00Z", now: "2026-05-01T03:00:00Z" })).toEqual(
      look({ since: "2026-05-01T00:00:00Z", now: "2026-05-01T03:00:00Z" }),
    );
  });

  it("starts a run up to the jitter later", () => {
    const { fires } = look({
      spec: { jitterSeconds: 600 },
      since: "2026-05-01T01:00:00Z",
      now: "2026-05-01T02:00:00Z",
    });
    const delay = Date.parse(fires[0]?.readyAt ?? "") - Date.parse("2026-05-01T02:00:00Z");
    expect(delay).toBeGreaterThan(0);
    expect(delay).toBeLessThan(600_000);
  });
});

describe("concurrency", () => {
  const due = { since: "2026-05-01T01:59:00Z", now: "2026-05-01T02:00:00Z" };
  const manual: ActiveRun = { id: "m", trigger: "manual" };

  it("forbids a second run, also beside one that was started by hand", () => {
    for (const active of [[scheduled("a")], [manual]])
      expect(ticks({ ...due, active })).toEqual(["SKIPPED_OVERLAP 2026-05-01T02:00"]);
    expect(look({ ...due, active: [scheduled("a")] }).ticks[0]?.message).toBe("run a has not ended");
    const long = { ...manual, id: "3f2a91bc-0b5e-4c51-9a3e-0a1b2c3d4e5f" };
    expect(look({ ...due, active: [long] }).ticks[0]?.message).toBe("run 3f2a91bc has not ended");
  });

  it("queues as many as may wait", () => {
    const spec: Partial<ScheduleSpec> = { concurrency: "queue" };
    expect(look({ ...due, spec }).fires[0]).not.toHaveProperty("overlapLimit");
    expect(look({ ...due, spec, active: [scheduled("a")] }).fires[0]?.overlapLimit).toBe(1);
    const active = [scheduled("a"), scheduled("b", "WAITING_OVERLAP")];
    expect(ticks({ ...due, spec, active })).toEqual(["SKIPPED_OVERLAP 2026-05-01T02:00"]);
    expect(ticks({ ...due, spec: { ...spec, queueLimit: 2 }, active })).toEqual(["FIRED 2026-05-01T02:00"]);
  });

  it("replaces what is under way", () => {
    const spec: Partial<ScheduleSpec> = { concurrency: "replace" };
    expect(look({ ...due, spec }).replaced).toEqual([]);
    const { fires, replaced } = look({ ...due, spec, active: [scheduled("a"), scheduled("b", "QUEUED")] });
    expect(replaced).toEqual(["a", "b"]);
    expect(fires[0]?.overlapLimit).toBe(1);
    expect(look({ spec, since: due.now, now: due.now, active: [scheduled("a")] }).replaced).toEqual([]);
  });

  it("allows so many, not counting those that were started by hand", () => {
    const spec: Partial<ScheduleSpec> = { concurrency: "allow", maxConcurrent: 2 };
    expect(look({ ...due, spec, active: [scheduled("a"), manual] }).fires[0]).not.toHaveProperty(
      "overlapLimit",
    );
    const two = [scheduled("a"), scheduled("b")];
    expect(look({ ...due, spec, active: two }).fires[0]).toMatchObject({
      overlapLimit: 2,
      overlapOf: "schedule",
    });
    expect(ticks({ ...due, spec, active: [...two, scheduled("c", "WAITING_OVERLAP")] })).toEqual([
      "SKIPPED_OVERLAP 2026-05-01T02:00",
    ]);
  });

  it.each(["forbid", "queue", "replace", "allow"] as const)("%s does not count backfills", (concurrency) => {
    const active: readonly ActiveRun[] = [
      { id: "a", trigger: "backfill" },
      { id: "b", trigger: "backfill", waits: "QUEUED" },
    ];
    const decision = look({ ...due, spec: { concurrency }, active });
    expect(decision.ticks.map(({ outcome }) => outcome)).toEqual(["FIRED"]);
    expect(decision.fires[0]).not.toHaveProperty("overlapLimit");
    expect(decision.replaced).toEqual([]);
    expect(look({ ...due, spec: { concurrency }, active: [...active, scheduled("c")] }).replaced).toEqual(
      concurrency === "replace" ? ["c"] : [],
    );
  });

  it.each([
    ["forbid", ["FIRED", "SKIPPED_OVERLAP", "SKIPPED_OVERLAP"]],
    ["queue", ["FIRED", "FIRED", "SKIPPED_OVERLAP"]],
    ["replace", ["COALESCED", "COALESCED", "FIRED"]],
    ["allow", ["FIRED", "FIRED", "FIRED"]],
  ] as const)("counts each of several at once for the next: %s", (concurrency, expected) => {
    const spec: Partial<ScheduleSpec> = { ...minutely, catchUp: "all", concurrency, maxConcurrent: 2 };
    const at = { since: "2026-05-01T02:00:00Z", now: "2026-05-01T02:03:00Z" };
    expect(look({ ...at, spec }).ticks.map(({ outcome }) => outcome)).toEqual(expected);
  });
});

describe("changes of the clocks", () => {
  const spec: Partial<ScheduleSpec> = { cron: ["30 2 * * *"], timezone: "America/Los_Angeles" };
  const gap = { since: "2026-03-08T09:00:00Z", now: "2026-03-08T10:00:00Z" };

  it("says of a run that it is made up for", () => {
    expect(look({ ...gap, spec }).ticks).toEqual([
      {
        nominal: "2026-03-08T10:00:00.000Z",
        outcome: "FIRED",
        message: "2026-03-08T02:30 does not exist: the clocks went forward",
        evaluatedAt: "2026-03-08T10:00:00.000Z",
      },
    ]);
  });

  it("records what is skipped, with what else is due", () => {
    const skip: Partial<ScheduleSpec> = { ...spec, dst: { gap: "skip", overlap: "first" } };
    expect(ticks({ ...gap, spec: skip })).toEqual(["SKIPPED_DST 2026-03-08T10:00"]);
    expect(ticks({ ...gap, spec: skip, now: "2026-03-10T10:00:00Z" })).toEqual([
      "SKIPPED_DST 2026-03-08T10:00",
      "COALESCED 2026-03-09T09:30",
      "FIRED 2026-03-10T09:30",
    ]);
    const passes = { since: "2026-11-01T08:00:00Z", now: "2026-11-01T10:00:00Z" };
    expect(ticks({ ...passes, spec: { ...spec, cron: ["30 1 * * *"] } })).toEqual([
      "FIRED 2026-11-01T08:30",
      "SKIPPED_DST 2026-11-01T09:30",
    ]);
  });
});

describe("any looks at a schedule", () => {
  it("decide each time once, whenever they come, and lose none", () => {
    const minute = 60_000;
    const start = Date.UTC(2026, 9, 24);
    fc.assert(
      fc.property(
        fc.constantFrom("*/7 * * * *", "30 1 * * *", "0,30 2 * * *", "15 */5 * * *"),
        fc.constantFrom("UTC", "Europe/Berlin", "Australia/Lord_Howe"),
        fc.constantFrom("latest", "none", "all"),
        fc.constantFrom("forbid", "queue", "replace", "allow"),
        fc.option(fc.integer({ min: 1, max: 7200 }), { nil: undefined }),
        fc.array(fc.integer({ min: 0, max: 600 * minute }), { minLength: 1, maxLength: 20 }),
        (cron, timezone, catchUp, concurrency, startingDeadlineSeconds, pauses) => {
          const spec: ScheduleSpec = {
            ...{ ...daily, cron: [cron], timezone, catchUp, catchUpLimit: 3, concurrency },
            ...(startingDeadlineSeconds === undefined ? {} : { startingDeadlineSeconds }),
          };
          const compiled = compileSchedule(spec);
          let [now, lastEvaluated] = [start, new Date(start).toISOString()];
          const decided: number[] = [];
          for (const pause of pauses) {
            now += pause;
            const times = { anchor: new Date(start).toISOString(), lastEvaluated };
            const schedule = { id: "a", spec, enabled: true, ...times };
            const decision = decideTicks({ schedule, compiled, now, active: [] });
            for (const { nominal, range } of decision.ticks) {
              if (range === undefined) decided.push(Date.parse(nominal));
              else
                for (const time of compiled.between(Date.parse(nominal) - 1, Date.parse(range.until)))
                  if (time.skipped === undefined) decided.push(time.instant);
            }
            expect(decision.fires.map(({ nominal }) => nominal)).toEqual(
              decision.ticks.flatMap(({ outcome, nominal }) => (outcome === "FIRED" ? [nominal] : [])),
            );
            lastEvaluated = decision.lastEvaluated;
          }
          expect(decided.sort((a, b) => a - b)).toEqual(
            [...compiled.between(start, now)].map(({ instant }) => instant),
          );
        },
      ),
    );
  });
});
