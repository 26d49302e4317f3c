/** What callers of the Sensei API really send, with all the ways in which its published samples differ from each other. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, type Api, formOf, senseiPath as sensei, senseiMediaType } from "./api-server.ts";
import {
  engine,
  makeEngine,
  makeExperiment,
  makeInstance,
  runToEnd,
  startRun,
  tasks,
} from "./sensei-recipe.ts";
import { openShared, type SharedApi } from "./shared-api.ts";

let shared: SharedApi;
let api: Api;
let ids: { readonly engine: string; readonly instance: string; readonly experiment: string };

beforeAll(async () => {
  shared = await openShared();
  api = shared.api;
  const recipe = await makeEngine(api);
  const instance = await makeInstance(api, recipe.id);
  const experiment = await makeExperiment(api, instance.id);
  ids = { engine: recipe.id, instance: instance.id, experiment: experiment.id };
});
afterAll(() => shared.close());

const experimentBody = () => ({ name: "sample", mlInstanceId: ids.instance });

const expectStatus = (answer: Answer, status: number) =>
  expect([answer.status, answer.status === status ? "" : answer.text]).toEqual([status, ""]);

describe("a body is read whatever it is called", () => {
  test.each([
    ["its profile", senseiMediaType("experiment")],
    ["its profile, after a blank", "application/vnd.adobe.platform.sensei+json; profile=experiment.v1.json"],
    ["the plural", senseiMediaType("experiments")],
    ["another resource's profile", senseiMediaType("mlInstance")],
    ["no profile", "application/vnd.adobe.platform.sensei+json"],
    ["JSON", "application/json"],
    ["JSON with a character set", "application/json; charset=utf-8"],
    ["plain text", "text/plain"],
  ])("%s", async (_, type) => {
    const made = await api.ask("POST", `${sensei}/experiments`, {
      json: experimentBody(),
      headers: { "content-type": type },
    });
    expectStatus(made, 201);
    const put = await api.ask("PUT", `${sensei}/experiments/${made.body.id}`, {
      json: { ...made.body, name: "put" },
      headers: { "content-type": type },
    });
    expectStatus(put, 200);
    expect(put.body.name).toBe("put");
  });

  test("nothing", async () => {
    const body = new Blob([JSON.stringify(experimentBody())]).stream();
    const options = { method: "POST", body, duplex: "half" } as const;
    const answer = await fetch(`${shared.url}${sensei}/experiments`, options);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([
      201,
      expect.stringContaining("profile=experiment.v1.json"),
    ]);
  });

  test.each(["image/png", "application/xml", "application/octet-stream", "text/html"])(
    "but %s is 415",
    async (type) => {
      const answer = await api.ask("POST", `${sensei}/experiments`, {
        json: "<x/>",
        headers: { "content-type": type },
      });
      expectStatus(answer, 415);
      expect(answer.body).toMatchObject({
        status: 415,
        title: expect.any(String),
        detail: expect.any(String),
      });
    },
  );
});

describe("what is accepted", () => {
  test.each([
    ["everything", "*/*", 200],
    ["the item's own", senseiMediaType("experiment"), 200],
    ["JSON", "application/json", 200],
    ["one of several", "text/html, application/json;q=0.5", 200],
    ["only a picture", "image/png", 406],
  ])("%s", async (_, accept, status) => {
    const answer = await api.ask("GET", `${sensei}/experiments/${ids.experiment}`, { headers: { accept } });
    expectStatus(answer, status);
  });
});

describe("headers", () => {
  test.each([
    ["none but the host", {}],
    ["a token without its scheme", { authorization: "eyJhbGciOi" }],
    ["a bearer token, a key and no sandbox", { authorization: "Bearer eyJ", "X-API-KEY": "acp" }],
    ["all", { authorization: "Bearer eyJ", "x-api-key": "acp", "x-sandbox-name": "prod" }],
  ])("%s", async (_, headers) => {
    expectStatus(await api.ask("GET", `${sensei}/engines/${ids.engine}`, { headers }), 200);
  });
});

