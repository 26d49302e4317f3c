/** Services that are published through the Sensei API: the four ways to make one, and what may be changed of it. */
import { expect, test } from "vitest";
import { type Api, type Body, senseiPath as sensei, startApi } from "./api-server.ts";
import { createSandbox, type Sandbox, until } from "./sandbox.ts";
import { makeEngine, makeExperiment, makeInstance, runToEnd, writeDatasets } from "./sensei-recipe.ts";

interface RunDocument {
  readonly id: string;
  readonly experiment: string;
  readonly task: string;
  readonly state: string;
  readonly model: string | null;
  readonly scoredWith: string | null;
}

interface World {
  readonly sandbox: Sandbox;
  readonly api: Api;
  readonly instance: string;
}

async function open(): Promise<World> {
  const sandbox = createSandbox();
  writeDatasets(sandbox);
  expect((await sandbox.mlx("apply", "--yes")).code).toBe(0);
  const { api } = await startApi(sandbox);
  const { id } = await makeInstance(api, (await makeEngine(api)).id);
  return { sandbox, api, instance: id };
}

const yearly = { cron: "0 0 1 1 *", startTime: "2030-01-01T00:00", endTime: "2040-01-01T00:00" };
const minutely = { cron: "* * * * *", startTime: "2019-04-09T00:00", endTime: "2999-01-01T00:00" };

const publish = ({ api, instance }: World, name: string, fields: Readonly<Record<string, unknown>> = {}) =>
  api.make(`${sensei}/mlServices`, { name, description: "", mlInstanceId: instance, ...fields });

const experimentOf = (api: Api, id: unknown) => api.get(`${sensei}/experiments/${String(id)}`);

const runsOf = async (api: Api, id: unknown) =>
  (await api.get(`${sensei}/experiments/${String(id)}/runs`)).children;

async function document(sandbox: Sandbox, id: string): Promise<RunDocument | undefined> {
  const { runs } = (await sandbox.json("runs")) as { runs: readonly RunDocument[] };
  return runs.find((run) => run.id === id);
}

/** The n-th run of an experiment that has ended well. */
async function done({ sandbox, api }: World, id: unknown, count = 1): Promise<RunDocument> {
  let found: RunDocument | undefined;
  await until(`${count} runs are done`, async () => {
    const runs = await runsOf(api, id);
    const ended: RunDocument[] = [];
    for (const run of runs) {
      const one = await document(sandbox, run.id);
      if (one?.state === "FAILED") expect.fail(`run ${run.id} failed`);
      if (one?.state === "DONE") ended.push(one);
    }
    found = ended[count - 1];
    return found !== undefined;
  });
  return found ?? expect.fail("it was found");
}

function experiments(service: Body): readonly [unknown, unknown] {
  expect(service).toMatchObject({
    trainingExperimentId: expect.any(String),
    scoringExperimentId: expect.any(String),
  });
  return [service.trainingExperimentId, service.scoringExperimentId];
}

test("a: of a run that was trained, a scheduled scoring and no training", async () => {
  const world = await open();
  const { api, sandbox, instance } = world;
  const experiment = await makeExperiment(api, instance);
  const run = await runToEnd(api, experiment.id, "train");
  const service = await publish(world, "of a run", {
    trainingExperimentId: experiment.id,
    trainingExperimentRunId: run.id,
    scoringSchedule: minutely,
  });
  const [training, scoring] = experiments(service);
  expect(training).toBe(experiment.id);
  expect(await experimentOf(api, scoring)).toMatchObject({
    createdByService: true,
    template: { schedule: { cron: minutely.cron } },
  });
  const scored = await done(world, scoring);
  expect(scored.scoredWith).toBe((await document(sandbox, run.id))?.model);
  expect((await runsOf(api, training)).length).toBe(1);
});

test("b: with a scoring schedule alone, one training serves all scorings", async () => {
  const world = await open();
  const [training, scoring] = experiments(
    await publish(world, "trained once", { scoringSchedule: minutely }),
  );
  expect(await experimentOf(world.api, training)).not.toHaveProperty("template");
  const trained = await done(world, training);
  expect((await done(world, scoring)).scoredWith).toBe(trained.model);
  expect((await done(world, scoring, 2)).scoredWith).toBe(trained.model);
  expect((await runsOf(world.api, training)).length).toBe(1);
  // Two minutes begin.
}, 600_000);

test("c: with both schedules, each scoring takes the newest model", async () => {
  const world = await open();
  const [training, scoring] = experiments(
    await publish(world, "both", { trainingSchedule: minutely, scoringSchedule: minutely }),
  );
  for (const id of [training, scoring])
    expect(await experimentOf(world.api, id)).toMatchObject({
      createdByService: true,
      template: { schedule: { cron: minutely.cron } },
    });
  const first = await done(world, scoring);
  const models = async () => {
    const trained: (string | null | undefined)[] = [];
    for (const { id } of await runsOf(world.api, training))
      trained.push((await document(world.sandbox, id))?.model);
    return trained;
  };
  await done(world, training, 2);
  const later = await done(world, scoring, 3);
  const all = await models();
  expect(all).toContain(first.scoredWith);
  expect(all).toContain(later.scoredWith);
  expect(later.scoredWith).not.toBe(first.scoredWith);
  // Three minutes begin.
}, 600_000);

test("d: without schedules, one training and then one scoring", async () => {
  const world = await open();
  const service = await publish(world, "once", { scoringDataSetId: "recent", scoringTimeframe: "0" });
  const [training, scoring] = experiments(service);
  expect(service).toMatchObject({ scoringDataSetId: "recent", scoringTimeframe: 0 });
  for (const key of ["trainingSchedule", "scoringSchedule", "trainingExperimentRunId"])
    expect(service[key] === null).toBe(false);
  const trained = await done(world, training);
  expect((await done(world, scoring)).scoredWith).toBe(trained.model);
  expect((await runsOf(world.api, training)).length).toBe(1);
  expect((await runsOf(world.api, scoring)).length).toBe(1);
});

test("a schedule may be added and its end moved, its start stays", async () => {
  const world = await open();
  const { api } = world;
  const path = (service: Body) => `${sensei}/mlServices/${service.id}`;
  const made = await publish(world, "grows");
  await done(world, made.trainingExperimentId);
  const added = await api.ask("PUT", path(made), { json: { ...made, scoringSchedule: yearly } });
  expect([added.status, added.body]).toMatchObject([200, { id: made.id, scoringSchedule: yearly }]);
  const extended = { ...yearly, cron: "0 6 1 1 *", endTime: "2041-01-01T00:00" };
  const changed = await api.ask("PUT", path(made), { json: { ...added.body, scoringSchedule: extended } });
  expect([changed.status, changed.body]).toMatchObject([200, { scoringSchedule: extended }]);
  const moved = { ...extended, startTime: "2031-01-01T00:00" };
  const refused = await api.ask("PUT", path(made), { json: { ...changed.body, scoringSchedule: moved } });
  expect([refused.status, refused.body.detail]).toEqual([422, expect.stringContaining("startTime")]);
  expect(await api.get(path(made))).toMatchObject({ scoringSchedule: extended });

  const gone = await api.ask("DELETE", `${sensei}/mlServices?mlInstanceId=${world.instance}`);
  expect([gone.status, gone.body.detail]).toEqual([200, "MLServices deletion was successful"]);
  expect((await api.get(`${sensei}/mlServices`)).children).toEqual([]);
});
