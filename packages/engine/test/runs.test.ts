import { isTerminal, MlxError, type Run } from "@mlx/core";
import { describe, expect, test } from "vitest";
import {
  applyPlan,
  cancelRun,
  countWaitingForDaemon,
  createRun,
  executeRun,
  planProject,
  recoverRuns,
} from "../src/index.ts";
import { createAppliedWorld } from "./applied-world.ts";
import type { FakeProgram } from "./fake-executor.ts";
import { desiredState, fit, instance, predict, type World } from "./world.ts";

const forever = new AbortController().signal;

async function start(world: World, target: string = fit, parameters = {}): Promise<Run> {
  return createRun({ target, parameters }, world.deps);
}

async function finish(world: World, { id }: Run) {
  return executeRun(id, world.deps, forever);
}

describe("a train run", () => {
  test("makes a model version with metrics and lineage", async () => {
    const world = await createAppliedWorld([
      {
        logs: ["hello"],
        metrics: [
          { name: "loss", value: 2, step: 1, at: 1 },
          { name: "loss", value: 1, step: 2, at: 2 },
        ],
        outputs: { finalMetrics: { RMSE: 5, loss: 0.5 } },
      },
    ]);
    const { run, model } = await finish(world, await start(world, fit, { depth: "4" }));
    expect([run.status, model]).toEqual([{ state: "DONE", reason: "OK" }, "model/small@v1"]);
    expect(await world.store.models.latest("small")).toMatchObject({
      version: 1,
      origin: {
        type: "run",
        experiment: fit,
        inputs: { parameters: { depth: 4 } },
        lineage: { environment: { runtime: "python 3.11.7" }, revisions: { [instance]: 1 } },
      },
      metrics: { RMSE: 5, loss: 0.5 },
    });
    expect(await world.store.runs.metricPoints(run.id, "loss")).toHaveLength(2);
    expect(world.executor.submissions[0]).toMatchObject({
      task: "train",
      parameters: { depth: 4 },
      timeoutSeconds: 3600,
    });
    const events = await world.store.runs.events(run.id);
    expect(events.flatMap(({ to }) => to ?? []).at(-1)).toBe("DONE");
    expect(world.executor.cleaned).toHaveLength(1);
  });

  test("keeps what was applied when it was made, whatever is applied later", async () => {
    const world = await createAppliedWorld();
    const run = await start(world);
    const { plan } = await planProject(desiredState({ depth: 9 }), world.deps, { allowMassDelete: false });
    expect(plan.consequences).toContainEqual(
      expect.objectContaining({ type: "run-under-way", runId: run.id }),
    );
    await applyPlan(plan, world.deps, "apply");
    await finish(world, run);
    expect(world.executor.submissions[0]?.parameters).toEqual({ depth: 3 });
  });

  test.each<[string, FakeProgram, (world: World) => void, string]>([
    ["a program that fails", { exit: { exitCode: 3 } }, () => {}, "NON_ZERO_EXIT"],
    ["no model", {}, (world) => world.published.set("model", 0), "OUTPUT_INVALID"],
    [
      "an output that is refused",
      {},
      (world) => world.published.set("model", new MlxError({ code: "MLX6002", summary: "a FIFO" })),
      "OUTPUT_INVALID",
    ],
    [
      "a model folder that the program replaced",
      { outputs: { replacedFolders: ["model"] } },
      () => {},
      "OUTPUT_INVALID",
    ],
    [
      "a full disk",
      {},
      (world) => world.published.set("model", new MlxError({ code: "MLX6003", summary: "no space" })),
      "PUBLISH_FAILED",
    ],
    ["data that is gone", {}, (world) => world.data.clear(), "INPUT_UNAVAILABLE"],
  ])("fails for %s and makes no version", async (_, program, prepare, reason) => {
    const world = await createAppliedWorld([program]);
    prepare(world);
    const { run } = await finish(world, await start(world));
    expect(run.status).toMatchObject({ state: "FAILED", reason });
    expect(await world.store.models.heads()).toEqual([]);
  });

  test("is tried again after the delay of its policy", async () => {
    const world = await createAppliedWorld([{ exit: { exitCode: 1 } }, {}], desiredState({ maxRetries: 1 }));
    const { run, attempts } = await finish(world, await start(world));
    expect(run.status.state).toBe("DONE");
    expect(attempts.map(({ outcome }) => outcome?.reason)).toEqual(["NON_ZERO_EXIT", "OK"]);
    expect(world.events.some((event) => event.type === "run-status" && event.status.state === "RETRY")).toBe(
      true,
    );
  });
});

