import {
  type ChainTask,
  MlxError,
  type RunEvent,
  type TaskSubmission,
  type Threshold,
  type TransformSpec,
} from "@mlx/core";
import { describe, expect, test } from "vitest";
import {
  applyPlan,
  cancelRun,
  createRun,
  executeRun,
  planProject,
  prepareRun,
  retryRun,
} from "../src/index.ts";
import { createAppliedWorld } from "./applied-world.ts";
import type { FakeProgram } from "./fake-executor.ts";
import { desiredState, fit, type World } from "./world.ts";

const forever = new AbortController().signal;
const step = (task: ChainTask["task"], more: Partial<ChainTask> = {}): ChainTask => ({
  ...{ task, inputs: {}, passes: [], cache: false },
  ...more,
});
const prepared = { train: { task: "preprocess", output: "clean" } } as const;
const pipeline = [
  step("preprocess", { passes: ["clean"] }),
  step("train", { inputs: prepared }),
  step("evaluate"),
  step("score"),
];
const clean: FakeProgram = { outputs: { outputFolders: { clean: "clean" } } };
const measures = (name: string, value: number): FakeProgram => ({
  outputs: { finalMetrics: { [name]: value } },
});

async function worldOf(
  programs: Parameters<typeof createAppliedWorld>[0],
  chain: readonly ChainTask[] = pipeline,
  more = {},
) {
  const world = await createAppliedWorld(programs, desiredState({ chain, ...more }));
  world.published.set("clean", 2);
  return world;
}

async function run(world: World, request: Partial<Parameters<typeof createRun>[0]> = {}) {
  const made = await createRun({ target: fit, parameters: {}, ...request }, world.deps);
  return executeRun(made.id, world.deps, forever);
}

const stepsOf = (events: readonly RunEvent[]) =>
  events.flatMap(({ type, reason, data }) =>
    type === "step" ? [[data?.task, data?.outcome, ...(reason === undefined ? [] : [reason])].join(" ")] : [],
  );

