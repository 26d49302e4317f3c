/** Services at work: the cases of creating one, on a clock that only moves when it is told to. */
import { formatAddress, type RunRecord, type ScheduleSpec } from "@mlx/core";
import { describe, expect, test } from "vitest";
import { createRun, listServices, makeAnnounced, showService } from "../src/index.ts";
import { createDaemonWorld, type DaemonWorld, scheduleSpec } from "./daemon/daemon-world.ts";
import { type ServiceOptions, serviceResources } from "./service-resources.ts";

const start = "2026-06-01T00:00:00Z";
const minute = 60_000;
const training = formatAddress({ kind: "experiment", name: "forecast-training" });
const scoring = formatAddress({ kind: "experiment", name: "forecast-scoring" });
const service = formatAddress({ kind: "service", name: "forecast" });
const often = scheduleSpec({ cron: ["*/2 * * * *"] });
const seldom = scheduleSpec({ cron: ["3-59/6 * * * *"] });

async function worldOf(options?: ServiceOptions): Promise<DaemonWorld> {
  return createDaemonWorld({
    start,
    experiments: [],
    ...(options && { resources: serviceResources(options) }),
  });
}

async function runsOf(world: DaemonWorld): Promise<readonly RunRecord[]> {
  return [...(await world.store.runs.list({}, { limit: 100 }))].reverse();
}

/** Each run in words, oldest first: `apply train → model/small@v1`, `schedule score with model/small@v1`. */
async function historyOf(world: DaemonWorld): Promise<readonly string[]> {
  return (await runsOf(world)).map(({ run, model }) =>
    [
      `${run.trigger} ${run.task}`,
      ...(run.spec.model === undefined ? [] : [`with ${run.spec.model.ref}`]),
      ...(model === undefined ? [] : [`→ ${model}`]),
      ...(run.status.state === "DONE" ? [] : [run.status.state]),
    ].join(" "),
  );
}

describe("the cases of creating a service", () => {
  test("of the model of a run, scored by schedule: nothing is trained", async () => {
    const world = await worldOf();
    const daemon = world.start(1);
    const { id } = await createRun({ target: "experiment/fit", parameters: {} }, world.deps);
    await world.advance(0.5 * minute);
    await createRun({ target: "experiment/fit", parameters: {} }, world.deps);
    await world.advance(0.5 * minute);
    const model = { type: "run", runId: id } as const;
    await world.apply([], serviceResources({ training: false, scoring: { schedule: often }, model }));
    await world.advance(4 * minute);
    expect(await historyOf(world)).toEqual([
      "manual train → model/small@v1",
      "manual train → model/small@v2",
      "schedule score with model/small@v1",
      "schedule score with model/small@v1",
    ]);
    expect(daemon.problems).toEqual([]);
    const [view] = await listServices(world.deps);
    expect(view).toMatchObject({ creation: "run", model: { version: { version: 1 } }, troubles: [] });
  });

  test("trained once, scored by schedule: one model serves all scorings", async () => {
    const world = await worldOf({ scoring: { schedule: often } });
    world.start(1);
    await world.advance(6.5 * minute);
    expect(await historyOf(world)).toEqual([
      "apply train → model/small@v1",
      ...Array.from({ length: 3 }, () => "schedule score with model/small@v1"),
    ]);
    expect(await showService("forecast", world.deps)).toMatchObject({ creation: "scored" });
  });

  test("both by schedule: each scoring takes the latest model that was trained", async () => {
    const world = await worldOf({
      training: { schedule: seldom },
      scoring: { schedule: often },
    });
    world.start(1);
    await world.advance(10.5 * minute);
    expect(await historyOf(world)).toEqual([
      // Until then there is nothing to score with, which the history of the schedule says.
      "schedule train → model/small@v1",
      ...Array.from({ length: 3 }, () => "schedule score with model/small@v1"),
      "schedule train → model/small@v2",
      "schedule score with model/small@v2",
    ]);
    const ticks = await world.store.schedules.ticks({ experiment: scoring }, { limit: 10 });
    expect(ticks.map(({ outcome }) => outcome).reverse()).toEqual([
      ...["FAILED"],
      ...["FIRED", "FIRED", "FIRED", "FIRED"],
    ]);
    expect(ticks.at(-1)?.message).toContain(`it waits for a first model of ${training}`);
    expect(await showService("service/forecast", world.deps)).toMatchObject({ creation: "scheduled" });
  });

  test("without schedules: one training, and one scoring with its model", async () => {
    const world = await worldOf({});
    expect(await historyOf(world)).toEqual([]);
    world.start(1);
    await world.advance(0.5 * minute);
    expect(await historyOf(world)).toEqual([
      "apply train → model/small@v1",
      "apply score with model/small@v1",
    ]);
    expect(await world.store.announced.list()).toEqual([]);
    expect(await showService("forecast", world.deps)).toMatchObject({ creation: "once", troubles: [] });
  });
});