test("a run that wants more memory than the machine has fails with the numbers", async () => {
  const world = await createAppliedWorld();
  world.machines.set("process", { cpus: 2, memoryInMB: 2000 });
  const specification = { type: "ContainerTaskSpec", memoryInMB: 4000 } as const;
  const { id } = await createRun({ target: fit, parameters: {}, specification }, world.deps);
  const { run } = await executeRun(id, world.deps, forever);
  expect(run.status).toMatchObject({
    state: "FAILED",
    reason: "START_FAILED",
    message: expect.stringMatching(/wants 4000 MiB .* has 2000 MiB/),
  });
  expect(world.executor.submissions).toEqual([]);
});

test("a run that lacked memory is given more of it, if that is wanted and as far as there is more", async () => {
  const killed = { exit: { exitCode: 137, oomKilled: true } };
  const state = desiredState({ maxRetries: 2, on: ["OOM_KILLED"], memoryFactor: 1.5 });
  const world = await createAppliedWorld([killed, killed, {}], state);
  world.machines.set("process", { cpus: 2, memoryInMB: 2000 });
  const { run } = await finish(world, await start(world));
  expect(run.status.state).toBe("DONE");
  const given = world.executor.submissions.map(({ specification }) => specification?.memoryInMB);
  expect(given).toEqual([1000, 1500, 2000]);
  expect(await world.executor.list()).toEqual([]);
});

describe("a score run", () => {
  test("is refused before there is a model, with the command that trains", async () => {
    const world = await createAppliedWorld();
    await expect(start(world, predict)).rejects.toMatchObject({
      code: "MLX7004",
      next: [expect.stringContaining("mlx run experiment/fit")],
    });
  });

  test("takes the newest model, or the one that is named, and delivers a batch of its own", async () => {
    const world = await createAppliedWorld();
    for (let n = 0; n < 2; n += 1) await finish(world, await start(world));
    const newest = await start(world, predict);
    const named = await createRun({ target: predict, parameters: {}, model: "small@v1" }, world.deps);
    const byParameter = await start(world, predict, { modelId: "small@v1" });
    expect([newest, named, byParameter].map(({ spec }) => spec.model?.ref)).toEqual([
      "model/small@v2",
      "model/small@v1",
      "model/small@v1",
    ]);
    const { outputs } = await finish(world, newest);
    expect(outputs.map(({ channel, path }) => [channel, path])).toEqual([
      ["predictions", expect.stringMatching(/^\/project\/out\/20260101T0000\d\dZ-[0-9a-f]{8}$/)],
    ]);
    await finish(world, named);
    expect(world.delivered).toHaveLength(2);
  });

  test("whose outputs were refused once delivers those of the attempt that succeeded", async () => {
    const world = await createAppliedWorld([{}, {}], desiredState({ maxRetries: 1, on: ["OUTPUT_INVALID"] }));
    world.published.set("model", 1);
    await finish(world, await start(world));
    world.published.set("predictions", 0);
    const run = await start(world, predict);
    const { outputs } = await executeRun(
      run.id,
      {
        ...world.deps,
        emit: (event) => {
          if (event.type === "run-status" && event.status.state === "RETRY")
            world.published.set("predictions", 3);
        },
      },
      forever,
    );
    expect(outputs).toMatchObject([{ artifact: { files: 3 }, path: expect.stringMatching(/-2$/) }]);
    expect(world.delivered).toEqual(outputs.map(({ path }) => path));
  });

  test("that wrote nothing fails", async () => {
    const world = await createAppliedWorld();
    await finish(world, await start(world));
    world.published.set("predictions", 0);
    const { run } = await finish(world, await start(world, predict));
    expect(run.status).toMatchObject({ state: "FAILED", reason: "OUTPUT_INVALID" });
  });
});