describe("a run of several tasks", () => {
  test("does one after the other, what one leaves being what the next reads", async () => {
    const world = await worldOf([clean, measures("loss", 1), measures("RMSE", 5), {}]);
    const { run: ended, model, metrics, outputs, attempts } = await run(world);
    expect([ended.status, model]).toEqual([{ state: "DONE", reason: "OK" }, "model/small@v1"]);
    expect(metrics.map(({ name, last }) => [name, last])).toEqual([
      ["RMSE", 5],
      ["loss", 1],
    ]);
    const version = await world.store.models.latest("small");
    expect(version?.metrics).toEqual({ RMSE: 5, loss: 1 });
    // What was prepared from decides about the model too.
    const steps = version?.origin.type === "run" ? version.origin.inputs.steps : undefined;
    expect(steps?.map(({ task, datasets }) => [task, datasets.raw?.fingerprint])).toEqual([
      ["preprocess", attempts[0]?.staged?.raw?.fingerprint],
    ]);
    expect(outputs.map(({ channel, path }) => [channel, path])).toEqual([
      ["predictions", expect.stringContaining("out/")],
    ]);
    expect(world.delivered).toEqual(outputs.map(({ path }) => path));
    const made = attempts[0]?.left?.outputs.clean;
    const trained = attempts[1]?.left?.model;
    expect(
      world.executor.submissions.map(
        ({ task, attempt, inputs, passedInputs, model: loaded, outputChannels }) => ({
          task,
          attempt,
          inputs: Object.keys(inputs),
          passedInputs,
          loaded,
          outputChannels,
        }),
      ),
    ).toEqual([
      {
        task: "preprocess",
        attempt: 1,
        inputs: ["raw"],
        passedInputs: undefined,
        loaded: undefined,
        outputChannels: ["clean"],
      },
      {
        task: "train",
        attempt: 2,
        inputs: [],
        passedInputs: { train: { artifact: made?.digest, files: [] } },
        loaded: undefined,
        outputChannels: [],
      },
      {
        task: "evaluate",
        attempt: 3,
        inputs: ["test"],
        passedInputs: undefined,
        loaded: { ref: `run/${ended.id}`, artifact: trained?.digest },
        outputChannels: [],
      },
      {
        task: "score",
        attempt: 4,
        inputs: ["score"],
        passedInputs: undefined,
        loaded: { ref: `run/${ended.id}`, artifact: trained?.digest },
        outputChannels: ["predictions"],
      },
    ]);
    expect(attempts[1]?.staged?.train).toEqual({ fingerprint: made?.digest, files: 2 });
    expect(stepsOf(await world.store.runs.events(ended.id))).toEqual([
      "preprocess done",
      "train done",
      "evaluate done",
      "score done",
    ]);
    expect(world.executor.cleaned).toHaveLength(4);
  });

  test("hands nothing out before its end: a step that fails, fails it, and is where a retry goes on", async () => {
    const chain = [step("train"), step("score"), step("evaluate")];
    const world = await worldOf([{}, {}, { exit: { exitCode: 3 } }, measures("RMSE", 4)], chain);
    const failed = await run(world);
    expect([failed.run.status, failed.model, world.delivered]).toEqual([
      { state: "FAILED", reason: "NON_ZERO_EXIT", message: "evaluate: it exited with code 3" },
      undefined,
      [],
    ]);
    await retryRun(failed.run.id, world.deps);
    const again = await executeRun(failed.run.id, world.deps, forever);
    expect([again.run.status, again.model, world.delivered.length]).toEqual([
      { state: "DONE", reason: "OK" },
      "model/small@v1",
      1,
    ]);
    expect(world.executor.submissions.map(({ task }) => task)).toEqual([
      "train",
      "score",
      "evaluate",
      "evaluate",
    ]);
  });

  test("tries each step again by its own policy", async () => {
    const { retry } = desiredRetry();
    const chain = [step("train"), step("evaluate", { retry: { ...retry, max: 1 } })];
    const failing = { exit: { exitCode: 3 } };
    const world = await worldOf([failing, {}, failing, {}], chain, { maxRetries: 1 });
    const { run: ended, attempts } = await run(world);
    expect(ended.status.state).toBe("DONE");
    expect(attempts.map((each) => [each.step, each.outcome?.reason])).toEqual([
      [0, "NON_ZERO_EXIT"],
      [0, "OK"],
      [1, "NON_ZERO_EXIT"],
      [1, "OK"],
    ]);
  });

  test("is given one time for all its steps", async () => {
    const exit = { startedAt: "2026-01-01T00:00:00.000Z", endedAt: "2026-01-01T00:59:50.000Z" };
    const world = await worldOf([{ exit }, { endless: true }], [step("train"), step("evaluate")]);
    const { run: ended } = await run(world);
    expect(world.executor.submissions.map(({ timeoutSeconds }) => timeoutSeconds)).toEqual([3600, 10]);
    expect(ended.status).toEqual({
      state: "FAILED",
      reason: "TIMED_OUT",
      message: "evaluate: it was stopped at the run's timeout of 3600 s, which all of its steps share",
    });
  });

  test("ends between two steps when it is cancelled there", async () => {
    const world = await worldOf([{}, {}], [step("train"), step("evaluate")]);
    const made = await createRun({ target: fit, parameters: {} }, world.deps);
    const { runs } = world.store;
    // As the first step ends.
    const transition: typeof runs.transition = async (fence, status, event) => {
      const changed = await runs.transition(fence, status, event);
      if (event.attempt?.left !== undefined) await cancelRun({ run: made.id, force: false }, world.deps);
      return changed;
    };
    const deps = { ...world.deps, store: { ...world.store, runs: { ...runs, transition } } };
    const { run: ended, model } = await executeRun(made.id, deps, forever);
    expect([ended.status, model]).toEqual([
      { state: "ABORTED", reason: "CANCELLED", message: "stopped by ann@here before evaluate began" },
      undefined,
    ]);
    expect(world.executor.submissions).toHaveLength(1);
  });

  test("keeps its steps where what it made could not be handed out, and hands it out when it is retried", async () => {
    const world = await worldOf([{}, {}], [step("train"), step("score")]);
    const made = await createRun({ target: fit, parameters: {} }, world.deps);
    const deliver = async () => {
      throw new MlxError({ code: "MLX6006", summary: "out cannot be written" });
    };
    const deps = { ...world.deps, artifacts: { ...world.deps.artifacts, deliver } };
    const failed = await executeRun(made.id, deps, forever);
    expect(failed.run.status).toEqual({
      state: "FAILED",
      reason: "PUBLISH_FAILED",
      message: "out cannot be written",
    });
    await retryRun(made.id, world.deps);
    const again = await executeRun(made.id, world.deps, forever);
    expect([again.run.status.state, again.model, again.outputs.length]).toEqual([
      "DONE",
      "model/small@v1",
      1,
    ]);
    expect(world.executor.submissions).toHaveLength(2);
  });

  test("has the plots of all steps, each in a folder of its own", async () => {
    const plots = (plotsFolder: string): FakeProgram => ({ outputs: { plotsFolder } });
    const world = await worldOf([plots("history"), plots("roc")], [step("train"), step("evaluate")]);
    world.published.set("history", 1).set("roc", 3);
    const record = await run(world);
    expect(record.plots?.files).toBe(2);
    expect(record.attempts.map(({ left }) => left?.plots?.files)).toEqual([1, 3]);
  });
});