describe("names and modes", () => {
  test.each(["train", "Train", "TRAIN"])("mode %s", async (mode) => {
    const run = await api.make(`${sensei}/experiments/${ids.experiment}/runs`, {
      mode,
      tasks: [{ name: mode, parameters: [{ key: "depth", value: "4" }] }],
    });
    expect(run.mode).toBe("train");
    expect(JSON.stringify(run.tasks)).toContain('"value":"4"');
  });

  test.each(["fp", "featurePipeline"])("the task %s of an instance is echoed so", async (name) => {
    const own = [...tasks, { name, parameters: [{ key: "trainingDataSetId", value: "rows" }] }];
    const made = await api.make(`${sensei}/mlInstances`, {
      name: `with ${name}`,
      description: "",
      engineId: ids.engine,
      tasks: own,
    });
    expect(made.tasks).toEqual(own);
    expect((await api.get(`${sensei}/mlInstances/${made.id}`)).tasks).toEqual(own);
  });

  test.each(["Python", "python", "PySpark", "Pyspark", "R", "Spark", "Tensorflow"])(
    "an engine of type %s",
    async (type) => {
      const form = formOf("engine", { ...engine, name: `of ${type}`, type });
      expectStatus(await api.ask("POST", `${sensei}/engines`, { form }), 201);
    },
  );

  test("an engine as a part without a name, and as JSON alone", async () => {
    const form = formOf("", { ...engine, name: "unnamed part" });
    expectStatus(await api.ask("POST", `${sensei}/engines`, { form }), 201);
    expectStatus(await api.ask("POST", `${sensei}/engines`, { json: { ...engine, name: "as JSON" } }), 201);
  });

  test("an instance without a description, with what a server writes, and a value that is no text", async () => {
    const made = await api.make(`${sensei}/mlInstances`, {
      name: "odd",
      engineId: ids.engine,
      createdBy: { userId: "Jane_Doe@AdobeID" },
      tasks: [{ name: "train", parameters: [{ key: "ACP_DSW_FEATURE_UPDATE_SUPPORT", value: false }] }],
    });
    expect(made).toMatchObject({ name: "odd", createdBy: { userId: expect.any(String) } });
  });

  test.each([
    ["Spark", { type: "SparkTaskSpec", executorCores: 5, numExecutors: 5 }],
    ["a container, as text", { type: "ContainerTaskSpec", cpus: "1" }],
    ["a container, as a number", { type: "ContainerTaskSpec", cpus: 1, memoryInMB: 512 }],
  ])("a specification in part: %s", async (name, specification) => {
    const own = [{ ...tasks[0], specification }];
    const made = await api.make(`${sensei}/mlInstances`, { name, engineId: ids.engine, tasks: own });
    expect(made.tasks).toMatchObject([{ specification }]);
  });

  test("a secret is never told again, and put back as it was told", async () => {
    const secret = { key: "password", value: "tell-no-one", secret: true };
    const body = {
      name: "secretive",
      engineId: ids.engine,
      tasks: [{ name: "train", parameters: [secret] }],
    };
    const made = await api.ask("POST", `${sensei}/mlInstances`, { json: body });
    expectStatus(made, 201);
    const path = `${sensei}/mlInstances/${made.body.id}`;
    const put = await api.ask("PUT", path, { json: made.body });
    const got = await api.ask("GET", path);
    for (const { text } of [made, put, got]) {
      expect(text).not.toContain("tell-no-one");
      expect(text).toContain("***");
    }
  });
});

describe("lists", () => {
  test("with a slash at the end, and without", async () => {
    for (const kind of ["engines", "mlInstances", "experiments", "models", "mlServices", "insights"])
      for (const path of [`/${kind}`, `/${kind}/`, `/${kind}?limit=1`, `/${kind}/?limit=1`])
        expectStatus(await api.ask("GET", `${sensei}${path}`), 200);
  });

  test.each([
    ["the sample's own", "deleted!=true"],
    ["another case", "MLINSTANCEID=={instance}"],
    ["two in one", "mlInstanceId=={instance},name!=nobody"],
    ["a pattern", "name~S.*"],
    ["something that is there", "name"],
  ])("a filter: %s", async (_, text) => {
    const property = encodeURIComponent(text.replace("{instance}", ids.instance));
    const { children, _page } = await api.get(`${sensei}/experiments?property=${property}&limit=100`);
    expect(children.length).toBeGreaterThan(0);
    expect(_page).toMatchObject({ property: expect.stringContaining("deleted") });
  });

  test("repeated filters are all meant, and order and pages hold together", async () => {
    for (const name of ["p1", "p2", "p3"])
      await api.make(`${sensei}/experiments`, { name, mlInstanceId: ids.instance, tags: { page: "yes" } });
    const base = `${sensei}/experiments?property=name~p.&property=mlInstanceId==${ids.instance}`;
    const first = await api.get(`${base}&orderby=-name&limit=2`);
    expect(first.children.map(({ name }) => name)).toEqual(["p3", "p2"]);
    expect(first._page).toMatchObject({ count: 2, totalCount: 3, next: expect.any(String) });
    const { next } = first._page as { readonly next: string };
    const second = await api.get(`${base}&orderby=-name&limit=2&start=${next}`);
    expect(second.children.map(({ name }) => name)).toEqual(["p1"]);
    expect(second._page).not.toHaveProperty("next");
    const tagged = await api.get(`${sensei}/experiments?property=tags.page==yes`);
    expect(tagged.children.length).toBe(3);
  });

  test.each([
    ["a property that there is not", "property=mlInstanceIdd==x"],
    ["no whole expression", "property===x"],
    ["a limit that is too high", "limit=101"],
    ["a limit that is no number", "limit=many"],
    ["a start below 0", "start=-1"],
    ["an order that there is not", "orderby=colour"],
  ])("%s is 400", async (_, query) => {
    const answer = await api.ask("GET", `${sensei}/experiments?${query}`);
    expectStatus(answer, 400);
    expect(answer.body).toMatchObject({ status: 400, detail: expect.any(String), title: expect.any(String) });
  });
});

