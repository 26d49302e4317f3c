/** The walk-through of the Sensei API by a client that knows nothing else, against the real binary and real runs. */
import { existsSync, writeFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { type Api, formOf, senseiPath as sensei, startApi } from "./api-server.ts";
import { createSandbox, type Sandbox, until } from "./sandbox.ts";
import {
  engine,
  followRun,
  makeEngine,
  makeExperiment,
  makeInstance,
  modelOfRun,
  runToEnd,
  startRun,
  statusOf,
  tasks,
  writeDatasets,
} from "./sensei-recipe.ts";

const uuid = expect.stringMatching(/^[\da-f]{8}-([\da-f]{4}-){3}[\da-f]{12}$/);
const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

async function open(): Promise<{ readonly sandbox: Sandbox; readonly api: Api; readonly url: string }> {
  const sandbox = createSandbox();
  writeDatasets(sandbox);
  expect((await sandbox.mlx("apply", "--yes")).code).toBe(0);
  return { sandbox, ...(await startApi(sandbox)) };
}

test("from an engine to a score: each step of the tutorial", async () => {
  const { sandbox, api, url } = await open();

  // 1: an engine with an image that nobody has asked for yet
  const made = await api.ask("POST", `${sensei}/engines`, { form: formOf("engine", engine) });
  expect([made.status, made.body]).toMatchObject([
    201,
    {
      id: uuid,
      created: time,
      updated: time,
      name: "Retail",
      algorithm: "Regression",
      artifacts: { default: { image: { location: "host/img:1", packagingType: "docker" } } },
    },
  ]);
  expect(made.headers.get("location")).toContain(`${sensei}/engines/${made.body.id}`);
  expect(made.headers.get("content-type")).toContain("profile=engine.v1.json");
  expect(await api.get(`${sensei}/engines/${made.body.id}`)).toEqual(made.body);

  // 2
  const recipe = await makeEngine(api, "Uploaded");
  const instance = await makeInstance(api, recipe.id);
  expect(instance).toMatchObject({ id: uuid, engineId: recipe.id, name: "m", tasks });
  const listed = await api.get(`${sensei}/mlInstances`);
  expect(listed).toMatchObject({
    children: [{ id: instance.id, name: "m" }],
    _page: { property: "deleted==false", count: 1, totalCount: 1 },
  });
  expect(listed.children[0]).not.toHaveProperty("tasks");

  // 3
  const { id: experiment, ...rest } = await makeExperiment(api, instance.id);
  expect(rest).toMatchObject({ name: "x", mlInstanceId: instance.id, createdByService: false });
  expect(await api.get(`${sensei}/experiments/${experiment}/runs`)).toMatchObject({
    children: [],
    _page: { count: 0 },
  });

  // 4: there is nothing to score with
  const early = await api.ask("POST", `${sensei}/experiments/${experiment}/runs`, {
    json: { mode: "score" },
  });
  expect([400, 409, 422]).toContain(early.status);
  expect(early.body).toMatchObject({ status: early.status, detail: expect.stringMatching(/train/i) });

  // 5
  const first = await api.make(`${sensei}/experiments/${experiment}/runs`, {
    mode: "Train",
    tasks: [
      {
        name: "train",
        parameters: [
          { key: "n_estimators", value: "20" },
          { key: "wait", value: sandbox.path("go") },
        ],
      },
    ],
  });
  expect(first).toMatchObject({
    id: uuid,
    mode: "train",
    experimentId: experiment,
    createdBySchedule: false,
  });
  const effective = (first.tasks as typeof tasks).find(({ name }) => name === "train");
  expect(Object.fromEntries((effective?.parameters ?? []).map(({ key, value }) => [key, value]))).toEqual({
    n_estimators: "20",
    depth: "3",
    trainingDataSetId: "rows",
    wait: sandbox.path("go"),
  });

  // 6
  await until("it runs", async () => (await statusOf(api, experiment, first.id)).state === "RUNNING");
  writeFileSync(sandbox.path("go"), "");
  expect((await followRun(api, experiment, first.id)).at(-1)).toBe("DONE");
  const { tasklogs } = await statusOf(api, experiment, first.id);
  expect(tasklogs.map(({ name }) => name).sort()).toEqual(["execution", "stderr", "stdout"]);
  const logs: Record<string, string> = {};
  for (const { name, url: place } of tasklogs) {
    const answer = await fetch(new URL(place, url));
    expect([name, answer.status]).toEqual([name, 200]);
    logs[name] = await answer.text();
  }
  expect(logs).toMatchObject({
    stdout: expect.stringContaining("trained with 3 rows"),
    stderr: expect.stringContaining("to stderr"),
  });
  expect(logs.execution).not.toBe("");

  // 7
  const models = await api.get(`${sensei}/models/?property=experimentRunId==${first.id}`);
  expect(models).toMatchObject({
    children: [{ experimentRunId: first.id, experimentId: experiment }],
    _page: { property: `experimentRunId==${first.id},deleted==false` },
  });
  expect(models.children.length).toBe(1);
  const model = await modelOfRun(api, first.id);
  const artifact = await api.ask("GET", `${sensei}/models/${model.id}/artifact`);
  expect([artifact.status, artifact.headers.get("content-type")]).toEqual([200, "application/octet-stream"]);
  expect(JSON.parse(artifact.text)).toMatchObject({ n_estimators: "20", depth: "3" });

  // 8
  const insights = await api.get(`${sensei}/insights?property=context.experimentRunId==${first.id}`);
  const metrics = insights.children.flatMap((insight) => insight.metrics);
  expect(metrics).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: "MAPE", value: "0.5" }),
      expect.objectContaining({ name: "RMSE", value: "3" }),
    ]),
  );

  // 9: the newest model of the experiment
  const second = await runToEnd(api, experiment, "train", { depth: "7" });
  const newest = await runToEnd(api, experiment, "score");
  const scored = async (run: string) => {
    const { runs } = (await sandbox.json("runs")) as { runs: readonly Record<string, unknown>[] };
    return runs.find(({ id }) => id === run)?.scoredWith;
  };
  const ref = async (run: string) => {
    const { runs } = (await sandbox.json("runs")) as { runs: readonly Record<string, unknown>[] };
    return runs.find(({ id }) => id === run)?.model;
  };
  expect(await scored(newest.id)).toBe(await ref(second.id));

  // 10: the model that is named, and a new batch in the results
  const batches = sandbox.list("results");
  const chosen = await runToEnd(api, experiment, "score", { modelId: model.id });
  expect(await scored(chosen.id)).toBe(await ref(first.id));
  expect(sandbox.list("results").length).toBe(batches.length + 1);
  const trained = await api.get(`${sensei}/experiments/${experiment}/runs?property=mode==train`);
  expect(trained.children.map(({ id }) => id)).toEqual([first.id, second.id]);

  // 13: all below it goes, what was trained stays
  const gone = await api.ask("DELETE", `${sensei}/engines/${recipe.id}`);
  expect([gone.status, gone.body]).toMatchObject([
    200,
    { title: "Success", status: 200, detail: "Engine deletion was successful" },
  ]);
  for (const [kind, id] of [
    ["engines", recipe.id],
    ["mlInstances", instance.id],
    ["experiments", experiment],
    [`experiments/${experiment}/runs`, first.id],
  ]) {
    const answer = await api.ask("GET", `${sensei}/${kind}/${id}`);
    expect([kind, answer.status === 404 || answer.status === 410]).toEqual([kind, true]);
  }
  for (const kind of ["mlInstances", "experiments"])
    expect((await api.get(`${sensei}/${kind}`)).children).toEqual([]);
  expect((await api.get(`${sensei}/engines`)).children).toMatchObject([{ id: made.body.id }]);
  expect((await api.get(`${sensei}/models/${model.id}`)).id).toBe(model.id);
});

