import {
  type ArtifactStore,
  type Digest,
  digestOf,
  type JobFolders,
  type JobKey,
  MlxError,
  type NewDelivery,
  type RetentionSettings,
  type Store,
  timestamp,
} from "@mlx/core";
import { createMemoryStore } from "@mlx/store/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type CollectDeps, collect, createRun, executeRun, retryRun } from "../src/index.ts";
import { createAppliedWorld } from "./applied-world.ts";
import type { FakeProgram } from "./fake-executor.ts";
import { desiredState, fit, predict, type World } from "./world.ts";

const day = 86_400;
const fails: FakeProgram = { exit: { exitCode: 1 } };
const always: RetentionSettings = {
  runsSeconds: 30 * day,
  logsSeconds: 10 * day,
  failedWorkSeconds: 7 * day,
};

interface Files extends JobFolders {
  /** What is there of each attempt. */
  readonly left: () => readonly string[];
}

/** Folders in memory: an attempt has 10 bytes of log and 100 of work. */
function createFolders(keys: readonly JobKey[], broken: ReadonlySet<string> = new Set()): Files {
  const parts = new Map(keys.map((key) => [`${key.runId}/${key.attempt}`, new Set(["log", "work"])]));
  const partsOf = ({ runId, attempt }: JobKey) => parts.get(`${runId}/${attempt}`) ?? new Set<string>();
  const guard = (runId: string) => {
    if (broken.has(runId)) throw Object.assign(new Error("refused"), { code: "EACCES" });
  };
  return {
    left: () => [...parts].map(([key, of]) => `${key} ${[...of].join(" ")}`.trim()),
    list: async () =>
      [...parts.keys()].map((key) => {
        const [runId = "", attempt] = key.split("/");
        return { runId, attempt: Number(attempt) };
      }),
    measure: async (key) => ({
      logBytes: partsOf(key).has("log") ? 10 : 0,
      workBytes: partsOf(key).has("work") ? 100 : 0,
    }),
    removeLog: async (key) => {
      guard(key.runId);
      partsOf(key).delete("log");
    },
    removeWork: async (key) => {
      guard(key.runId);
      partsOf(key).delete("work");
    },
    removeRun: async (runId) => {
      guard(runId);
      for (const key of [...parts.keys()]) if (key.startsWith(`${runId}/`)) parts.delete(key);
    },
  };
}

function depsOf(world: World, jobFolders: JobFolders, more: Partial<CollectDeps> = {}): CollectDeps {
  return { ...world.deps, jobFolders, otherReferences: async () => new Set<Digest>(), ...more };
}

async function failedRun(world: World) {
  const run = await createRun({ target: fit, parameters: {} }, world.deps);
  await executeRun(run.id, world.deps, new AbortController().signal);
  return run.id;
}

const ids = async (store: Store) =>
  (await store.runs.list({}, { limit: 100 })).map(({ run }) => run.id).sort();

test("runs go when they are old enough, with their files; those that a model needs stay", async () => {
  const world = await createAppliedWorld([fails, {}, fails]);
  const [failed, trained] = [await failedRun(world), await failedRun(world)];
  await world.advance(20 * day * 1000);
  const young = await failedRun(world);
  const folders = createFolders([failed, trained, young].map((runId) => ({ runId, attempt: 1 })));
  const settings = { runsSeconds: 30 * day };
  expect((await collect({ settings, dryRun: false }, depsOf(world, folders))).parts[0]).toEqual({
    kind: "runs",
    count: 0,
    bytes: 0,
  });
  await world.advance(11 * day * 1000);
  const counted = await collect({ settings, dryRun: true }, depsOf(world, folders));
  expect(await ids(world.store)).toEqual([failed, trained, young].sort());
  expect(counted.parts[0]).toEqual({ kind: "runs", count: 1, bytes: 110 });
  expect((await collect({ settings, dryRun: false }, depsOf(world, folders))).parts).toEqual(counted.parts);
  expect(await ids(world.store)).toEqual([trained, young].sort());
  expect(folders.left()).toEqual([`${trained}/1 log work`, `${young}/1 log work`]);
  expect((await collect({ settings, dryRun: false }, depsOf(world, folders))).parts[0]?.count).toBe(0);
});

