import type { Messenger, RunRecord } from "@mlx/core";
import { describe, expect, test } from "vitest";
import { cancelRun, createRun } from "../../src/index.ts";
import { createFakeExecutor } from "../fake-executor.ts";
import { fit } from "../world.ts";
import {
  createDaemonWorld,
  type DaemonWorld,
  type DaemonWorldOptions,
  experiment,
  type RunningDaemon,
  scheduleSpec,
} from "./daemon-world.ts";

const second = 1000;
const minute = 60 * second;

/** One experiment, `x`, every minute unless it is said otherwise; its program runs for 20 s. */
function oneSchedule(
  more: Partial<DaemonWorldOptions["experiments"][number]> = {},
  options: Omit<DaemonWorldOptions, "experiments"> = {},
): Promise<DaemonWorld> {
  const program = () => ({ lasts: 20 * second });
  const x = { name: "x", schedule: scheduleSpec({ cron: ["* * * * *"] }), program, ...more };
  return createDaemonWorld({ ...options, experiments: [x] });
}

async function allRuns({ store }: DaemonWorld): Promise<readonly RunRecord[]> {
  return (await store.runs.list({}, { limit: 1000 })).toReversed();
}

async function onlyRun(world: DaemonWorld): Promise<RunRecord> {
  const [record, ...others] = await allRuns(world);
  if (record === undefined || others.length > 0) expect.fail(`${others.length + 1} runs`);
  return record;
}

async function outcomes({ store }: DaemonWorld): Promise<readonly string[]> {
  const ticks = await store.schedules.ticks({}, { limit: 1000 });
  return ticks
    .toReversed()
    .map(
      ({ nominal, outcome, range }) => `${nominal.slice(11, 16)} ${outcome}${range ? ` ${range.count}` : ""}`,
    );
}

const types = ({ events }: RunningDaemon) => events.map(({ type }) => type);
const statesOf = ({ events }: RunningDaemon) =>
  events.flatMap((event) => (event.type === "daemon-state" ? [event.state] : []));

