import { defaultRunTimeouts, MlxError, type Run, type RunTimeouts } from "@mlx/core";
import { createVirtualClock } from "@mlx/core/testing";
import { describe, expect, test } from "vitest";
import { cancelRun, createRun, executeRun } from "../src/index.ts";
import { createAppliedWorld } from "./applied-world.ts";
import type { FakeProgram } from "./fake-executor.ts";
import { desiredState, fit, predict, type World } from "./world.ts";

const forever = new AbortController().signal;
const minute = 60_000;

async function startedWorld(program: FakeProgram, timeouts: Partial<RunTimeouts> = {}) {
  const state = desiredState({ timeouts: { ...defaultRunTimeouts, ...timeouts } });
  const world = await createAppliedWorld([program, program, {}], state, { clock: createVirtualClock() });
  const run = await createRun({ target: fit, parameters: {} }, world.deps);
  return { world, run };
}

/** Works on the run in the background; an end of it that nobody expects fails the test that awaits it. */
function work({ deps }: World, { id }: Run, signal: AbortSignal = forever) {
  const ending = executeRun(id, deps, signal);
  ending.catch(() => undefined);
  return ending;
}

async function statusOf({ store }: World, { id }: Run) {
  return (await store.runs.get(id))?.status;
}

async function warningsOf({ store }: World, { id }: Run) {
  const events = await store.runs.events(id);
  return events.filter(({ type }) => type === "warning").map(({ reason }) => reason);
}

describe("a part that takes longer than it may", () => {
  test.each<[string, FakeProgram, Partial<RunTimeouts>, string, string]>([
    [
      "an environment",
      { hangs: "prepare" },
      { prepareSeconds: 600 },
      "ENVIRONMENT_FAILED",
      "making the environment took longer than the 600 s",
    ],
    [
      "an environment whose making does not heed that it is to end",
      { hangs: "prepare deaf" },
      { prepareSeconds: 600 },
      "ENVIRONMENT_FAILED",
      "making the environment",
    ],
    [
      "a program that does not start",
      { neverStarts: true },
      { startSeconds: 600 },
      "START_FAILED",
      "starting the program took longer than the 600 s",
    ],
    [
      "a submission that does not return",
      { hangs: "submit" },
      { startSeconds: 600 },
      "START_FAILED",
      "starting the program",
    ],
  ])("%s fails the run, and not before", async (_, program, timeouts, reason, message) => {
    const { world, run } = await startedWorld(program, timeouts);
    const ending = work(world, run);
    await world.advance(10 * minute - 2000);
    expect(await statusOf(world, run)).toMatchObject({ state: "RUNNING" });
    await world.advance(10_000);
    expect(await statusOf(world, run)).toMatchObject({
      state: "FAILED",
      reason,
      message: expect.stringContaining(message),
    });
    await ending;
    const observed = await Promise.all((await world.executor.list()).map(world.executor.observe));
    expect(observed).toEqual([]);
    expect(world.clock.pending()).toBe(0);
  });

  test("publishing fails the run, and hands nothing out afterwards", async () => {
    const { world, run } = await startedWorld({}, { publishSeconds: 60 });
    const training = work(world, run);
    await world.advance(1_000);
    await training;
    const { promise, resolve } = Promise.withResolvers<number>();
    world.published.set("predictions", promise);
    const scoring = await createRun({ target: predict, parameters: {} }, world.deps);
    const ending = work(world, scoring);
    await world.advance(59_000);
    expect(await statusOf(world, scoring)).toMatchObject({ state: "RUNNING", phase: "PUBLISHING" });
    await world.advance(2_000);
    expect(await statusOf(world, scoring)).toMatchObject({ state: "FAILED", reason: "PUBLISH_FAILED" });
    await ending;
    resolve(1);
    await world.advance(1_000);
    expect([world.delivered, world.clock.pending()]).toEqual([[], 0]);
  });

  test("a stop ends a preparation at once", async () => {
    const { world, run } = await startedWorld({ hangs: "prepare" });
    const ending = work(world, run);
    await world.advance(minute);
    await cancelRun({ run: run.id, force: false }, world.another(2));
    await world.advance(1_000);
    expect((await ending).run.status).toEqual({
      state: "ABORTED",
      reason: "CANCELLED",
      message: "stopped by ann@here before the program started",
    });
    expect(world.executor.submissions).toEqual([]);
  });

  test("a stop ends a preparation also after a look at a store that was busy", async () => {
    const { world, run } = await startedWorld({ hangs: "prepare" });
    const { runs } = world.store;
    let isBusy = false;
    const get: typeof runs.get = async (id) => {
      if (isBusy) throw new MlxError({ code: "MLX5003", summary: "the store is busy" });
      return runs.get(id);
    };
    const deps = { ...world.deps, store: { ...world.store, runs: { ...runs, get } } };
    const ending = work({ ...world, deps }, run);
    await world.advance(minute);
    isBusy = true;
    await world.advance(5_000);
    isBusy = false;
    await cancelRun({ run: run.id, force: false }, world.another(2));
    await world.advance(1_000);
    expect(await statusOf(world, run)).toMatchObject({ state: "ABORTED", reason: "CANCELLED" });
    await ending;
  });

  test("who leaves does not wait for what hangs, and another one takes it up", async () => {
    const { world, run } = await startedWorld({ hangs: "submit" });
    const leaving = new AbortController();
    const left = work(world, run, leaving.signal);
    await world.advance(5_000);
    leaving.abort();
    await world.advance(0);
    expect((await left).run).toMatchObject({ status: { state: "RUNNING" }, attempt: 1 });
    const ending = executeRun(run.id, world.another(2), forever);
    await world.advance(2 * minute);
    expect((await ending).run.status).toMatchObject({ state: "FAILED", reason: "START_FAILED" });
  });
});