test("logs and work go each in its time, and only of runs that have ended", async () => {
  const world = await createAppliedWorld([fails, fails]);
  const ended = await failedRun(world);
  const waiting = await createRun({ target: fit, parameters: {} }, world.deps);
  const unknown = "00000000-0000-4000-8000-00000000ffff";
  const folders = createFolders([ended, waiting.id, unknown].map((runId) => ({ runId, attempt: 1 })));
  const settings = { logsSeconds: 10 * day, failedWorkSeconds: 7 * day };
  const others = [`${waiting.id}/1 log work`, `${unknown}/1 log work`];
  const step = async (days: number) => {
    await world.advance(days * day * 1000);
    const { parts } = await collect({ settings, dryRun: false }, depsOf(world, folders));
    return parts.filter(({ kind }) => kind === "logs" || kind === "work");
  };
  expect(await step(6)).toEqual([
    { kind: "logs", count: 0, bytes: 0 },
    { kind: "work", count: 0, bytes: 0 },
  ]);
  expect(await step(2)).toEqual([
    { kind: "logs", count: 0, bytes: 0 },
    { kind: "work", count: 1, bytes: 100 },
  ]);
  expect(folders.left()).toEqual([`${ended}/1 log`, ...others]);
  expect(await step(3)).toEqual([
    { kind: "logs", count: 1, bytes: 10 },
    { kind: "work", count: 0, bytes: 0 },
  ]);
  expect(folders.left()).toEqual([`${ended}/1`, ...others]);
  expect(await step(100)).toEqual([
    { kind: "logs", count: 0, bytes: 0 },
    { kind: "work", count: 0, bytes: 0 },
  ]);
});

test("a run that was reopened is not ended any more", async () => {
  const world = await createAppliedWorld([fails, fails]);
  const run = await failedRun(world);
  const folders = createFolders([{ runId: run, attempt: 1 }]);
  await world.advance(100 * day * 1000);
  await retryRun(run, world.deps);
  const { parts } = await collect({ settings: always, dryRun: false }, depsOf(world, folders));
  expect(parts.every(({ count }) => count === 0)).toBe(true);
  expect(folders.left()).toEqual([`${run}/1 log work`]);
  expect(await ids(world.store)).toEqual([run]);
});

