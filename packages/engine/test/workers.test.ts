import { MlxError, type Run, type RunRecord, timestamp } from "@mlx/core";
import { createVirtualClock } from "@mlx/core/testing";
import { describe, expect, test } from "vitest";
import {
  createRun,
  executeRun,
  findDaemon,
  isDaemonAlive,
  loseWorker,
  type RunDeps,
  recoverRuns,
  workOnClaimed,
} from "../src/index.ts";
import { createAppliedWorld } from "./applied-world.ts";
import { createFakeExecutor, type FakeProgram } from "./fake-executor.ts";
import { desiredState, fit, type World } from "./world.ts";

const forever = new AbortController().signal;
const minute = 60_000;

async function manualWorld(programs: readonly FakeProgram[] = [], state = desiredState()): Promise<World> {
  return createAppliedWorld(programs, state, { clock: createVirtualClock() });
}

async function start(world: World): Promise<Run> {
  return createRun({ target: fit, parameters: {} }, world.deps);
}

async function claimNext({ store, worker, clock }: RunDeps): Promise<readonly Run[]> {
  const at = timestamp(clock.now());
  return store.runs.claimNext({ worker, at, ttlSeconds: 60, capacity: {}, limit: 10 });
}

async function recordOf({ store }: World, { id }: Run): Promise<RunRecord> {
  const record = await store.runs.record(id);
  if (record === undefined) expect.fail("the run is gone");
  return record;
}

/** A process that hears and says nothing from now on: it is suspended, or cut off from the store. */
function cutOff(deps: RunDeps): { readonly deps: RunDeps; cut(): void; mend(): void } {
  let isCut = false;
  const busy = () => Promise.reject(new MlxError({ code: "MLX5003", summary: "the store is busy" }));
  const { runs } = deps.store;
  const heartbeat: typeof runs.heartbeat = (...args) => (isCut ? busy() : runs.heartbeat(...args));
  return {
    deps: { ...deps, store: { ...deps.store, runs: { ...runs, heartbeat } } },
    cut: () => {
      isCut = true;
    },
    mend: () => {
      isCut = false;
    },
  };
}

describe("a run that was claimed from the queue", () => {
  test("is brought to the end of its attempt, and its next one is claimed when it is due", async () => {
    const world = await manualWorld([{ exit: { exitCode: 1 } }, {}], desiredState({ maxRetries: 1 }));
    const run = await start(world);
    const [first] = await claimNext(world.deps);
    if (first === undefined) expect.fail("nothing was claimed");
    const working = workOnClaimed(first, world.deps, forever);
    await world.advance(2_000);
    await working;
    expect((await recordOf(world, run)).run.status).toMatchObject({ state: "RETRY" });
    expect(await claimNext(world.deps)).toEqual([]);
    await world.advance(30_000);
    const [second] = await claimNext(world.deps);
    if (second === undefined) expect.fail("nothing was claimed");
    const again = workOnClaimed(second, world.deps, forever);
    await world.advance(2_000);
    await again;
    expect((await recordOf(world, run)).run.status.state).toBe("DONE");
  });

  test("costs no retry and no second program when its worker is stopped and the next one adopts it", async () => {
    const world = await manualWorld([{ lasts: 5 * minute }]);
    const run = await start(world);
    for (const pid of [1, 2, 3]) {
      const deps = world.another(pid);
      const left = await recordOf(world, run);
      const at = timestamp(world.clock.now());
      const claimed = await world.store.runs.claim(left.run.id, { worker: deps.worker, at, ttlSeconds: 60 });
      if (claimed === undefined) expect.fail("it was not to be had");
      const leaving = new AbortController();
      const working = workOnClaimed(claimed, deps, leaving.signal);
      await world.advance(minute);
      if (pid < 3) leaving.abort();
      await world.advance(pid < 3 ? 0 : 5 * minute);
      await working;
    }
    const { run: ended, attempts } = await recordOf(world, run);
    expect(ended.status).toEqual({ state: "DONE", reason: "OK" });
    expect([attempts.length, world.executor.submissions.length]).toEqual([1, 1]);
  });
});