test("an older model of the instance is not what the first scoring of a new service takes", async () => {
  const world = await worldOf();
  world.start(1);
  await createRun({ target: "experiment/fit", parameters: {} }, world.deps);
  await world.advance(0.5 * minute);
  await world.apply([], serviceResources());
  await world.advance(0.5 * minute);
  expect(await historyOf(world)).toEqual([
    "manual train → model/small@v1",
    "apply train → model/small@v2",
    "apply score with model/small@v2",
  ]);
});

test("a service may be there before its model: what it waits for is said, and it scores once that is there", async () => {
  const alias = { type: "alias", alias: "champion" } as const;
  const world = await worldOf({ training: false, model: alias });
  world.start(1);
  await world.advance(0.5 * minute);
  const waits = "it waits for a version of model/small that bears @champion";
  expect(await world.store.announced.list()).toMatchObject([
    { experiment: scoring, problem: `${scoring} has no model to score with: ${waits}` },
  ]);
  expect(await showService("forecast", world.deps)).toMatchObject({
    model: { waitsFor: "a version of model/small that bears @champion" },
    scoring: { announced: { experiment: scoring } },
    troubles: [],
  });
  await createRun({ target: "experiment/fit", parameters: {} }, world.deps);
  await world.advance(0.5 * minute);
  await world.store.models.moveAlias({
    ...{ model: "small", alias: "champion", to: 1, kind: "promote", actor: "ann@here", at: start },
  });
  await world.advance(0.5 * minute);
  expect((await historyOf(world)).at(-1)).toBe("apply score with model/small@v1");
});

test("a schedule that is added later is kept to, and the model that was trained goes on serving", async () => {
  const world = await worldOf({});
  world.start(1);
  await world.advance(0.5 * minute);
  await world.apply([], serviceResources({ scoring: { schedule: often } }));
  await world.advance(2 * minute);
  expect(await historyOf(world)).toEqual([
    "apply train → model/small@v1",
    "apply score with model/small@v1",
    "schedule score with model/small@v1",
  ]);
});

test("a model is chosen when the run is made: an alias that moves changes no run that is under way", async () => {
  const alias = { type: "alias", alias: "champion" } as const;
  const world = await worldOf();
  world.start(1);
  for (let n = 0; n < 2; n += 1) {
    await createRun({ target: "experiment/fit", parameters: {} }, world.deps);
    await world.advance(0.5 * minute);
  }
  const move = { model: "small", alias: "champion", kind: "promote", actor: "ann@here", at: start } as const;
  await world.store.models.moveAlias({ ...move, to: 2 });
  await world.apply([], serviceResources({ training: false, scoring: { schedule: often }, model: alias }));
  const first = await createRun({ target: service, task: "score", parameters: {} }, world.deps);
  await world.store.models.moveAlias({ ...move, kind: "rollback", from: 2, to: 1 });
  await world.advance(0.5 * minute);
  const second = await createRun({ target: service, task: "score", parameters: {} }, world.deps);
  await world.advance(0.5 * minute);
  const loaded = async (id: string) => (await world.store.runs.get(id))?.spec.model?.ref;
  expect([await loaded(first.id), await loaded(second.id)]).toEqual(["model/small@v2", "model/small@v1"]);
  expect((await world.store.runs.get(first.id))?.status.state).toBe("DONE");
});

