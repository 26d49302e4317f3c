import { describe, expect, test } from "vitest";
import { createRun } from "../../src/index.ts";
import { fit } from "../world.ts";
import { createDaemonWorld, experiment, scheduleSpec } from "./daemon-world.ts";
import { allRuns, oneSchedule, onlyRun, outcomes, types } from "./one-schedule.ts";

const second = 1000;
const minute = 60 * second;

describe("a schedule", () => {
  test("whose run cannot be made has failed for that time, replaces nothing, and fires once it can", async () => {
    const world = await oneSchedule({
      task: "score",
      schedule: scheduleSpec({ cron: ["* * * * *"], concurrency: "replace" }),
    });
    const daemon = world.start(1);
    await world.advance(minute + second);
    const [tick] = await world.store.schedules.ticks({}, { limit: 1 });
    expect(tick).toMatchObject({
      outcome: "FAILED",
      message: expect.stringContaining("no model to score with"),
    });
    await createRun({ target: fit, parameters: {} }, world.deps);
    await world.advance(minute);
    expect(await outcomes(world)).toEqual(["00:01 FAILED", "00:02 FIRED"]);
    expect(types(daemon)).not.toContain("duty-failed");
  });

  test("makes its runs of what is applied at that moment", async () => {
    const world = await oneSchedule({ schedule: scheduleSpec({ cron: ["* * * * *"] }), priority: 1 });
    let applying: Promise<void> | undefined;
    const change = () =>
      world.apply([{ name: "x", schedule: scheduleSpec({ cron: ["* * * * *"] }), priority: 2 }]);
    const { schedules } = world.store;
    const evaluate: typeof schedules.evaluate = async (ids, at, decide) => {
      // Between the preparing and the transaction.
      if (at.includes("00:01:00")) {
        applying ??= change();
        await applying;
      }
      return schedules.evaluate(ids, at, decide);
    };
    world.start(1, { over: { store: { ...world.store, schedules: { ...schedules, evaluate } } } });
    await world.advance(minute + 30 * second);
    expect(applying).toBeDefined();
    expect((await onlyRun(world)).run).toMatchObject({
      priority: 2,
      scheduledAt: "2026-01-01T00:01:00.000Z",
    });
  });

  test("a store that is locked for minutes delays what is due, and loses nothing", async () => {
    const world = await oneSchedule({ schedule: scheduleSpec({ cron: ["1,5 * * * *"], catchUp: "all" }) });
    const daemon = world.start(1, {
      faults: () =>
        world.clock.now() % (60 * minute) >= 55 * second && world.clock.now() % (60 * minute) < 4 * minute
          ? "refuse"
          : "pass",
    });
    await world.advance(6 * minute);
    const ticks = await world.store.schedules.ticks({}, { limit: 10 });
    expect(ticks.map(({ outcome }) => outcome)).toEqual(["FIRED", "FIRED"]);
    expect(ticks[1]?.message).toMatch(/^18\d s late$/);
    const failed = daemon.events.filter((event) => event.type === "duty-failed");
    expect(failed.map(({ duty }) => duty).sort()).toEqual([
      "announcer",
      "dispatcher",
      "outbox",
      "promoter",
      "scheduler",
      "sweeper",
      "worker-record",
    ]);
    expect(types(daemon).filter((type) => type === "duty-restored").length).toBe(failed.length);
  });

  test("very many that are due at once are there at their time, and not before", async () => {
    const every = scheduleSpec({ cron: ["* * * * *"] });
    const names = Array.from({ length: 150 }, (_, index) => `x${index}`);
    const world = await createDaemonWorld({
      experiments: names.map((name) => ({ name, schedule: every })),
    });
    const { schedules } = world.store;
    const took: { readonly began: number; readonly ended: number }[] = [];
    const evaluate: typeof schedules.evaluate = async (...words) => {
      const began = world.clock.now();
      const evaluated = await schedules.evaluate(...words);
      took.push({ began, ended: world.clock.now() });
      return evaluated;
    };
    const daemon = world.start(1, {
      over: { store: { ...world.store, schedules: { ...schedules, evaluate } } },
    });
    await world.advance(minute - second);
    expect(await outcomes(world)).toEqual([]);
    await world.advance(2 * second);
    const nominal = "2026-01-01T00:01:00.000Z";
    expect(await outcomes(world)).toEqual(names.map(() => "00:01 FIRED"));
    expect(took.at(-1)?.began).toBeLessThan(Date.parse(nominal));
    expect(took.at(-1)?.ended).toBe(Date.parse(nominal));
    const created = daemon.events.filter((event) => event.type === "run-created");
    expect(new Set(created.map(({ at, run }) => `${at} ${run.createdAt}`))).toEqual(
      new Set([`${Date.parse(nominal)} ${nominal}`]),
    );
  });

  test("after three days of sleep the newest time fires, and one tick stands for the others", async () => {
    const world = await oneSchedule();
    const daemon = world.start(1);
    await world.advance(minute + 30 * second);
    const milliseconds = 3 * 24 * 60 * minute;
    world.clock.jump(milliseconds);
    // Catching up begins up to 30 s later, so that not everything begins at once.
    await world.advance(minute);
    expect(daemon.events).toContainEqual({ type: "clock-jump", at: expect.any(Number), milliseconds });
    expect(await outcomes(world)).toEqual([
      "00:01 FIRED",
      "00:02 COALESCED 4319",
      "00:01 FIRED",
      "00:02 FIRED",
    ]);
    expect((await allRuns(world)).map(({ run }) => run.scheduledAt)).toEqual([
      "2026-01-01T00:01:00.000Z",
      "2026-01-04T00:01:00.000Z",
      "2026-01-04T00:02:00.000Z",
    ]);
  });

  test("what ran when the machine went to sleep is not lost, and counts when it wakes", async () => {
    const world = await oneSchedule({ program: () => ({ lasts: 2 * minute }) });
    world.start(1);
    await world.advance(minute + 10 * second);
    world.clock.jump(30 * minute);
    await world.advance(10 * second);
    expect(await outcomes(world)).toEqual(["00:01 FIRED", "00:02 COALESCED 29", "00:31 SKIPPED_OVERLAP"]);
    await world.advance(2 * minute);
    expect((await allRuns(world))[0]).toMatchObject({
      run: { status: { state: "DONE" } },
      attempts: [{ outcome: { reason: "OK" } }],
    });
  });

  test("a clock that is set back decides nothing twice", async () => {
    const world = await oneSchedule({ program: () => ({}) });
    const daemon = world.start(1);
    await world.advance(10 * minute + second);
    world.clock.jump(-8 * minute);
    await world.advance(9 * minute);
    expect(await outcomes(world)).toEqual(
      Array.from({ length: 11 }, (_, index) => `00:${String(index + 1).padStart(2, "0")} FIRED`),
    );
    expect(types(daemon)).toContain("clock-jump");
  });

  test.each([
    ["a gap", "30 2 * * *", "2026-03-08T09:58:00Z", ["10:00"]],
    ["an overlap", "30 1 * * *", "2026-11-01T08:28:00Z", ["08:30"]],
    ["an overlap, every hour", "30 * * * *", "2026-11-01T08:28:00Z", ["08:30", "09:30"]],
  ])("fires as it should on the day of %s", async (_, cron, start, times) => {
    const schedule = scheduleSpec({ cron: [cron], timezone: "America/Los_Angeles" });
    const world = await oneSchedule({ schedule }, { start });
    world.start(1);
    await world.advance(3 * minute);
    world.clock.jump(58 * minute);
    await world.advance(2 * minute);
    expect((await allRuns(world)).map(({ run }) => run.scheduledAt?.slice(11, 16))).toEqual(times);
  });

  test("that is paused, switched off or gone fires no more", async () => {
    const world = await oneSchedule({ program: () => ({}) });
    world.start(1);
    await world.advance(minute + second);
    await world.store.schedules.pause(experiment("x"), { at: "2026-01-01T00:01:01.000Z", actor: "ann" });
    await world.advance(3 * minute);
    await world.store.schedules.resume(experiment("x"), new Date(world.clock.now()).toISOString());
    await world.advance(minute);
    expect(await outcomes(world)).toEqual(["00:01 FIRED", "00:05 FIRED"]);
    await world.apply([]);
    await world.advance(3 * minute);
    expect((await allRuns(world)).length).toBe(2);
  });

  test("that cannot be read on this machine is told of, and keeps no other waiting", async () => {
    const world = await createDaemonWorld({
      experiments: [
        { name: "bad", schedule: scheduleSpec({ cron: ["* * * * *"], timezone: "Mars/Olympus" }) },
        { name: "good", schedule: scheduleSpec({ cron: ["* * * * *"] }) },
      ],
    });
    const daemon = world.start(1);
    await world.advance(minute + second);
    const failed = await world.store.schedules.ticks({ experiment: experiment("bad") }, { limit: 10 });
    expect(failed).toMatchObject([{ outcome: "FAILED", message: expect.stringContaining("Mars/Olympus") }]);
    expect((await onlyRun(world)).run.experiment).toBe(experiment("good"));
    expect(types(daemon)).not.toContain("duty-failed");
  });
});