describe("a step of a chain is skipped", () => {
  const when = (metric: string, op: Threshold["op"], value: number) => ({ when: { metric, op, value } });

  test.each([
    [5, { metric: "RMSE", op: "<", value: 6 }, undefined],
    [5, { metric: "RMSE", op: "<", value: 5 }, "RMSE 5 is not < 5"],
    [5, { metric: "RMSE", op: "<=", value: 5 }, undefined],
    [Number.NaN, { metric: "RMSE", op: "!=", value: 5 }, "RMSE is NaN"],
    [Number.POSITIVE_INFINITY, { metric: "RMSE", op: ">", value: 5 }, undefined],
    [5, { metric: "MAPE", op: "<", value: 6 }, "MAPE was not measured"],
  ] as const)("where what was measured (%s) does not meet %o: %s", async (value, threshold, reason) => {
    const chain = [step("train"), step("score", { when: threshold })];
    const world = await worldOf([measures("RMSE", value), {}], chain);
    const { run: ended, outputs, attempts } = await run(world);
    expect(ended.status).toEqual({ state: "DONE", reason: "OK" });
    expect(attempts[1]?.left?.skipped).toBe(reason);
    expect(outputs.length).toBe(reason === undefined ? 1 : 0);
    expect(stepsOf(await world.store.runs.events(ended.id))).toEqual([
      "train done",
      reason === undefined ? "score done" : `score skipped ${reason}`,
    ]);
  });

  test("with all that would read what it makes", async () => {
    const chain = [
      step("evaluate"),
      { ...step("preprocess", { passes: ["clean"] }), ...when("RMSE", "<", 1) },
      step("train", { inputs: prepared }),
      step("score"),
    ];
    const world = await worldOf([{}, measures("RMSE", 5)], [step("train")]);
    await run(world);
    const { plan } = await planProject(desiredState({ chain }), world.deps, { allowMassDelete: false });
    await applyPlan(plan, world.deps, "apply");
    const { run: ended, model } = await run(world);
    expect([ended.status, model]).toEqual([{ state: "DONE", reason: "OK" }, undefined]);
    expect(stepsOf(await world.store.runs.events(ended.id))).toEqual([
      "evaluate done",
      "preprocess skipped RMSE 5 is not < 1",
      "train skipped preprocess was skipped",
      "score skipped train was skipped",
    ]);
  });
});