describe("a run of a service", () => {
  test("is one of its experiments, by its task", async () => {
    const world = await worldOf({ training: { timeframe: { minutes: 60, onEmpty: "fail" } } });
    const run = await createRun(
      { target: "forecast", task: "train", parameters: { depth: "5" } },
      world.deps,
    );
    expect(run).toMatchObject({
      experiment: training,
      trigger: "manual",
      spec: { parameters: { depth: 5 }, timeframe: { minutes: 60, onEmpty: "fail" } },
    });
    await expect(createRun({ target: "forecast", parameters: {} }, world.deps)).rejects.toMatchObject({
      code: "MLX3060",
      next: [expect.stringContaining("train"), expect.stringContaining("score")],
    });
  });

  test("is refused where the service does not train, and it is said why", async () => {
    const model = { type: "version", version: 3 } as const;
    const world = await worldOf({ training: false, model });
    await expect(
      createRun({ target: service, task: "train", parameters: {} }, world.deps),
    ).rejects.toMatchObject({ code: "MLX3061", detail: expect.stringContaining("keeps to v3") });
    await expect(
      createRun({ target: service, task: "score", parameters: {} }, world.deps),
    ).rejects.toMatchObject({
      code: "MLX7004",
      summary: `${scoring} has no model to score with: it waits for model/small@v3`,
    });
  });
});

describe("announced runs", () => {
  test("are made once, however many look at the same time", async () => {
    const world = await worldOf({});
    const looks = await Promise.all(
      Array.from({ length: 8 }, (_, index) => makeAnnounced(world.another(index + 2))),
    );
    expect(looks.flatMap(({ made }) => made).map(({ experiment }) => experiment)).toEqual([training]);
    expect(await historyOf(world)).toEqual(["apply train PENDING"]);
  });

  test.each(
    [
      { method: "list", at: 2 },
      { method: "getMany", at: 2 },
      { method: "make", at: 1 },
      { method: "make", at: 2 },
      { method: "postpone", at: 1 },
    ].flatMap((place) => (["die-before", "die-behind"] as const).map((fate) => ({ ...place, fate }))),
  )(
    "are made once where the daemon dies ($fate $method, call $at), and another one comes",
    async ({ method, at, fate }) => {
      const world = await worldOf({});
      let hits = 0;
      const dying = world.start(1, {
        faults: (called) => {
          if (called !== method) return "pass";
          hits += 1;
          return hits === at ? fate : "pass";
        },
      });
      await world.advance(2 * minute);
      dying.kill();
      world.start(2);
      await world.advance(1.5 * minute);
      expect(await historyOf(world)).toEqual([
        "apply train → model/small@v1",
        "apply score with model/small@v1",
      ]);
    },
  );

  test("are forgotten with the service", async () => {
    const world = await worldOf({ training: false, model: { type: "version", version: 9 } });
    expect(await world.store.announced.list()).toMatchObject([{ experiment: scoring }]);
    await world.apply([]);
    expect(await world.store.announced.list()).toEqual([]);
  });

  test("of a training that failed leave the scoring waiting, also where the instance has an older model", async () => {
    let fails = true;
    const world = await createDaemonWorld({
      start,
      experiments: [
        {
          name: "forecast-training",
          schedule: scheduleSpec({ cron: ["0 0 1 1 *"] }),
          program: () => (fails ? { exit: { exitCode: 1 } } : {}),
        },
      ],
    });
    // Only the program of that experiment is wanted of it.
    await world.apply([]);
    world.start(1);
    await createRun({ target: "experiment/fit", parameters: {} }, world.deps);
    await world.advance(0.5 * minute);
    await world.apply([], serviceResources());
    await world.advance(0.5 * minute);
    expect(await historyOf(world)).toEqual(["manual train → model/small@v1", "apply train FAILED"]);
    const view = await showService("forecast", world.deps);
    expect(view.troubles).toEqual([expect.stringMatching(/^the last training failed \(run [0-9a-f-]+\): /)]);
    expect(view.scoring?.announced?.problem).toContain(`it waits for a first model of ${training}`);
    fails = false;
    await createRun({ target: service, task: "train", parameters: {} }, world.deps);
    await world.advance(0.5 * minute);
    expect((await historyOf(world)).slice(2)).toEqual([
      "manual train → model/small@v2",
      "apply score with model/small@v2",
    ]);
  });
});

test("a name that no service has is answered with those that may have been meant", async () => {
  const world = await worldOf({ scoring: { schedule: often satisfies ScheduleSpec } });
  await expect(showService("forcast", world.deps)).rejects.toMatchObject({
    code: "MLX3063",
    detail: "The services are: service/forecast.",
    next: expect.arrayContaining(["`mlx services show service/forecast`"]),
  });
});