test("a failed run keeps its logs, and no model comes of it", async () => {
  const { api, url } = await open();
  const instance = await makeInstance(api, (await makeEngine(api)).id);
  const { id } = await makeExperiment(api, instance.id);
  const run = await startRun(api, id, "train", { fail: "true" });
  expect((await followRun(api, id, run.id)).at(-1)).toBe("FAILED");
  const { tasklogs } = await statusOf(api, id, run.id);
  const place = tasklogs.find(({ name }) => name === "stderr")?.url ?? expect.fail("it has a stderr");
  expect(await (await fetch(new URL(place, url))).text()).toContain("it was told to fail");
  expect((await api.get(`${sensei}/models?property=experimentRunId==${run.id}`)).children).toEqual([]);
  const score = await api.ask("POST", `${sensei}/experiments/${id}/runs`, { json: { mode: "score" } });
  expect(score.status).toBeGreaterThanOrEqual(400);
});

test("a scheduled experiment that is deleted while it runs: the run ends well, and none follows", async () => {
  const { sandbox, api } = await open();
  const instance = await makeInstance(api, (await makeEngine(api)).id);
  const { id, workflowId, template } = await api.make(`${sensei}/experiments`, {
    name: "minutely",
    mlInstanceId: instance.id,
    template: {
      tasks: [{ name: "train", parameters: [{ key: "wait", value: sandbox.path("go") }] }],
      schedule: { cron: "* * * * *", startTime: "2018-11-11", endTime: "2999-11-11" },
    },
  });
  expect(workflowId).toEqual(expect.any(String));
  expect(template).toMatchObject({
    schedule: { cron: "* * * * *", startTime: "2018-11-11", endTime: "2999-11-11" },
  });
  const runs = async () => (await api.get(`${sensei}/experiments/${id}/runs`)).children;
  await until("a run is made", async () => (await runs()).length > 0);
  const [run = expect.fail("there is one")] = await runs();
  expect(run).toMatchObject({ createdBySchedule: true, mode: "train" });
  await until("it runs", async () => (await statusOf(api, id, run.id)).state === "RUNNING");

  const gone = await api.ask("DELETE", `${sensei}/experiments/${id}`);
  expect([gone.status, gone.body.detail]).toEqual([200, "Experiment successfully deleted"]);
  expect((await api.ask("GET", `${sensei}/experiments/${id}`)).status).toBe(404);
  writeFileSync(sandbox.path("go"), "");
  const all = async () =>
    ((await sandbox.json("runs")) as { runs: readonly { id: string; state: string }[] }).runs;
  await until("it is done", async () =>
    (await all()).some((one) => one.id === run.id && one.state === "DONE"),
  );
  expect(await modelOfRun(api, run.id)).toMatchObject({ experimentRunId: run.id });
  // Past the next minute: that a time passes without a run cannot be waited for otherwise.
  await delay(63_000 - (Date.now() % 60_000));
  expect((await all()).filter(({ state }) => state !== "DONE" && state !== "ABORTED")).toEqual([]);
  expect(existsSync(sandbox.path("go"))).toBe(true);
});