describe("putting", () => {
  test("replaces, keeps what is the server's, and holds to If-Match", async () => {
    const made = await api.ask("POST", `${sensei}/experiments`, {
      json: { ...experimentBody(), description: "to go", tags: { a: "b" } },
    });
    const path = `${sensei}/experiments/${made.body.id}`;
    const etag = (await api.ask("GET", path)).headers.get("etag") ?? expect.fail("it has an ETag");
    const put = await api.ask("PUT", path, { json: experimentBody(), headers: { "if-match": etag } });
    expectStatus(put, 200);
    const { id, created, createdBy } = made.body;
    expect(put.body).toMatchObject({ id, created, createdBy, name: "sample" });
    expect(put.body.tags ?? {}).toEqual({});
    expect(put.body.description ?? "").toBe("");
    const late = await api.ask("PUT", path, { json: experimentBody(), headers: { "if-match": etag } });
    expectStatus(late, 412);
    expect(late.body).toMatchObject({ status: 412 });
    expectStatus(await api.ask("PUT", path, { json: experimentBody(), headers: { "if-match": "*" } }), 200);
    expectStatus(await api.ask("PUT", path, { json: experimentBody() }), 200);
  });
});

describe("schedules", () => {
  const schedule = (value: Readonly<Record<string, unknown>>) => ({
    ...experimentBody(),
    template: { tasks: [{ name: "train" }], schedule: value },
  });

  test.each([
    ["dates that are past", { cron: "*/20 * * * *", startTime: "2018-11-11", endTime: "2019-11-11" }],
    ["minutes", { cron: "0 0 1 1 *", startTime: "2019-04-09T00:00", endTime: "2019-04-10T00:00" }],
    ["an offset", { cron: "0 0 1 1 *", startTime: "2019-04-09T00:00:00Z", endTime: "2099-04-10T00:00:00Z" }],
  ])("%s", async (_, value) => {
    const made = await api.make(`${sensei}/experiments`, schedule(value));
    expect(made).toMatchObject({ workflowId: expect.any(String), template: { schedule: value } });
  });

  test.each([
    ["cron", { cron: "*/20 * * *", startTime: "2018-11-11", endTime: "2019-11-11" }],
    ["cron", { cron: "61 * * * *", startTime: "2018-11-11", endTime: "2019-11-11" }],
    ["startTime", { cron: "0 * * * *", startTime: "2018-21-21", endTime: "2019-11-11" }],
    ["endTime", { cron: "0 * * * *", startTime: "2019-11-11", endTime: "2018-11-11" }],
  ])("a bad %s is told by its name", async (field, value) => {
    const answer = await api.ask("POST", `${sensei}/experiments`, { json: schedule(value) });
    expectStatus(answer, 422);
    expect(answer.body.detail).toContain(field);
  });
});