describe("a worker that was silent for longer than the grace", () => {
  async function silentWorld(programs: readonly FakeProgram[], elsewhere: boolean) {
    const world = await manualWorld(programs);
    const executor = elsewhere ? createFakeExecutor(programs, world.clock) : world.executor;
    const silent = cutOff(world.another(7, { host: elsewhere ? "there" : "here", executor }));
    const run = await start(world);
    const working = executeRun(run.id, silent.deps, forever);
    working.catch(() => undefined);
    await world.advance(minute);
    silent.cut();
    await world.advance(7 * minute);
    const suspect = await world.store.runs.suspect(run.id, timestamp(world.clock.now()));
    if (suspect === undefined) expect.fail("it is not suspect");
    return { world, silent, executor, working, run: suspect };
  }

  test("loses its run to one on the same machine, with the same program", async () => {
    const { world, silent, working, run } = await silentWorld([{ lasts: 20 * minute }], false);
    const losing = loseWorker(run, world.another(8), forever);
    await world.advance(0);
    silent.mend();
    await world.advance(30_000);
    await expect(working).rejects.toMatchObject({ code: "MLX3013" });
    expect(world.executor.stops).toEqual([]);
    await world.advance(15 * minute);
    await losing;
    const { run: ended, attempts } = await recordOf(world, run);
    expect([ended.status, attempts.length]).toEqual([{ state: "DONE", reason: "OK" }, 1]);
  });

  test("loses its attempt to one on another machine, and stops its program when it is back", async () => {
    const { world, silent, executor, working, run } = await silentWorld([{ endless: true }], true);
    const here = world.another(8);
    await loseWorker(run, here, forever);
    expect((await recordOf(world, run)).run.status).toMatchObject({
      state: "RETRY",
      reason: "WORKER_LOST",
      message: expect.stringContaining("process 7 on there, which worked on it, was not heard of since"),
    });
    expect((await recordOf(world, run)).attempts[0]?.outcome?.reason).toBe("WORKER_LOST");
    expect(executor.stops).toEqual([]);
    silent.mend();
    await world.advance(15_000);
    await expect(working).rejects.toMatchObject({ code: "MLX3013" });
    expect(executor.stops.map(({ graceSeconds }) => graceSeconds)).toEqual([7]);
    await world.advance(30_000);
    expect((await claimNext(here)).map(({ id }) => id)).toEqual([run.id]);
  });

  test("loses a process of another machine also where that one's folders can be seen", async () => {
    const world = await manualWorld([{ endless: true }]);
    const there = cutOff(world.another(7, { host: "there", executor: world.executor }));
    const run = await start(world);
    const leaving = new AbortController();
    const working = executeRun(run.id, there.deps, leaving.signal);
    await world.advance(minute);
    there.cut();
    await world.advance(minute);
    const now = (await recordOf(world, run)).run;
    const observed: string[] = [];
    const executor: typeof world.executor = {
      ...world.executor,
      observe: async (handle) => {
        observed.push(handle.runId);
        return world.executor.observe(handle);
      },
    };
    await loseWorker(now, world.another(8, { host: "here", executor }), forever);
    expect((await recordOf(world, run)).run.status).toMatchObject({ state: "RETRY", reason: "WORKER_LOST" });
    expect(observed).toEqual([]);
    leaving.abort();
    await world.advance(0);
    await expect(working).resolves.toBeDefined();
  });

  test("that is heard of in time keeps its run", async () => {
    const { world, silent, run } = await silentWorld([{ endless: true }], true);
    silent.mend();
    await world.advance(15_000);
    expect((await recordOf(world, run)).run.suspectSince).toBeUndefined();
    await expect(loseWorker(run, world.another(8), forever)).rejects.toMatchObject({ code: "MLX3013" });
  });
});