describe("a program that falls silent", () => {
  const says = [0, 1, 2].map((n) => ({ after: n * minute, text: `${n}` }));

  test("is told of once for each silence, and goes on", async () => {
    const again = { after: 20 * minute, text: "again" };
    const program = { says: [...says, again], lasts: 40 * minute };
    const { world, run } = await startedWorld(program, { stallSeconds: 600 });
    const ending = work(world, run);
    await world.advance(11 * minute);
    expect(await warningsOf(world, run)).toEqual([]);
    await world.advance(8 * minute);
    expect(await warningsOf(world, run)).toEqual(["STALLED"]);
    await world.advance(25 * minute);
    expect((await ending).run.status).toEqual({ state: "DONE", reason: "OK" });
    expect(await warningsOf(world, run)).toEqual(["STALLED", "STALLED"]);
  });

  test("is stopped where that is wanted, and failed for it", async () => {
    const { world, run } = await startedWorld(
      { says, endless: true },
      { stallSeconds: 600, onStall: "stop" },
    );
    const ending = work(world, run);
    await world.advance(13 * minute);
    const { run: ended } = await ending;
    expect(ended.status).toEqual({
      state: "FAILED",
      reason: "TIMED_OUT",
      message: "it was stopped after 600 s without a line or a metric (onStall: stop)",
    });
    expect(world.executor.stops.map(({ graceSeconds }) => graceSeconds)).toEqual([7]);
    expect(Date.parse(ended.endedAt ?? "") - Date.parse(ended.createdAt)).toBeGreaterThanOrEqual(12 * minute);
  });

  test("and ends well when it is told to stop has succeeded, with a warning", async () => {
    const program = { endless: true, whenStopped: { exitCode: 0, signal: null } };
    const { world, run } = await startedWorld(program, { stallSeconds: 600, onStall: "stop" });
    const ending = work(world, run);
    await world.advance(11 * minute);
    expect((await ending).run.status).toMatchObject({ state: "DONE", reason: "OK_WITH_WARNINGS" });
  });

  test("is stalled also for the one who observes it after the first has died", async () => {
    const { world, run } = await startedWorld({ endless: true }, { stallSeconds: 600, onStall: "stop" });
    const leaving = new AbortController();
    const left = work(world, run, leaving.signal);
    await world.advance(6 * minute);
    leaving.abort();
    await world.advance(0);
    await left;
    const ending = executeRun(run.id, world.another(2), forever);
    await world.advance(4 * minute + 1000);
    expect((await ending).run.status).toMatchObject({ state: "FAILED", reason: "TIMED_OUT" });
  });
});

