/** Runs, their status and logs, models, transcodings and insights of experiments that files declare. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Ask, asker, type Told } from "./make-sensei.ts";
import { datasetsOnly, type OpenFaces, openFaces } from "./open-faces.ts";
import { workOn } from "./worked-runs.ts";

const files = {
  ...datasetsOnly,
  "recipe/train.py": "",
  "recipe/score.py": "",
  "more.mlx.yaml": `recipes:
  line:
    type: Python
    algorithm: Regression
    source: ./recipe
    defaults:
      train: { depth: 3, label: a, key: { secret: { env: KEY } } }
instances:
  small:
    recipe: line
    tasks:
      train: { inputs: { train: rows }, parameters: { rate: 0.5 } }
      score: { inputs: { score: recent }, outputs: { predictions: ./results } }
  off: { recipe: line, enabled: false, tasks: { train: {} } }
experiments:
  fit: { instance: small, task: train }
  other: { instance: small, task: train }
  disabled: { instance: off, task: train }
  lost: { instanceQuery: "tags.team==none", task: train }
`,
};

const tester = expect.stringMatching(/^tester@/);

let faces: OpenFaces;
let ask: Ask;
let ids: Readonly<Record<string, string>>;

beforeAll(async () => {
  faces = await openFaces({ files, processEnv: { KEY: "s3cret" } });
  ask = asker(faces.url);
  const { json } = await get("/experiments");
  const children = json?.children;
  const named = (Array.isArray(children) ? children : []).map(({ name, id }) => [name, id] as const);
  ids = Object.fromEntries(named);
});
afterAll(() => faces.close());

const get = (path: string, headers = {}) => ask({ method: "GET", path: `/data/sensei${path}`, headers });
const runsOf = (experiment: string) => `/experiments/${ids[experiment]}/runs`;
const start = (experiment: string, json: unknown) =>
  ask({ method: "POST", path: `/data/sensei${runsOf(experiment)}`, json });
const idOf = ({ status, json, text }: Told) => (status === 201 ? String(json?.id) : expect.fail(text));
const childrenOf = ({ json }: Told): readonly { readonly id: string }[] => {
  const children = json?.children;
  return Array.isArray(children) ? children : [];
};
const parameters = (given: Readonly<Record<string, unknown>>, task = "train") => ({
  tasks: [{ name: task, parameters: Object.entries(given).map(([key, value]) => ({ key, value })) }],
});

test("a run is made with what is declared under what is given, and no secret is told", async () => {
  const made = await start("fit", {
    mode: "Train",
    description: "by hand",
    ...parameters({ depth: "20", own: "007" }),
  });
  expect([made.status, made.json]).toEqual([
    201,
    {
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      mode: "train",
      description: "by hand",
      experimentId: ids.fit,
      createdBySchedule: false,
      created: expect.stringMatching(/Z$/),
      createdBy: { userId: tester },
      updated: expect.stringMatching(/Z$/),
      deleted: false,
      tasks: [
        {
          name: "train",
          parameters: [
            { key: "depth", value: "20" },
            { key: "key", value: "***", secret: true },
            { key: "label", value: "a" },
            { key: "rate", value: "0.5" },
            { key: "own", value: "007" },
          ],
        },
      ],
      _links: expect.objectContaining({ status: { href: expect.stringMatching(/\/status$/) } }),
    },
  ]);
  const id = idOf(made);
  expect(made.headers.get("location")).toBe(`/data/sensei${runsOf("fit")}/${id}`);
  expect((await get(`${runsOf("fit")}/${id}`)).json).toEqual(made.json);
  expect((await get(`${runsOf("other")}/${id}`)).status).toBe(404);
  const { store } = await faces.project.adapters();
  const run = await store.runs.get(id);
  expect(run?.spec.parameters).toMatchObject({ depth: 20, own: "007" });
});

test("a text for a secret is sealed", async () => {
  const made = await start("fit", { mode: "train", ...parameters({ key: "n3w" }) });
  expect(made.text).not.toContain("n3w");
  const { store } = await faces.project.adapters();
  const run = await store.runs.get(idOf(made));
  expect(run?.spec.parameters.key).toEqual({ secret: { sealed: expect.any(String) } });
});

test("a text that its name says to be a secret is one, and those of the server are not to be had", async () => {
  const made = await start("fit", { mode: "train", ...parameters({ api_token: "n3w", max_tokens: "7" }) });
  expect(made.text).not.toContain("n3w");
  const { store } = await faces.project.adapters();
  const run = await store.runs.get(idOf(made));
  expect(run?.spec.parameters).toMatchObject({
    api_token: { secret: { sealed: expect.any(String) } },
    max_tokens: "7",
  });
  expect(JSON.stringify(run)).not.toContain("n3w");
  const stolen = await start("fit", { mode: "train", ...parameters({ own: { secret: { env: "HOME" } } }) });
  expect([stolen.status, stolen.json?.detail]).toEqual([
    422,
    expect.stringContaining("tasks[0].parameters[0].value: only files refer to secrets"),
  ]);
});

test("datasets and a results folder can be given for one run", async () => {
  const id = idOf(await start("fit", { mode: "train", ...parameters({ trainingDataSetId: "recent" }) }));
  const { store } = await faces.project.adapters();
  expect((await store.runs.get(id))?.spec.inputs.train?.dataset).toBe("dataset/recent");
});

test.each([
  ["mode", {}],
  ["mode", { mode: "levitate" }],
  ["mode", { mode: 7 }],
  ["tasks", { mode: "train", tasks: "all" }],
  ["tasks[0].name", { mode: "train", tasks: [{ name: "fly" }] }],
  ["tasks[0].parameters[0].value", { mode: "train", ...parameters({ depth: "deep" }) }],
  ["nowhere", { mode: "train", ...parameters({ trainingDataSetId: "nowhere" }) }],
  ["preprocess", { mode: "preprocess" }],
  ["nobody", { mode: "score", ...parameters({ modelId: "nobody@v7" }, "score") }],
  ["The body", []],
])("422 that names %s", async (field, json) => {
  const answer = await start("fit", json);
  expect([answer.status, answer.text]).toEqual([422, expect.stringContaining(field)]);
});

test("422 of an experiment whose instance is disabled, or is not found by its query", async () => {
  expect((await start("disabled", { mode: "train" })).text).toMatch(/disabled/);
  expect((await start("lost", { mode: "train" })).status).toBe(422);
});

test("scoring needs a training of the same experiment, and takes its newest model", async () => {
  const early = await start("fit", { mode: "score" });
  expect([early.status, early.json?.detail]).toEqual([422, expect.stringMatching(/train/)]);
  const [first, foreign] = [
    idOf(await start("fit", { mode: "train" })),
    idOf(await start("other", { mode: "train" })),
  ];
  await workOn(faces.project, foreign, { model: { "model.txt": "foreign" } });
  expect((await start("fit", { mode: "score" })).status).toBe(422);
  await workOn(faces.project, first, { model: { "model.txt": "weights" }, metrics: { RMSE: 3, MAPE: 0.5 } });
  const { store } = await faces.project.adapters();
  const scoredWith = async (id: string) => (await store.runs.get(id))?.spec.model?.ref;
  expect(await scoredWith(idOf(await start("fit", { mode: "score" })))).toBe("model/small@v2");

  const listed = await get(`/models/?property=experimentRunId==${first}`);
  expect(listed.json?._page).toMatchObject({
    property: `experimentRunId==${first},deleted==false`,
    totalCount: 1,
  });
  const [model = expect.fail("there is one")] = childrenOf(listed);
  expect(model).toMatchObject({
    name: "small@v2",
    experimentId: ids.fit,
    experimentRunId: first,
    state: ["trained"],
    createdBy: { userId: tester },
  });
  const named = await start("fit", { mode: "score", ...parameters({ modelId: model.id }, "score") });
  expect(await scoredWith(idOf(named))).toBe("model/small@v2");

  const status = await get(`${runsOf("fit")}/${first}/status`);
  expect(status.json).toMatchObject({
    id: ids.fit,
    name: `RunStatus for experimentRunId ${first}`,
    experimentRunId: first,
    status: { tasks: [{ id: model.id, name: "train", state: "DONE", started: expect.any(String) }] },
  });

  const insights = await get(`/insights?property=context.experimentRunId==${first}`);
  expect(childrenOf(insights)).toEqual([
    {
      id: first,
      context: {
        engineId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        mlInstanceId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        experimentId: ids.fit,
        experimentRunId: first,
        modelId: model.id,
        dataSetId: expect.stringMatching(/^[0-9a-f]{24}$/),
      },
      events: { name: "fit", eventValues: expect.objectContaining({ rate: "0.5" }) },
      metrics: expect.arrayContaining([{ name: "RMSE", value: "3", valueType: "double" }]),
      created: expect.any(String),
      updated: expect.any(String),
    },
  ]);
  for (const condition of [`experimentId==${ids.fit}`, `modelId==${model.id}`])
    expect(childrenOf(await get(`/insights?property=context.${condition}`)).map(({ id }) => id)).toEqual([
      first,
    ]);
});

test("a failed run says why, and its logs are had by links that need no header", async () => {
  const run = idOf(await start("other", { mode: "train" }));
  await workOn(faces.project, run, { fails: "it was told to" });
  const { json } = await get(`${runsOf("other")}/${run}/status`);
  expect(json?.status).toMatchObject({
    tasks: [{ id: run, state: "FAILED", message: "NON_ZERO_EXIT: it was told to" }],
  });
  const text = JSON.stringify(json);
  const [, url = expect.fail("it has links")] = /"execution","url":"([^"]+)"/.exec(text) ?? [];
  const log = await fetch(url);
  const whole = await log.text();
  expect([log.status, log.headers.get("content-type")]).toEqual([200, "text/plain; charset=utf-8"]);
  expect(whole).toContain(`run ${run} of experiment/other (train) was made by tester@`);
  const part = await fetch(url, { headers: { range: "bytes=5-8" } });
  expect([part.status, await part.text(), part.headers.get("content-range")]).toEqual([
    206,
    whole.slice(5, 9),
    `bytes 5-8/${Buffer.byteLength(whole)}`,
  ]);
  expect((await fetch(url, { headers: { range: "bytes=99999-" } })).status).toBe(416);
  expect((await fetch(`${url}x`)).status).toBe(404);
  expect((await fetch(url.replace(/link=..../, "link=WyJn"))).status).toBe(404);
});

test("runs are filtered by the store, and what it does not know in memory", async () => {
  const all = childrenOf(await get(`${runsOf("fit")}?limit=100`)).map(({ id }) => id);
  const trains = await get(`${runsOf("fit")}?limit=100&property=mode==train`);
  const scores = await get(`${runsOf("fit")}?limit=100&property=mode==score`);
  expect([...childrenOf(trains), ...childrenOf(scores)].map(({ id }) => id).toSorted()).toEqual(
    all.toSorted(),
  );
  expect(trains.json?._page).toMatchObject({
    property: `mode==train,experimentId==${ids.fit},deleted==false`,
  });
  const newest = await get(`${runsOf("fit")}?limit=1&orderby=-created`);
  expect(childrenOf(newest).map(({ id }) => id)).toEqual(all.slice(-1));
  const told = await get(`${runsOf("fit")}?property=description==by hand,createdBySchedule==false`);
  expect(childrenOf(told)).toMatchObject([{ description: "by hand" }]);
  expect(childrenOf(told)[0]).not.toHaveProperty("tasks");
});

test("a model is sent as it is, changed, and deleted while nothing uses it", async () => {
  const form = new FormData();
  form.append("model", JSON.stringify({ name: "Churn / 2026", originType: "offline", tags: { team: "a" } }));
  form.append("modelArtifact", new Blob(["0123456789"]), "net.onnx");
  const made = await ask({ method: "POST", path: "/data/sensei/models", form });
  const id = idOf(made);
  expect(made.json).toMatchObject({
    name: "Churn / 2026",
    originType: "offline",
    modelArtifactUri: expect.stringMatching(new RegExp(`${id}$`)),
    tags: { team: "a" },
    deprecated: false,
  });
  const artifact = await get(`/models/${id}/artifact`);
  expect([artifact.text, artifact.headers.get("content-length")]).toEqual(["0123456789", "10"]);
  expect(artifact.headers.get("content-disposition")).toContain('filename="net.onnx"');
  const part = await get(`/models/${id}/artifact`, { range: "bytes=-3" });
  expect([part.status, part.text, part.headers.get("content-range")]).toEqual([206, "789", "bytes 7-9/10"]);

  const put = (json: unknown, headers = {}) =>
    ask({ method: "PUT", path: `/data/sensei/models/${id}`, json, headers });
  const etag = made.headers.get("etag") ?? "";
  const changed = await put(
    { ...made.json, name: "Churn", description: "told", tags: { b: "1" } },
    { "if-match": etag },
  );
  expect(changed.json).toMatchObject({
    name: "Churn",
    description: "told",
    tags: { b: "1" },
    originType: "offline",
  });
  expect((await put({ name: "again" }, { "if-match": etag })).status).toBe(412);
  const moved = await put({ name: "x", experimentRunId: id });
  expect([moved.status, moved.text]).toEqual([422, expect.stringContaining("experimentRunId")]);

  const { store } = await faces.project.adapters();
  const version = (await store.models.getById(id)) ?? expect.fail("it is there");
  const { model, version: number } = version;
  await store.models.moveAlias({
    ...{ model, alias: "champion", to: number, kind: "promote", actor: "tester" },
    at: "2026-01-01T00:00:00.000Z",
  });
  expect((await get(`/models/${id}`)).json?.state).toEqual(["trained", "published"]);
  const used = await ask({ method: "DELETE", path: `/data/sensei/models/${id}` });
  expect([used.status, used.text]).toEqual([409, expect.stringContaining("champion")]);
});

test("a model of several files is a tar.gz, the same each time", async () => {
  const run = idOf(await start("other", { mode: "train" }));
  await workOn(faces.project, run, { model: { "a.txt": "a", "sub/saved_model.pb": "b" } });
  const [model = expect.fail("there is one")] = childrenOf(
    await get(`/models?property=experimentRunId==${run}`),
  );
  const bytes = async () =>
    Buffer.from(await (await fetch(`${faces.url}/data/sensei/models/${model.id}/artifact`)).arrayBuffer());
  const [one, other] = [await bytes(), await bytes()];
  expect(one.subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));
  expect(one.equals(other)).toBe(true);

  const path = `/data/sensei/models/${model.id}/transcodings`;
  const none = await ask({ method: "POST", path, json: { modelId: model.id, targetFormat: "CoreML" } });
  expect([none.status, none.text]).toEqual([422, expect.stringContaining("CoreML")]);
  const kept = await ask({ method: "POST", path, json: { modelId: model.id, targetFormat: "TF" } });
  expect(childrenOf(await ask({ method: "GET", path }))).toMatchObject([
    { id: idOf(kept), targetFormat: "TF" },
  ]);
  expect((await get(`/models/${model.id}`)).json?.state).toEqual(["trained", "transcoded"]);
  const wrong = await ask({ method: "POST", path, json: { targetFormat: "Papyrus" } });
  expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining("targetFormat")]);
});

test("a model can be registered for a run, and is found by it", async () => {
  const run = idOf(await start("other", { mode: "train" }));
  const form = new FormData();
  form.append("model", JSON.stringify({ name: "mine", experimentRunId: run }));
  form.append("modelArtifact", new Blob(["x"]), "m.bin");
  const id = idOf(await ask({ method: "POST", path: "/data/sensei/models", form }));
  for (const condition of [`experimentRunId==${run}`, `experimentId==${ids.other},name==mine`])
    expect(childrenOf(await get(`/models?property=${condition}`))).toMatchObject([
      { id, experimentRunId: run },
    ]);
});

test.each([
  ["name", { originType: "offline" }],
  ["experimentRunId", { name: "x" }],
  ["experimentRunId", { name: "x", experimentRunId: "00000000-0000-4000-8000-000000000000" }],
  ["originType", { name: "x", originType: "elsewhere" }],
  ["modelArtifact", { name: "x", originType: "offline" }],
])("a model without a proper %s is 422", async (field, json) => {
  const form = new FormData();
  form.append("model", JSON.stringify(json));
  const answer = await ask({ method: "POST", path: "/data/sensei/models", form });
  expect([answer.status, answer.text]).toEqual([422, expect.stringContaining(field)]);
});

test("insights are kept as they were sent, and listed with those of runs in order of creation", async () => {
  const before = childrenOf(await get("/insights?limit=100")).length;
  const posted = await Promise.all(
    ["1", "2", "3"].map((value) =>
      ask({
        method: "POST",
        path: "/data/sensei/insights",
        json: { context: { clientId: "n" }, metrics: [{ name: "MAPE", value }] },
      }),
    ),
  );
  const made = posted.map(idOf);
  const mine = await get("/insights?property=context.clientId==n&orderby=-created");
  expect(
    childrenOf(mine)
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual(made.toSorted());
  const all: string[] = [];
  for (let first = 0; first < before + 3; first += 2)
    all.push(...childrenOf(await get(`/insights?limit=2&start=${first}`)).map(({ id }) => id));
  expect([all.length, new Set(all).size]).toEqual([before + 3, before + 3]);
  const large = await get("/insights?property=context.clientId==n,metrics.value>2");
  expect(childrenOf(large)).toMatchObject([{ metrics: [{ name: "MAPE", value: "3", valueType: "double" }] }]);
  expect(posted[0]?.headers.get("location")).toBe(`/data/sensei/insights/${made[0]}`);
});

test.each([
  ["metrics", { metrics: "many" }],
  ["metrics[0].name", { metrics: [{ value: "1" }] }],
  ["metrics[0].value", { metrics: [{ name: "a" }] }],
  ["context.modelId", { context: { modelId: 7 }, metrics: [] }],
  ["events.eventValues", { events: { name: "fit", eventValues: [] } }],
])("an insight with a wrong %s is 422", async (field, json) => {
  const answer = await ask({ method: "POST", path: "/data/sensei/insights", json });
  expect([answer.status, answer.text]).toEqual([422, expect.stringContaining(field)]);
});