describe("a daemon", () => {
  test("makes a run when its time comes, works on it to its end, and tells", async () => {
    const world = await oneSchedule();
    const daemon = world.start(1);
    await world.advance(minute + 30 * second);
    const { run } = await onlyRun(world);
    expect(run).toMatchObject({
      trigger: "schedule",
      actor: "schedule",
      status: { state: "DONE" },
      scheduledAt: "2026-01-01T00:01:00.000Z",
      window: { start: "2026-01-01T00:00:00.000Z", end: "2026-01-01T00:01:00.000Z" },
      createdAt: "2026-01-01T00:01:00.000Z",
      startedAt: "2026-01-01T00:01:00.000Z",
    });
    expect(await outcomes(world)).toEqual(["00:01 FIRED"]);
    expect(types(daemon).filter((type) => ["schedule-tick", "run-created"].includes(type))).toEqual([
      "schedule-tick",
      "run-created",
    ]);
    expect(statesOf(daemon)).toEqual(["starting", "up"]);
  });

  test("keeps a record of itself that is fresh, and takes it away at its end", async () => {
    const world = await oneSchedule({}, { capacity: { cpus: 2 } });
    const daemon = world.start(1);
    await world.advance(33 * second);
    const [record] = await world.store.workers.list();
    expect(record).toMatchObject({ draining: false, capacity: { cpus: 2 }, version: "0.0.0" });
    expect(record?.heartbeatAt).toBe("2026-01-01T00:00:30.000Z");
    daemon.drain();
    await world.advance(0);
    expect(daemon.ended()).toBe(true);
    expect(await world.store.workers.list()).toEqual([]);
    expect(statesOf(daemon)).toEqual(["starting", "up", "draining", "down"]);
    expect(world.clock.pending()).toBe(0);
  });

  test("that drains takes on nothing new, and ends when what runs has ended", async () => {
    const world = await oneSchedule({
      schedule: scheduleSpec({ cron: ["* * * * *"], concurrency: "allow" }),
    });
    const daemon = world.start(1);
    await world.advance(minute + 10 * second);
    daemon.drain();
    await createRun({ target: fit, parameters: {} }, world.deps);
    await world.advance(5 * second);
    expect(daemon.ended()).toBe(false);
    expect(await world.store.workers.list()).toMatchObject([{ draining: true }]);
    await world.advance(5 * second);
    expect(daemon.ended()).toBe(true);
    await world.advance(5 * minute);
    const states = (await allRuns(world)).map(({ run }) => run.status.state);
    expect(states).toEqual(["DONE", "PENDING"]);
  });

  test("that is stopped ends at once and leaves its runs to the next, which adopts them", async () => {
    const world = await oneSchedule();
    const first = world.start(1);
    await world.advance(minute + 5 * second);
    first.stop();
    await world.advance(0);
    expect(first.ended()).toBe(true);
    expect(world.executor.stops).toEqual([]);
    expect((await onlyRun(world)).run).toMatchObject({ status: { state: "RUNNING" } });
    const next = world.start(2);
    await world.advance(20 * second);
    const { run, attempts } = await onlyRun(world);
    expect(run.status.state).toBe("DONE");
    expect(attempts.length).toBe(1);
    expect(next.events.filter(({ type }) => type === "run-recovered")).toMatchObject([{ how: "adopted" }]);
  });

  test("that died is followed by one that takes its runs at once, whatever the slots say", async () => {
    const world = await oneSchedule({}, { capacity: { runs: 1 } });
    const dead = world.start(1);
    await world.advance(minute + 5 * second);
    dead.kill();
    await createRun({ target: fit, parameters: {} }, world.deps);
    const next = world.start(2);
    await world.advance(0);
    expect((await allRuns(world)).map(({ run }) => run.lease?.worker.id)).toEqual(["worker-2", undefined]);
    await world.advance(20 * second);
    expect((await allRuns(world)).map(({ run }) => run.status.state)).toEqual(["DONE", "DONE"]);
    expect(statesOf(next)).toEqual(["starting", "up"]);
  });

  test("works on a run whose claim it did not learn of", async () => {
    const world = await oneSchedule();
    const lost = { once: true };
    world.start(1, {
      faults: (method) => {
        if (method !== "claimNext" || world.clock.now() < Date.UTC(2026, 0, 1, 0, 1) || !lost.once)
          return "pass";
        lost.once = false;
        return "lose";
      },
    });
    await world.advance(minute + 50 * second);
    expect((await onlyRun(world)).run.status.state).toBe("DONE");
  });

  test("stops runs that are cancelled", async () => {
    const world = await oneSchedule({ program: () => ({ endless: true }) }, { capacity: { runs: 1 } });
    world.start(1);
    await world.advance(minute + 5 * second);
    const { run } = await onlyRun(world);
    await cancelRun({ run: run.id, force: false }, world.deps);
    await world.advance(10 * second);
    expect((await onlyRun(world)).run.status).toMatchObject({ state: "ABORTED", reason: "CANCELLED" });
  });

  test("takes a run of another machine only after its grace, and the stale worker's writes are refused", async () => {
    const world = await oneSchedule({}, { workerLostGraceSeconds: 300 });
    const far = createFakeExecutor(() => ({ lasts: 30 * minute }), world.clock);
    let isCutOff = false;
    const silent = world.start(1, {
      machine: { host: "there", executor: far },
      faults: () => (isCutOff ? "refuse" : "pass"),
    });
    await world.advance(minute + 5 * second);
    for (const { experiment: name } of await world.store.schedules.list())
      await world.store.schedules.pause(name, { at: "2026-01-01T00:01:05.000Z", actor: "test" });
    isCutOff = true;
    const here = world.start(2);
    await world.advance(2 * minute);
    const suspect = (await onlyRun(world)).run;
    expect(suspect).toMatchObject({ status: { state: "RUNNING" }, lease: { worker: { id: "worker-1" } } });
    expect(suspect.suspectSince).toBeDefined();
    expect(types(here)).toContain("run-suspect");
    await world.advance(6 * minute);
    expect((await onlyRun(world)).attempts).toMatchObject([{ outcome: { reason: "WORKER_LOST" } }, {}]);
    isCutOff = false;
    await world.advance(2 * minute);
    const { run, attempts } = await onlyRun(world);
    expect(run.status.state).toBe("DONE");
    expect(attempts.map(({ outcome }) => outcome?.reason)).toEqual(["WORKER_LOST", "OK"]);
    expect(far.stops.map(({ key }) => key.attempt)).toEqual([1]);
    expect(silent.problems).toEqual([]);
  });

  test("a worker that is heard of again keeps its run", async () => {
    const world = await oneSchedule({}, { workerLostGraceSeconds: 300 });
    const far = createFakeExecutor(() => ({ lasts: 10 * minute }), world.clock);
    let isCutOff = false;
    world.start(1, {
      machine: { host: "there", executor: far },
      faults: () => (isCutOff ? "refuse" : "pass"),
    });
    await world.advance(minute + 5 * second);
    isCutOff = true;
    world.start(2);
    await world.advance(3 * minute);
    expect((await allRuns(world))[0]?.run.suspectSince).toBeDefined();
    isCutOff = false;
    await world.advance(minute);
    expect((await allRuns(world))[0]?.run.suspectSince).toBeUndefined();
    await world.advance(10 * minute);
    expect((await allRuns(world))[0]).toMatchObject({
      run: { status: { state: "DONE" } },
      attempts: [{ outcome: { reason: "OK" } }],
    });
  });

  test("that drains has sent what its last run had to tell", async () => {
    const world = await oneSchedule({ program: () => ({ lasts: 20 * second, exit: { exitCode: 3 } }) });
    const sent: string[] = [];
    const messenger: Messenger = {
      send: async ({ target, event }) => {
        sent.push(`${event} to ${target}`);
        return { result: "taken", answer: "200" };
      },
    };
    const settings = {
      runs: { slots: {}, workerLostGraceSeconds: 300 },
      notifications: {
        webhooks: {
          ops: {
            url: "https://example.org",
            events: ["run.failed"],
            allowPrivate: false,
            timeoutSeconds: 10,
          },
        },
      },
      retention: {},
    } as const;
    const daemon = world.start(1, { over: { messenger, settings } });
    await world.advance(minute + 19 * second);
    daemon.drain();
    await world.advance(second);
    expect(daemon.ended()).toBe(true);
    expect(sent).toEqual(["run.failed to webhook/ops"]);
  });
});

describe("a schedule", () => {
  test("whose run cannot be made has failed for that time, replaces nothing, and fires once it can", async () => {
    const world = await oneSchedule({
      task: "score",
      schedule: scheduleSpec({ cron: ["* * * * *"], concurrency: "replace" }),
    });
    const daemon = world.start(1);
    await world.advance(minute + second);
    const [tick] = await world.store.schedules.ticks({}, { limit: 1 });
    expect(tick).toMatchObject({ outcome: "FAILED", message: expect.stringContaining("no trained model") });
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
      "dispatcher",
      "outbox",
      "scheduler",
      "sweeper",
      "worker-record",
    ]);
    expect(types(daemon).filter((type) => type === "duty-restored").length).toBe(5);
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

test("a run that fails to be worked on is told of and taken up again", async () => {
  const world = await oneSchedule();
  const until = world.clock.now() + minute + 10 * second;
  const daemon = world.start(1, {
    faults: (method) => (method === "putAttempt" && world.clock.now() < until ? "refuse" : "pass"),
  });
  await world.advance(minute + second);
  expect(types(daemon)).toContain("run-not-recovered");
  await world.advance(50 * second);
  expect((await onlyRun(world)).run.status.state).toBe("DONE");
});
