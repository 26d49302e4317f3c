import type { Messenger } from "@mlx/core";
import { describe, expect, test } from "vitest";
import { cancelRun, createRun } from "../../src/index.ts";
import { createFakeExecutor } from "../fake-executor.ts";
import { fit } from "../world.ts";
import { scheduleSpec } from "./daemon-world.ts";
import { allRuns, oneSchedule, onlyRun, outcomes, statesOf, types } from "./one-schedule.ts";

const second = 1000;
const minute = 60 * second;

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

  test("that comes too late for a run that was left says nothing of it", async () => {
    const world = await oneSchedule();
    const first = world.start(1);
    await world.advance(minute + 5 * second);
    first.stop();
    await world.advance(0);
    const { runs } = world.store;
    const claim = async () => undefined;
    const late = world.start(2, { over: { store: { ...world.store, runs: { ...runs, claim } } } });
    await world.advance(second);
    expect((await onlyRun(world)).run).toMatchObject({ status: { state: "RUNNING" } });
    expect(types(late).filter((type) => type.startsWith("run-"))).toEqual([]);
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