test("without settings for it nothing goes", async () => {
  const world = await createAppliedWorld([fails]);
  const run = await failedRun(world);
  const folders = createFolders([{ runId: run, attempt: 1 }]);
  await world.advance(1000 * day * 1000);
  const { parts } = await collect({ settings: {}, dryRun: false }, depsOf(world, folders));
  expect(parts.map(({ count }) => count)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  expect(folders.left().length).toBe(1);
});

test("what cannot be removed is told, stays as it is, and keeps nothing else", async () => {
  const world = await createAppliedWorld([fails, fails]);
  const [stuck, free] = [await failedRun(world), await failedRun(world)];
  const keys = [stuck, free].map((runId) => ({ runId, attempt: 1 }));
  const folders = createFolders(keys, new Set([stuck]));
  await world.advance(31 * day * 1000);
  const { parts, problems } = await collect({ settings: always, dryRun: false }, depsOf(world, folders));
  expect(parts[0]).toEqual({ kind: "runs", count: 1, bytes: 110 });
  expect(problems).toEqual([
    `the folder of run ${stuck} cannot be removed: permission is denied; it may belong to the user of a container`,
    `the work folder of run ${stuck}, attempt 1, cannot be removed: permission is denied; it may belong to the user of a container`,
    `the log of run ${stuck}, attempt 1, cannot be removed: permission is denied; it may belong to the user of a container`,
  ]);
  expect(await ids(world.store)).toEqual([stuck]);
  const repaired = createFolders([{ runId: stuck, attempt: 1 }]);
  await collect({ settings: always, dryRun: false }, depsOf(world, repaired));
  expect([await ids(world.store), repaired.left()]).toEqual([[], []]);
});

test("a run of which an engine may still hold something waits for that", async () => {
  const world = await createAppliedWorld([fails]);
  const run = await failedRun(world);
  const folders = createFolders([{ runId: run, attempt: 1 }]);
  await world.advance(31 * day * 1000);
  const handle = { runId: run, attempt: 1, executor: "docker", data: {} } as const;
  const docker = { ...world.executor, list: async () => [handle] };
  const executors = { process: world.executor, docker };
  const held = depsOf(world, folders, { executors });
  await collect({ settings: { runsSeconds: day }, dryRun: false }, held);
  expect(await ids(world.store)).toEqual([run]);
  await collect({ settings: { runsSeconds: day }, dryRun: false }, depsOf(world, folders));
  expect(await ids(world.store)).toEqual([]);
});

test("more runs than are read at a time all go, past some that cannot", async () => {
  const world = await createAppliedWorld([]);
  const runs: string[] = [];
  for (let index = 0; index < 250; index += 1) {
    const run = await createRun({ target: fit, parameters: {} }, world.deps);
    const stop = { reason: "CANCELLED", actor: "ann", at: timestamp(world.clock.now()) } as const;
    await world.store.runs.requestStop(run.id, stop);
    runs.push(run.id);
  }
  await world.advance(31 * day * 1000);
  const stuck = new Set(runs.slice(0, 120));
  const folders = createFolders([], stuck);
  const { parts, problems } = await collect({ settings: always, dryRun: false }, depsOf(world, folders));
  expect(parts[0]).toEqual({ kind: "runs", count: 130, bytes: 0 });
  expect(problems.length).toBe(120);
  expect(await ids(world.store)).toEqual([...stuck].sort().slice(-100));
});

test("killed at any removal, the next collection does what is left", async () => {
  for (let kill = 1; ; kill += 1) {
    const world = await createAppliedWorld([fails, fails, {}]);
    const runs = [await failedRun(world), await failedRun(world), await failedRun(world)];
    const folders = createFolders(runs.map((runId) => ({ runId, attempt: 1 })));
    await world.advance(31 * day * 1000);
    let removals = 0;
    const dying = <A extends readonly unknown[]>(remove: (...given: A) => Promise<void>) => {
      return async (...given: A) => {
        removals += 1;
        if (removals === kill) throw killed;
        await remove(...given);
      };
    };
    const { removeRun, removeLog, removeWork } = folders;
    const mortal = {
      ...folders,
      ...{ removeRun: dying(removeRun), removeLog: dying(removeLog), removeWork: dying(removeWork) },
    };
    const store = { ...world.store, runs: { ...world.store.runs, remove: dying(world.store.runs.remove) } };
    await collect({ settings: always, dryRun: false }, depsOf(world, mortal, { store })).catch(
      (error: unknown) => expect(error).toBe(killed),
    );
    await collect({ settings: always, dryRun: false }, depsOf(world, folders));
    expect(await ids(world.store)).toEqual([runs[2]]);
    expect(folders.left()).toEqual([`${runs[2]}/1`]);
    if (removals < kill) break;
  }
});

const killed = new Error("killed");

test("artifacts: what this store or another one refers to is kept, and nothing goes when that is not known", async () => {
  const world = await createAppliedWorld([{}]);
  await failedRun(world);
  const asked: { referenced: ReadonlySet<Digest>; olderThanSeconds: number; dryRun: boolean }[] = [];
  const artifacts: ArtifactStore = {
    ...world.deps.artifacts,
    collect: async (options) => {
      asked.push(options);
      return { count: 3, bytes: 30 };
    },
  };
  const elsewhere = digestOf("elsewhere");
  const folders = createFolders([]);
  const known = depsOf(world, folders, { artifacts, otherReferences: async () => new Set([elsewhere]) });
  const collected = await collect({ settings: {}, dryRun: true }, known);
  expect(collected.parts[3]).toEqual({ kind: "artifacts", count: 3, bytes: 30 });
  expect(asked).toMatchObject([{ olderThanSeconds: day, dryRun: true }]);
  const model = await world.store.models.latest("small");
  expect(asked[0]?.referenced.has(elsewhere)).toBe(true);
  expect(model !== undefined && asked[0]?.referenced.has(model.artifact.digest)).toBe(true);

  const problem = "the store prod.db cannot be opened";
  const unknown = depsOf(world, folders, { artifacts, otherReferences: async () => ({ problem }) });
  expect(await collect({ settings: {}, dryRun: false }, unknown)).toMatchObject({
    problems: [`artifacts were not collected: ${problem}`],
  });
  expect(asked.length).toBe(1);

  const damaged = {
    ...artifacts,
    collect: () => Promise.reject(new MlxError({ code: "MLX6004", summary: "stored content is damaged" })),
  };
  expect(
    await collect({ settings: {}, dryRun: false }, depsOf(world, folders, { artifacts: damaged })),
  ).toMatchObject({ problems: ["artifacts were not collected: stored content is damaged"] });
});

test("deliveries that have ended, and old ticks, are counted as they are removed", async () => {
  const world = await createAppliedWorld([]);
  const { store, clock } = world;
  const createdAt = timestamp(clock.now());
  const delivery = (id: string): NewDelivery => ({
    ...{ id, key: id, event: "run.failed", target: "webhook/ops", subject: "run/x", payload: {}, createdAt },
  });
  const cursor = await store.deliveries.cursor();
  await store.deliveries.enqueue(cursor, cursor, ["a", "b", "c"].map(delivery));
  for (const id of ["a", "b"])
    await store.deliveries.settle(id, { at: createdAt, milliseconds: 1 }, { state: "DELIVERED" });
  await world.advance(31 * day * 1000);
  const settings = { deliveriesSeconds: 30 * day, ticksSeconds: 90 * day };
  const counted = await collect({ settings, dryRun: true }, depsOf(world, createFolders([])));
  expect(counted.parts.slice(5)).toEqual([
    { kind: "ticks", count: 0 },
    { kind: "deliveries", count: 2 },
  ]);
  const collected = await collect({ settings, dryRun: false }, depsOf(world, createFolders([])));
  expect(collected.parts).toEqual(counted.parts);
  expect((await store.deliveries.list({}, { limit: 10 })).map(({ id }) => id)).toEqual(["c"]);
});

test("an abort ends it between two removals", async () => {
  const world = await createAppliedWorld([fails, fails]);
  const runs = [await failedRun(world), await failedRun(world)];
  await world.advance(31 * day * 1000);
  const stop = new AbortController();
  const folders = createFolders(runs.map((runId) => ({ runId, attempt: 1 })));
  const stopping: JobFolders = {
    ...folders,
    removeRun: async (runId) => {
      await folders.removeRun(runId);
      stop.abort();
    },
  };
  await collect({ settings: always, dryRun: false, signal: stop.signal }, depsOf(world, stopping));
  expect((await ids(world.store)).length).toBe(1);
});

test("nothing that is referred to, and no run under way, is ever removed", async () => {
  const step = fc.oneof(
    fc.record({ do: fc.constantFrom("train", "fail", "wait", "score", "collect", "retry") }),
    fc.record({ do: fc.constant("days"), days: fc.integer({ min: 1, max: 40 }) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
      const store = await createMemoryStore();
      const wanted: FakeProgram[] = [];
      const programs = () => wanted.at(-1) ?? {};
      const world = await createAppliedWorld(programs, desiredState(), { store });
      const made: string[] = [];
      const kept = new Set<string>();
      let folders = createFolders([]);
      const execute = async (program: FakeProgram, target = fit) => {
        wanted.push(program);
        const run = await createRun({ target, parameters: {} }, world.deps);
        made.push(run.id);
        await executeRun(run.id, world.deps, new AbortController().signal);
        return run.id;
      };
      for (const each of steps) {
        if (each.do === "train") kept.add(await execute({}));
        else if (each.do === "fail") await execute(fails);
        else if (each.do === "score" && (await store.models.latest("small")) !== undefined)
          kept.add(await execute({}, predict));
        else if (each.do === "wait") {
          const { id } = await createRun({ target: fit, parameters: {} }, world.deps);
          made.push(id);
          kept.add(id);
        } else if (each.do === "retry") {
          const [failed] = await store.runs.list({ states: ["FAILED"] }, { limit: 1 });
          if (failed === undefined) continue;
          await retryRun(failed.run.id, world.deps);
          kept.add(failed.run.id);
        } else if ("days" in each) await world.advance(each.days * day * 1000);
        else {
          folders = createFolders(made.map((runId) => ({ runId, attempt: 1 })));
          await collect({ settings: always, dryRun: false }, depsOf(world, folders));
          const left = new Set(await ids(store));
          for (const id of kept) expect(left.has(id)).toBe(true);
          for (const { run } of await store.runs.list({}, { limit: 100 })) {
            if (run.endedAt !== undefined) continue;
            expect(folders.left()).toContain(`${run.id}/1 log work`);
          }
          for (const { artifact } of await store.models.heads())
            expect((await store.referencedArtifacts()).has(artifact.digest)).toBe(true);
        }
      }
      await store.close();
    }),
    { numRuns: 25 },
  );
});

test("windows go a week after they were last asked for, but not before runs that read them have ended", async () => {
  const world = await createAppliedWorld();
  const asked: { readonly unusedSince: number; readonly dryRun: boolean }[] = [];
  const deps = depsOf(world, createFolders([]), {
    datasets: {
      ...world.deps.datasets,
      collectWindows: async ({ unusedSince, dryRun }) => {
        asked.push({ unusedSince, dryRun });
        return { count: 2, bytes: 30 };
      },
    },
  });
  const windows = async (dryRun: boolean) =>
    (await collect({ settings: {}, dryRun }, deps)).parts.filter(({ kind }) => kind === "windows");
  const week = 7 * day * 1000;
  expect(await windows(true)).toEqual([{ kind: "windows", count: 2, bytes: 30 }]);
  expect(asked.splice(0)).toEqual([{ unusedSince: world.clock.now() - week, dryRun: true }]);
  const run = await createRun({ target: fit, parameters: {} }, world.deps);
  const startedAt = world.clock.now();
  await world.store.runs.claim(run.id, {
    worker: world.deps.worker,
    at: timestamp(startedAt),
    ttlSeconds: 60,
  });
  world.clock.advance(2 * week);
  await windows(false);
  expect(asked).toEqual([{ unusedSince: startedAt, dryRun: false }]);
});

test("windows that cannot be collected are told, and the rest goes on", async () => {
  const world = await createAppliedWorld();
  const deps = depsOf(world, createFolders([]), {
    datasets: {
      ...world.deps.datasets,
      collectWindows: async () => {
        throw new MlxError({ code: "MLX6006", summary: "the folder cannot be written to" });
      },
    },
  });
  const { parts, problems } = await collect({ settings: {}, dryRun: false }, deps);
  expect(parts.map(({ kind }) => kind)).toEqual([
    "runs",
    "logs",
    "work",
    "artifacts",
    "windows",
    "ticks",
    "deliveries",
  ]);
  expect(problems).toEqual(["windows of data were not collected: the folder cannot be written to"]);
});
