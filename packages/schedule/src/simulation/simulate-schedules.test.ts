import { type Address, createSlotLedger, type ScheduleSpec } from "@mlx/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileSchedule } from "../compile-schedule.ts";
import { type SimulationInput, simulateSchedules } from "./simulate-schedules.ts";
import type { SimulatedSchedule } from "./simulated-schedule.ts";
import type { SimulationEvent, SimulationSummary } from "./simulation-event.ts";

const hourly: ScheduleSpec = {
  cron: ["0 * * * *"],
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

function simulated(
  name: string,
  spec: Partial<ScheduleSpec>,
  rest: Partial<Omit<SimulatedSchedule, "compiled">> & { readonly minutes?: number } = {},
): SimulatedSchedule {
  const whole = { ...hourly, ...spec };
  const experiment: Address<"experiment"> = `experiment/${name}` as Address<"experiment">;
  const { minutes = 10, ...given } = rest;
  return {
    schedule: { id: name, experiment, spec: whole, enabled: true },
    compiled: compileSchedule(whole),
    slots: { cpus: 1 },
    priority: 0,
    seconds: () => minutes * 60,
    ...given,
  };
}

const hours = (from: number, until: number) => ({
  from: Date.UTC(2026, 4, 1, from),
  until: Date.UTC(2026, 4, 1, until),
});

/** A line for each event: time, what, whose, of which time. */
function lines(input: SimulationInput): readonly string[] {
  return [...simulateSchedules(input)].flatMap((event) => {
    if (event.type === "finished") return [];
    const time = (instant: number) => new Date(instant).toISOString().slice(11, 16);
    return [
      `${time(event.at)} ${event.type} ${event.experiment.slice(11)}@${time(event.nominal)}${rest(event)}`,
    ];
  });
}

function rest(event: SimulationEvent): string {
  switch (event.type) {
    case "fired":
      return event.waits ? " waits" : "";
    case "skipped":
      return ` ${event.outcome}`;
    case "started":
      return event.waitedSeconds === 0 ? "" : ` after ${event.waitedSeconds / 60} min`;
    case "waiting":
      return ` ${event.message}`;
    case "ended":
      return event.failed ? " failed" : "";
    case "replaced":
      return event.wasRunning ? " while running" : "";
    case "finished":
      return "";
  }
}

function summary(input: SimulationInput): SimulationSummary {
  for (const event of simulateSchedules(input)) if (event.type === "finished") return event.summary;
  return expect.fail("a simulation ends with its summary");
}

describe("simulateSchedules", () => {
  it("fires in [from, until)", () => {
    expect(lines({ schedules: [simulated("a", {})], capacity: {}, ...hours(0, 2) })).toEqual([
      "00:00 fired a@00:00",
      "00:00 started a@00:00",
      "00:10 ended a@00:00",
      "01:00 fired a@01:00",
      "01:00 started a@01:00",
      "01:10 ended a@01:00",
    ]);
  });

  it("lets a run that takes exactly as long as the interval make room", () => {
    const schedules = [simulated("a", {}, { minutes: 60 })];
    expect(summary({ schedules, capacity: {}, ...hours(0, 24) })).toMatchObject({ fired: 24, skipped: {} });
  });

  it.each([
    [
      "forbid",
      [
        "00:00 fired a@00:00",
        "00:00 started a@00:00",
        "01:00 skipped a@01:00 SKIPPED_OVERLAP",
        "01:30 ended a@00:00",
        "02:00 fired a@02:00",
        "02:00 started a@02:00",
      ],
    ],
    [
      "queue",
      [
        "00:00 fired a@00:00",
        "00:00 started a@00:00",
        "01:00 fired a@01:00 waits",
        "01:30 ended a@00:00",
        "01:30 started a@01:00",
        "02:00 fired a@02:00 waits",
      ],
    ],
    [
      "replace",
      [
        "00:00 fired a@00:00",
        "00:00 started a@00:00",
        "01:00 replaced a@00:00 while running",
        "01:00 fired a@01:00",
        "01:00 started a@01:00",
        "02:00 replaced a@01:00 while running",
        "02:00 fired a@02:00",
        "02:00 started a@02:00",
      ],
    ],
    [
      "allow",
      [
        "00:00 fired a@00:00",
        "00:00 started a@00:00",
        "01:00 fired a@01:00",
        "01:00 started a@01:00",
        "01:30 ended a@00:00",
        "02:00 fired a@02:00",
        "02:00 started a@02:00",
      ],
    ],
  ] as const)("follows the policy: %s", (concurrency, expected) => {
    const { from } = hours(0, 0);
    const schedules = [simulated("a", { concurrency, maxConcurrent: 2 }, { minutes: 90 })];
    expect(lines({ schedules, capacity: {}, from, until: from + 2.1 * 3_600_000 })).toEqual(expected);
  });

  it("lets runs wait for slots in the order of the queue", () => {
    const daily = { cron: ["0 3 * * *"] };
    const schedules = [
      simulated("low", daily),
      simulated("high", daily, { priority: 5 }),
      simulated("big", daily, { slots: { cpus: 2 } }),
      simulated("small", daily),
      simulated("huge", daily, { slots: { cpus: 3 } }),
    ];
    const input = { schedules, capacity: { cpus: 2 }, ...hours(0, 5) };
    expect(lines(input).filter((line) => !line.includes("fired"))).toEqual([
      "03:00 started high@03:00",
      "03:00 started low@03:00",
      "03:00 waiting big@03:00 cpus: wants 2, 0 of 2 free",
      "03:00 waiting small@03:00 cpus: wants 1, 0 of 2 free",
      "03:00 waiting huge@03:00 cpus: wants 3, and there are 2 at all",
      "03:10 ended high@03:00",
      "03:10 ended low@03:00",
      "03:10 started big@03:00 after 10 min",
      "03:20 ended big@03:00",
      "03:20 started small@03:00 after 20 min",
      "03:30 ended small@03:00",
    ]);
    expect(summary(input)).toEqual({
      ...{ fired: 5, skipped: {}, started: 4, ended: 4, failed: 0, replaced: 0, running: 0, waiting: 1 },
      waitedSeconds: { total: 1800, longest: 1200 },
      waitedFor: { cpus: 3 },
      peak: { cpus: 2, runs: 2 },
    });
  });

  it("counts failures, and leaves a suspended schedule alone", () => {
    const schedules = [
      simulated("a", {}, { fails: (nominal) => new Date(nominal).getUTCHours() % 2 === 1 }),
      simulated("b", { suspend: true }),
    ];
    expect(summary({ schedules, capacity: {}, ...hours(0, 6) })).toMatchObject({
      fired: 6,
      ended: 6,
      failed: 3,
    });
  });

  it("holds to slots, limits and policies, and loses no run", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            minute: fc.integer({ min: 1, max: 30 }),
            concurrency: fc.constantFrom("forbid", "queue", "replace", "allow"),
            maxConcurrent: fc.integer({ min: 1, max: 3 }),
            cpus: fc.integer({ min: 1, max: 5 }),
            licence: fc.integer({ min: 0, max: 2 }),
            limit: fc.option(fc.integer({ min: 1, max: 2 }), { nil: undefined }),
            priority: fc.integer({ min: -1, max: 1 }),
            minutes: fc.integer({ min: 0, max: 90 }),
            jitterSeconds: fc.constantFrom(0, 300),
          }),
          { minLength: 1, maxLength: 8 },
        ),
        (all) => {
          const schedules = all.map(({ minute, cpus, licence, limit, minutes, priority, ...spec }, index) =>
            simulated(
              `e${index}`,
              { ...spec, cron: [`*/${minute} * * * *`] },
              {
                slots: { cpus, ...(licence === 0 ? {} : { licence }) },
                ...(limit === undefined ? {} : { limits: { [`experiment/e${index}`]: limit } }),
                ...{ minutes, priority },
              },
            ),
          );
          const capacity = { cpus: 4, licence: 2, runs: 5 };
          const of = new Map(schedules.map((each) => [each.schedule.experiment, each]));
          const ledger = createSlotLedger(capacity);
          const running = new Map<string, SimulatedSchedule>();
          const fired = new Set<string>();
          let [now, ended] = [0, 0];
          for (const event of simulateSchedules({ schedules, capacity, ...hours(0, 8) })) {
            expect(event.at).toBeGreaterThanOrEqual(now);
            now = event.at;
            if (event.type === "finished") {
              const { summary } = event;
              expect(summary.fired).toBe(
                summary.ended + summary.replaced + summary.running + summary.waiting,
              );
              expect(summary).toMatchObject({ fired: fired.size, ended, running: running.size });
              continue;
            }
            const run = `${event.experiment} ${event.nominal}`;
            const schedule = of.get(event.experiment);
            if (schedule === undefined) return expect.fail(`nobody knows ${run}`);
            const request = {
              slots: { runs: 1, ...schedule.slots },
              ...(schedule.limits === undefined ? {} : { limits: schedule.limits }),
            };
            if (event.type === "fired") {
              expect(fired.has(run)).toBe(false);
              fired.add(run);
            } else if (event.type === "started") {
              expect(ledger.take(request)).toBeUndefined();
              running.set(run, schedule);
              const same = [...running.values()].filter((other) => other === schedule).length;
              const { concurrency, maxConcurrent } = schedule.schedule.spec;
              expect(same).toBeLessThanOrEqual(concurrency === "allow" ? maxConcurrent : 1);
            } else if (event.type === "ended" || (event.type === "replaced" && event.wasRunning)) {
              expect(running.delete(run)).toBe(true);
              ledger.release(request);
              if (event.type === "ended") ended += 1;
            }
          }
        },
      ),
    );
  });

  it("fails each time of a schedule whose runs cannot be made, and holds nothing for it", () => {
    const input: SimulationInput = {
      ...hours(0, 2),
      capacity: { cpus: 1 },
      schedules: [simulated("a", {}, { problem: "there is no model", minutes: 90 }), simulated("b", {})],
    };
    expect(lines(input)).toEqual([
      "00:00 skipped a@00:00 FAILED",
      "00:00 fired b@00:00",
      "00:00 started b@00:00",
      "00:10 ended b@00:00",
      "01:00 skipped a@01:00 FAILED",
      "01:00 fired b@01:00",
      "01:00 started b@01:00",
      "01:10 ended b@01:00",
    ]);
    expect(summary(input)).toMatchObject({ fired: 2, skipped: { FAILED: 2 }, started: 2 });
  });
});