describe("a step of a chain that is cached", () => {
  const cached = [
    step("preprocess", { passes: ["clean"], cache: true }),
    step("train", { inputs: prepared, cache: true }),
  ];
  const byTask = ({ task }: TaskSubmission) => (task === "preprocess" ? clean : measures("loss", 1));

  test("is taken over with its metrics from the run that made it, and makes no second version", async () => {
    const world = await worldOf(byTask, cached);
    const first = await run(world);
    const second = await run(world);
    expect(second.run.status).toEqual({ state: "DONE", reason: "CACHED" });
    expect(world.executor.submissions).toHaveLength(2);
    const as = `as in run ${first.run.id.slice(0, 8)}`;
    expect(stepsOf(await world.store.runs.events(second.run.id))).toEqual([
      `preprocess cached ${as}`,
      `train cached ${as}`,
    ]);
    expect(second.metrics.map(({ name, last }) => [name, last])).toEqual([["loss", 1]]);
    expect(second.attempts.map(({ left }) => left)).toEqual(
      first.attempts.map(({ left }) => ({ ...left, skipped: as, cachedFrom: first.run.id })),
    );
    expect((await world.store.models.versions("small")).map(({ version }) => version)).toEqual([1]);
  });

  test("is run again where something of it was changed, or is gone, or it is wanted so", async () => {
    const world = await worldOf(byTask, cached);
    const first = await run(world);
    const tasksOfNext = async (request = {}) => {
      const before = world.executor.submissions.length;
      await run(world, request);
      return world.executor.submissions.slice(before).map(({ task }) => task);
    };
    expect(await tasksOfNext({ parameters: { depth: "4" } })).toEqual(["train"]);
    expect(await tasksOfNext({ noCache: true })).toEqual(["preprocess", "train"]);
    const model = first.attempts[1]?.left?.model?.digest;
    if (model !== undefined) world.lost.add(model);
    expect(await tasksOfNext()).toEqual(["train"]);
    world.lost.clear();
    world.data.set("numbers.csv", "3,4");
    // What is prepared from it comes out the same.
    expect(await tasksOfNext()).toEqual(["preprocess"]);
  });

  test("is published at last where the run that made it had failed later on", async () => {
    const chain = [step("train", { cache: true }), step("evaluate")];
    const world = await worldOf([measures("loss", 1), { exit: { exitCode: 3 } }, measures("RMSE", 5)], chain);
    const first = await run(world);
    expect([first.run.status.state, first.model]).toEqual(["FAILED", undefined]);
    const second = await run(world);
    expect([second.run.status, second.model]).toEqual([{ state: "DONE", reason: "OK" }, "model/small@v1"]);
    expect((await world.store.models.latest("small"))?.metrics).toEqual({ loss: 1, RMSE: 5 });
    const third = await run(world);
    expect([third.run.status.state, third.model]).toEqual(["DONE", undefined]);
  });

  test("is run again where its requests are cut in another way", async () => {
    const chain = [step("train", { cache: true }), step("score", { cache: true })];
    const world = await worldOf(() => ({}), chain);
    await run(world);
    const made = await prepareRun({ target: fit, parameters: {} }, world.deps);
    const transform: TransformSpec = {
      split: "lines",
      contentType: "text/csv",
      maxPayload: 1000,
      maxConcurrent: 1,
      timeoutSeconds: 60,
    };
    const cut = made.chain?.map((each) =>
      each.task === "score" ? { ...each, spec: { ...each.spec, transform } } : each,
    );
    const id = world.deps.ids.uuid();
    const next = { ...made, ...(cut && { chain: cut }), id, trigger: "manual" } as const;
    await world.store.runs.create(next, new Date(world.clock.now()).toISOString());
    const before = world.executor.submissions.length;
    await executeRun(id, world.deps, forever);
    expect(world.executor.submissions.slice(before).map(({ task }) => task)).toEqual(["score"]);
  });

  test("is a version again where another was trained since", async () => {
    const world = await worldOf(byTask, cached);
    const [first, other, back] = [
      await run(world),
      await run(world, { parameters: { depth: "4" } }),
      await run(world),
    ];
    expect([first.model, other.model, back.model]).toEqual([
      "model/small@v1",
      "model/small@v2",
      "model/small@v3",
    ]);
    expect(back.attempts.map(({ left }) => left?.cachedFrom)).toEqual([first.run.id, first.run.id]);
  });
});

function desiredRetry() {
  const found = desiredState().resources.find(({ address }) => address === fit);
  if (found?.kind !== "experiment") throw new MlxError({ code: "MLX0000", summary: "no experiment" });
  return found.spec;
}