describe("a failure to watch a program", () => {
  test("that only concerns its log is a warning", async () => {
    const world = await createAppliedWorld();
    const run = await start(world);
    const executor = {
      ...world.executor,
      // biome-ignore lint/correctness/useYield: it fails before its first line
      logs: async function* () {
        throw new TypeError("EMFILE");
      },
    };
    const { run: ended } = await executeRun(
      run.id,
      { ...world.deps, executors: { ...world.deps.executors, process: executor } },
      forever,
    );
    expect(ended.status.state).toBe("DONE");
    expect(world.events).toContainEqual(expect.objectContaining({ type: "run-warning" }));
  });

  test("leaves the run as it stands, for another to take up", async () => {
    const world = await createAppliedWorld([{ endless: true }]);
    const run = await start(world);
    const executor = { ...world.executor, wait: () => Promise.reject(new TypeError("EIO")) };
    await expect(
      executeRun(
        run.id,
        { ...world.deps, executors: { ...world.deps.executors, process: executor } },
        forever,
      ),
    ).rejects.toThrow("EIO");
    const left = await world.store.runs.get(run.id);
    expect([left?.status.state, left?.lease, world.executor.stops]).toEqual(["RUNNING", undefined, []]);
    const second = executeRun(run.id, world.another(2), forever);
    const handle = await world.executor.find({ runId: run.id, attempt: 1 });
    if (handle === undefined) expect.fail("the job is gone");
    await world.executor.stop(handle, { graceSeconds: 0 });
    expect((await second).attempts[0]).toMatchObject({ environment: { runtime: "python 3.11.7" } });
  });
});

describe("a stop", () => {
  test("before the program was started ends the run without it", async () => {
    const world = await createAppliedWorld();
    const run = await start(world);
    await cancelRun({ run: run.id, force: false }, world.deps);
    expect((await finish(world, run)).run.status).toMatchObject({ state: "ABORTED", reason: "CANCELLED" });
    expect(world.executor.submissions).toEqual([]);
  });

  test("while it runs gives it its grace, and no attempt follows", async () => {
    const world = await createAppliedWorld([{ endless: true }], desiredState({ maxRetries: 3 }));
    const run = await start(world);
    const ending = finish(world, run);
    while (world.executor.submissions.length === 0) await new Promise((wake) => setTimeout(wake, 2));
    await cancelRun({ run: run.id, force: false }, world.another(2));
    const { run: ended, attempts } = await ending;
    expect(ended.status).toMatchObject({ state: "ABORTED", reason: "CANCELLED" });
    expect([world.executor.stops.map(({ graceSeconds }) => graceSeconds), attempts.length]).toEqual([[7], 1]);
  });
});