test("an attempt whose job is not to be found any more is lost, and its program is not started twice as the same", async () => {
  const world = await manualWorld([{ endless: true }]);
  const run = await start(world);
  const leaving = new AbortController();
  const left = executeRun(run.id, world.deps, leaving.signal);
  await world.advance(minute);
  leaving.abort();
  await world.advance(0);
  await left;
  const elsewhere = createFakeExecutor([{}], world.clock);
  const ending = executeRun(run.id, world.another(2, { host: "there", executor: elsewhere }), forever);
  await world.advance(2 * minute);
  const { attempts } = await ending;
  expect(attempts.map(({ outcome }) => outcome?.reason)).toEqual(["WORKER_LOST", "OK"]);
  expect(elsewhere.submissions.map(({ attempt }) => attempt)).toEqual([2]);
});

describe("the recovery by a command", () => {
  const record = (world: World, pid: number, heartbeatAt = world.clock.now()) => ({
    identity: world.another(pid).worker,
    ...{ startedAt: timestamp(0), heartbeatAt: timestamp(heartbeatAt), version: "1" },
    ...{ draining: true, capacity: {} },
  });

  async function recover(world: World): Promise<readonly string[]> {
    const started: string[] = [];
    const startWorker = async (id: string) => {
      started.push(id);
    };
    await recoverRuns({ ...world.another(50), startWorker }, forever);
    return started;
  }

  test("leaves everything to a daemon that lives, and no longer", async () => {
    const world = await manualWorld();
    const run = await start(world);
    await world.advance(minute);
    await world.store.workers.put(record(world, 9));
    expect((await findDaemon(world.deps))?.identity.pid).toBe(9);
    expect(await recover(world)).toEqual([]);
    await world.advance(31_000);
    expect(await findDaemon(world.deps)).toBeUndefined();
    expect(await recover(world)).toEqual([run.id]);
    await world.store.workers.put(record(world, 9));
    world.kill(9);
    expect(await recover(world)).toEqual([run.id]);
  });

  test("starts no worker for what waits, or what only a daemon makes", async () => {
    const world = await manualWorld();
    const { task, actor, instance, spec } = await start(world);
    const at = timestamp(world.clock.now());
    const later = timestamp(world.clock.now() + 10 * minute);
    const waiting = [
      { trigger: "manual", readyAt: later },
      { trigger: "manual", overlapLimit: 0, experiment: fit },
      { trigger: "schedule" },
      { trigger: "backfill" },
      { trigger: "schedule" },
    ] as const;
    const [manual] = await world.store.runs.list({}, { limit: 1 });
    await world.store.runs.createMany(
      waiting.map((it) => ({ id: world.deps.ids.uuid(), task, actor, instance, spec, ...it })),
      at,
    );
    const retried = await world.store.runs.list({ triggers: ["backfill"] }, { limit: 1 });
    for (const { run } of retried) {
      await world.store.runs.requestStop(run.id, { reason: "CANCELLED", actor: "ann", at });
      await world.store.runs.reopen(run.id, { actor: "ann", at });
    }
    await world.advance(minute);
    expect(await recover(world)).toEqual([manual?.run.id]);
    await world.advance(10 * minute);
    expect(await recover(world)).toHaveLength(2);
  });

  test("waits for a worker on another machine for longer than its lease", async () => {
    const world = await manualWorld();
    const run = await start(world);
    const there = world.another(7, { host: "there", executor: world.executor });
    const at = timestamp(world.clock.now());
    await world.store.runs.claim(run.id, { worker: there.worker, at, ttlSeconds: 60 });
    await world.advance(5 * minute);
    expect(await recover(world)).toEqual([]);
    await world.advance(2 * minute);
    expect(await recover(world)).toEqual([run.id]);
  });
});

test.each([
  ["whose heartbeat is fresh", 30_000, true, true],
  ["that cannot be looked at from here", 30_000, undefined, true],
  ["that is silent", 30_001, true, false],
  ["that is dead", 0, false, false],
] as const)("a daemon %s", (_, age, isAlive, expected) => {
  const identity = { id: "w", host: "here", bootId: "b", pid: 1 };
  const heartbeatAt = timestamp(1_000_000);
  expect(isDaemonAlive({ identity, heartbeatAt }, 1_000_000 + age, () => isAlive)).toBe(expected);
});