describe("a stop", () => {
  test("of a program that has to be killed waits for that", async () => {
    const { world, run } = await startedWorld({ endless: true, ignoresStop: true });
    const ending = work(world, run);
    await world.advance(minute);
    await cancelRun({ run: run.id, force: false }, world.another(2));
    await world.advance(6_000);
    expect(await statusOf(world, run)).toEqual({ state: "RUNNING", phase: "STOPPING" });
    await world.advance(2_000);
    expect((await ending).run.status).toMatchObject({ state: "ABORTED", reason: "CANCELLED" });
    expect(await warningsOf(world, run)).toEqual([]);
  });

  test.each([
    ["that somebody asks for", true, { state: "ABORTED", reason: "CANCELLED" }],
    ["at its deadline", false, { state: "FAILED", reason: "TIMED_OUT" }],
  ] as const)(
    "%s of a program that cannot be killed is never taken for done",
    async (_, isAsked, expected) => {
      const { world, run } = await startedWorld({ endless: true, survivesKills: 3 });
      const ending = work(world, run);
      await world.advance(minute);
      if (isAsked) await cancelRun({ run: run.id, force: false }, world.another(2));
      else await world.advance(59 * minute);
      await world.advance(15_000);
      expect(await warningsOf(world, run)).toEqual([]);
      await world.advance(5_000);
      expect(await warningsOf(world, run)).toEqual(["UNKILLABLE"]);
      expect(await statusOf(world, run)).toEqual({ state: "RUNNING", phase: "STOPPING" });
      await world.advance(25_000);
      expect(await statusOf(world, run)).toEqual({ state: "RUNNING", phase: "STOPPING" });
      await world.advance(2 * minute);
      expect((await ending).run.status).toMatchObject(expected);
      expect(await warningsOf(world, run)).toEqual(["UNKILLABLE"]);
    },
  );

  test.each([
    ["CANCELLED", "stopped by bob"],
    ["REPLACED", "stopped for a newer run of its schedule (concurrency: replace)"],
    ["DELETED_RESOURCE", "stopped by bob, who deleted what it runs"],
  ] as const)("as %s says so, whatever the exit code", async (reason, message) => {
    const program = { endless: true, whenStopped: { exitCode: 0, signal: null } };
    const { world, run } = await startedWorld(program);
    const ending = work(world, run);
    await world.advance(minute);
    const at = new Date(world.clock.now()).toISOString();
    await world.store.runs.requestStop(run.id, { reason, actor: "bob", at });
    await world.advance(1_000);
    expect((await ending).run.status).toEqual({ state: "ABORTED", reason, message });
  });

  test("of a run that ends well within the grace of its deadline is a warning", async () => {
    const { world, run } = await startedWorld({
      endless: true,
      whenStopped: { exitCode: 0, signal: null },
    });
    const ending = work(world, run);
    await world.advance(61 * minute);
    expect((await ending).run.status).toMatchObject({ state: "DONE", reason: "OK_WITH_WARNINGS" });
    const phases = world.events.flatMap((event) =>
      event.type === "run-status" && event.status.state === "RUNNING" ? [event.status.phase] : [],
    );
    expect(phases.slice(-3)).toEqual(["EXECUTING", "STOPPING", "PUBLISHING"]);
  });
});