describe("what leads nowhere", () => {
  const nobody = "00000000-0000-4000-8000-000000000000";

  test.each([
    ["engineId", "mlInstances", { name: "x", engineId: nobody, tasks: [] }],
    ["mlInstanceId", "experiments", { name: "x", mlInstanceId: nobody }],
    ["mlInstanceId", "mlServices", { name: "x", mlInstanceId: nobody }],
    ["name", "experiments", { mlInstanceId: nobody }],
    ["mlInstanceId", "experiments", { name: "x" }],
  ])("%s in a body to /%s is 422", async (field, kind, json) => {
    const answer = await api.ask("POST", `${sensei}/${kind}`, { json });
    expect([400, 422]).toContain(answer.status);
    expect(answer.body.detail).toContain(field);
  });

  test("a dataset is 422, by its parameter's name", async () => {
    const wrong = [{ name: "train", parameters: [{ key: "trainingDataSetId", value: "0".repeat(24) }] }];
    const json = { name: "x", engineId: ids.engine, tasks: wrong };
    const answer = await api.ask("POST", `${sensei}/mlInstances`, { json });
    expectStatus(answer, 422);
    expect(answer.body.detail).toContain("trainingDataSetId");
  });

  test("a bulk deletion below what is deleted is 410, below what never was 404", async () => {
    const recipe = await makeEngine(api, "short-lived");
    await makeInstance(api, recipe.id, "short-lived");
    const all = await api.ask("DELETE", `${sensei}/mlInstances?engineId=${recipe.id}`);
    expect([all.status, all.body.detail]).toEqual([200, "MLInstances successfully deleted"]);
    await api.ask("DELETE", `${sensei}/engines/${recipe.id}`);
    expectStatus(await api.ask("DELETE", `${sensei}/mlInstances?engineId=${recipe.id}`), 410);
    expectStatus(await api.ask("DELETE", `${sensei}/mlInstances?engineId=${nobody}`), 404);
    expectStatus(await api.ask("DELETE", `${sensei}/mlInstances`), 400);
  });
});

test("an experiment finds its instance by a query when a run is made", async () => {
  const made = await api.make(`${sensei}/mlInstances`, {
    name: "sought",
    engineId: ids.engine,
    tasks,
    tags: { purpose: "sought" },
  });
  const found = await api.make(`${sensei}/experiments`, {
    name: "by query",
    mlInstanceQuery: "tags.purpose==sought",
  });
  expect(found.mlInstanceQuery).toBe("tags.purpose==sought");
  expect(made.id).not.toBe("");
  await runToEnd(api, found.id, "train");
  const none = await api.make(`${sensei}/experiments`, {
    name: "by no query",
    mlInstanceQuery: "tags.purpose==nothing",
  });
  const answer = await api.ask("POST", `${sensei}/experiments/${none.id}/runs`, { json: { mode: "train" } });
  expectStatus(answer, 422);
});

test("default metrics win over an insight's id; a posted insight is found by its context", async () => {
  const metrics = await api.get(`${sensei}/insights/metrics?algorithm=Regression`);
  expect(metrics.children).toMatchObject([
    { algorithm: "Regression", defaultMetrics: expect.arrayContaining(["RMSE", "MAPE", "MASE", "MAE"]) },
  ]);
  const run = await startRun(api, ids.experiment, "train");
  const insight = {
    context: { clientId: "notebook", notebookId: "n", experimentRunId: run.id },
    events: { name: "fit", eventValues: { algorithm: null, ratio: "0.8" } },
    metrics: [{ name: "MAPE", value: "0.0111111111111", valueType: "double" }],
    created: "2019-01-01T00:00:00.000Z",
    updated: "2019-01-02T00:00:00.000Z",
  };
  const made = await api.make(`${sensei}/insights`, insight);
  const { created: _, updated: __, ...kept } = insight;
  expect(made).toMatchObject(kept);
  expect(await api.get(`${sensei}/insights/${made.id}`)).toEqual(made);
  const found = await api.get(
    `${sensei}/insights?property=context.clientId==notebook,context.experimentRunId==${run.id}`,
  );
  expect(found.children.map(({ id }) => id)).toEqual([made.id]);
});

test("a model that was made elsewhere, and what can be said of it", async () => {
  const form = formOf(
    "model",
    { name: "offline", originType: "offline" },
    { modelArtifact: { name: "model.onnx", content: "onnx" } },
  );
  const made = await api.ask("POST", `${sensei}/models`, { form });
  expectStatus(made, 201);
  expect(made.body).toMatchObject({
    name: "offline",
    originType: "offline",
    modelArtifactUri: expect.any(String),
  });
  const path = `${sensei}/models/${made.body.id}`;
  expect((await api.ask("GET", `${path}/artifact`)).text).toBe("onnx");
  const put = await api.ask("PUT", path, { json: { ...made.body, description: "told" } });
  expectStatus(put, 200);
  expect(await api.get(path)).toMatchObject({ id: made.body.id, description: "told" });
  expect((await api.get(`${path}/transcodings`)).children).toEqual([]);
  const gone = await api.ask("DELETE", path);
  expect([gone.status, gone.body.detail]).toEqual([200, "Model deletion was successful"]);
  expectStatus(await api.ask("GET", path), 404);
});