describe("when its worker goes", () => {
  test("a run that was left is taken up by another, and its program is started once", async () => {
    const world = await createAppliedWorld([{ endless: true }]);
    const run = await start(world);
    const leaving = new AbortController();
    const left = executeRun(run.id, world.deps, leaving.signal);
    while (world.executor.submissions.length === 0) await new Promise((wake) => setTimeout(wake, 2));
    leaving.abort();
    expect((await left).run.status.state).toBe("RUNNING");
    const second = executeRun(run.id, world.another(2), forever);
    const handle = await world.executor.find({ runId: run.id, attempt: 1 });
    if (handle === undefined) expect.fail("the job is gone");
    await world.executor.stop(handle, { graceSeconds: 0 });
    const { run: ended, attempts } = await second;
    expect([isTerminal(ended.status.state), attempts.length, world.executor.submissions.length]).toEqual([
      true,
      1,
      1,
    ]);
  });

  test("two do not work on one run", async () => {
    const world = await createAppliedWorld([{ endless: true }]);
    const run = await start(world);
    const leaving = new AbortController();
    const first = executeRun(run.id, world.deps, leaving.signal);
    while (world.executor.submissions.length === 0) await new Promise((wake) => setTimeout(wake, 2));
    await expect(executeRun(run.id, world.another(2), forever)).rejects.toMatchObject({ code: "MLX3013" });
    leaving.abort();
    await first;
  });

  test.each([
    ["before it began", "nothing", "requeued"],
    ["while its program runs", "endless", "adopted"],
    ["and its program ended since", "ended", "finalised"],
  ] as const)("%s, recovery finds it", async (_, how, expected) => {
    const world = await createAppliedWorld([{ endless: how === "endless" }]);
    const run = await start(world);
    const dying = { ...world.another(66), emit: () => {} };
    const claim = { worker: dying.worker, at: "2026-01-01T00:00:00.000Z", ttlSeconds: 60 };
    if (how === "nothing") await world.store.runs.claim(run.id, claim);
    else {
      const failing = {
        ...dying,
        executors: {
          ...dying.executors,
          process: { ...world.executor, wait: () => Promise.reject(new TypeError("killed")) },
        },
      };
      const leaving = new AbortController();
      const died = executeRun(run.id, { ...failing, store: frozenAfterSubmit(world) }, leaving.signal);
      await expect(died).rejects.toThrow();
    }
    world.kill(66);
    await world.advance(60_000);
    const workers: string[] = [];
    const startWorker = async (id: string) => {
      workers.push(id);
    };
    await recoverRuns({ ...world.deps, startWorker }, forever);
    const recovered = world.events
      .filter((event) => event.type === "run-recovered")
      .map((event) => event.how);
    expect(recovered).toEqual([expected]);
    expect(workers).toEqual(expected === "finalised" ? [] : [run.id]);
    if (expected === "finalised")
      expect((await world.store.models.latest("small"))?.origin).toMatchObject({ runId: run.id });
    expect(world.executor.submissions.length).toBe(how === "nothing" ? 0 : 1);
  });
});

test("what a server queued waits for a daemon: recovery neither starts it nor tells of it", async () => {
  const world = await createAppliedWorld([]);
  const { spec, instance, task, actor } = await start(world);
  const queued = { spec, instance, task, actor, id: world.deps.ids.uuid(), trigger: "api" } as const;
  await world.store.runs.create(queued, "2026-01-01T00:00:00.000Z");
  await world.advance(60_000);
  const workers: string[] = [];
  const startWorker = async (id: string) => {
    workers.push(id);
  };
  await recoverRuns({ ...world.deps, startWorker }, forever);
  expect(workers).not.toContain(queued.id);
  const told = world.events.flatMap((event) => (event.type === "run-recovered" ? [event.run.id] : []));
  expect(told).not.toContain(queued.id);
  expect(await countWaitingForDaemon(world.deps)).toBe(1);
});

/** The store of a process that dies right after its program was started: nothing is written any more. */
function frozenAfterSubmit(world: World): World["store"] {
  const { runs } = world.store;
  const unlessStarted =
    <Args extends unknown[], T>(write: (...args: Args) => Promise<T>) =>
    (...args: Args): Promise<T> => {
      if (world.executor.submissions.length > 0) return Promise.reject(new TypeError("killed"));
      return write(...args);
    };
  return {
    ...world.store,
    runs: {
      ...runs,
      putAttempt: unlessStarted(runs.putAttempt),
      transition: unlessStarted(runs.transition),
      end: unlessStarted(runs.end),
      release: unlessStarted(runs.release),
    },
  };
}

test("data that another experiment writes is missing with the name of that experiment", async () => {
  const state = desiredState();
  const resources = state.resources.map((resource) =>
    resource.kind === "dataset" ? { ...resource, spec: { ...resource.spec, path: "./out" } } : resource,
  );
  const world = await createAppliedWorld([], { ...state, resources });
  const { run } = await finish(world, await start(world));
  expect(run.status).toMatchObject({
    state: "FAILED",
    reason: "INPUT_UNAVAILABLE",
    message: expect.stringContaining("`mlx run experiment/predict` writes it"),
  });
});
