/** Engines, mlInstances, experiments and mlServices of a real project: what goes in, what the store has of it, what comes out. */
import { applyPlan, findResource, listResources, planChanges } from "@mlx/app";
import { type AppliedResource, datasetId, InternalError, type Kind, type Result } from "@mlx/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Ask, asker, type Told } from "./make-sensei.ts";
import { datasetsOnly, type OpenFaces, openFaces } from "./open-faces.ts";

const sensei = "/data/sensei";
let faces: OpenFaces;
let ask: Ask;

const files = {
  ...datasetsOnly,
  "more.mlx.yaml": `recipes:
  line: { type: Python, source: ./line, defaults: { train: { rate: 0.5, fast: true } } }
instances:
  declared:
    recipe: line
    tags: { team: eu }
    tasks:
      train: { parameters: { depth: 3 }, inputs: { train: rows } }
      score: { inputs: { score: recent }, outputs: { predictions: ./results } }
experiments:
  nightly: { instance: declared, task: train, retry: { max: 4 }, schedule: { cron: "0 3 * * *", catchUp: all } }
  zoned: { instance: declared, task: train, schedule: { cron: [0 2 * * *, 0 4 * * *], timezone: Europe/Berlin } }
`,
  "line/train.py": "print('trained')\n",
  "line/score.py": "print('scored')\n",
};

beforeAll(async () => {
  faces = await openFaces({ files });
  ask = asker(faces.url);
});

afterAll(async () => {
  await faces.close();
});

function value<T>(result: Result<T>): T {
  if (!result.ok) throw result.failure;
  return result.value;
}

type Body = Readonly<Record<string, unknown>>;

function bodyOf({ json }: Told): Body {
  if (json === undefined) throw new InternalError("the answer is no JSON object");
  return json;
}

/** Something that has to be answered with the status. */
async function expecting(
  status: number,
  method: string,
  path: string,
  json?: unknown,
  headers = {},
): Promise<Body> {
  const told = await ask({
    method,
    path: `${sensei}${path}`,
    headers,
    ...(json === undefined ? {} : { json }),
  });
  expect({ status: told.status, ...(told.status === status ? {} : { body: told.json }) }).toEqual({ status });
  return bodyOf(told);
}

const make = (path: string, json: unknown) => expecting(201, "POST", path, json);

async function stored<K extends Kind>(kind: K, id: unknown): Promise<AppliedResource<K>> {
  const all = value(await listResources(faces.project, kind));
  const found = all.find((resource) => resource.id === id);
  if (found === undefined) throw new InternalError(`there is no ${kind} ${String(id)}`);
  return found;
}

async function declaredId(address: string): Promise<string> {
  return value(await findResource(faces.project, address))?.id ?? expect.fail(`${address} is not there`);
}

const image = (location: string) => ({ artifacts: { default: { image: { location, name: "" } } } });
const makeEngine = (more: object = {}) => make("/engines", { name: "Engine", ...image("host/a:1"), ...more });
const makeInstance = async (more: object = {}) =>
  make("/mlInstances", { name: "Model", engineId: (await makeEngine()).id, ...more });

describe("engines", () => {
  test("an image with defaults, in the spellings that clients have", async () => {
    const sent = {
      name: "Déjà vu: Ventes!",
      description: "",
      type: "Pyspark",
      algorithm: "regression",
      mlLibrary: "databricks-spark",
      gitRepo: "https://example.org/x",
      tags: { purpose: "tutorial" },
      artifacts: {
        default: {
          image: { location: "https://host/img:1", name: "x", executionType: "Pyspark" },
          defaultMLInstanceConfigs: [
            {
              name: "Train",
              parameters: [
                { key: "n", value: "100" },
                { key: "flag", value: false },
              ],
            },
          ],
        },
        overrides: [
          {
            id: "1",
            name: "fp",
            artifact: { location: "https://host/img:1", name: "x" },
            defaultMLInstanceConfigs: { name: "fp", parameters: [{ key: "w", value: "2" }] },
          },
        ],
      },
    };
    const engine = await make("/engines", sent);
    const { id, created, updated, createdBy, deleted, _links, ...rest } = engine;
    expect(rest).toEqual({
      ...sent,
      type: "PySpark",
      artifacts: {
        ...sent.artifacts,
        default: {
          ...sent.artifacts.default,
          image: { ...sent.artifacts.default.image, packagingType: "docker" },
        },
      },
    });
    expect({ deleted, createdBy }).toEqual({
      deleted: false,
      createdBy: { userId: expect.stringMatching(/^tester/) },
    });
    const { spec, address, unmanaged } = await stored("recipe", id);
    expect({ address, unmanaged, ...spec }).toMatchObject({
      address: "recipe/deja-vu-ventes",
      unmanaged: true,
      type: "PySpark",
      algorithm: "Regression",
      origin: { image: "host/img:1" },
      tags: { purpose: "tutorial" },
      defaults: { train: { n: "100", flag: false }, featurePipeline: { w: "2" } },
    });
    expect(await expecting(200, "GET", `/engines/${String(id)}`)).toEqual(engine);
  });

  test("a PUT without a location keeps the program, and says of none", async () => {
    const engine = await makeEngine();
    const put = await expecting(200, "PUT", `/engines/${String(engine.id)}`, {
      name: "Renamed",
      type: "Python",
      artifacts: { default: { image: { executionType: "Python", packagingType: "docker" } } },
    });
    expect(put).toMatchObject({ id: engine.id, name: "Renamed", created: engine.created });
    expect(put.artifacts).toEqual({
      default: { image: { executionType: "Python", packagingType: "docker" } },
    });
    expect((await stored("recipe", engine.id)).spec.origin).toEqual({ image: "host/a:1" });
  });

  test.each([
    [{ name: "x" }, "artifacts.default.image.location: it is missing"],
    [{ ...image("a:1") }, "name: it is missing"],
    [{ name: 7, ...image("a:1") }, "name: it is a text, not 7"],
    [{ name: "x", type: "Pyton", ...image("a:1") }, 'type: "Pyton" is none of Python'],
    [{ name: "x", algorithm: "Regresion", ...image("a:1") }, "Did you mean Regression?"],
    [{ name: "x", ...image("wasbs://store/default.egg") }, "mlx gets nothing from wasbs"],
    [{ name: "x", ...image("mlx://line") }, "mlx gets nothing from mlx"],
    [{ name: "x", ...image("not an image") }, "artifacts.default.image.location"],
    [{ name: "x", artifacts: [] }, "artifacts: it is an object, not a list"],
    [{ name: "x", tags: { a: {} }, ...image("a:1") }, "tags.a: it is a text, not an object"],
  ])("%j is refused", async (sent, detail) => {
    const before = value(await listResources(faces.project, "recipe")).length;
    const told = await expecting(422, "POST", "/engines", sent);
    expect(told).toMatchObject({
      type: "https://platform.adobe.io/data/foundation/ml/problems/unprocessable-entity",
      status: 422,
      detail: expect.stringContaining(detail),
    });
    expect(value(await listResources(faces.project, "recipe")).length).toBe(before);
  });

  test("what files declare has the same shape, and is known again when it is sent back", async () => {
    const id = await declaredId("recipe/line");
    const engine = await expecting(200, "GET", `/engines/${id}`);
    expect(engine).toMatchObject({
      name: "line",
      type: "Python",
      artifacts: {
        default: {
          image: { location: "mlx://line", executionType: "Python", packagingType: "egg" },
          defaultMLInstanceConfigs: [
            {
              name: "train",
              parameters: [
                { key: "fast", value: "true" },
                { key: "rate", value: "0.5" },
              ],
            },
          ],
        },
      },
    });
  });
});

describe("mlInstances", () => {
  test("parameters, secrets, specifications and datasets", async () => {
    const results = await stored("dataset", await declaredId("dataset/results"));
    const engine = await makeEngine();
    const sent = {
      name: "Retail Model",
      description: "",
      engineId: engine.id,
      createdBy: { userId: "somebody else" },
      tasks: [
        {
          name: "train",
          parameters: [
            { key: "n_estimators", value: "100" },
            { key: "ACP_DSW_FEATURE_UPDATE_SUPPORT", value: false },
            { key: "password", value: "geheim", secret: true },
            { key: "trainingDataSetId", value: "rows" },
          ],
          specification: { type: "SparkTaskSpec", executorCores: "5", numExecutors: 5 },
        },
        {
          name: "score",
          parameters: [
            { key: "scoringDataSetId", value: "dataset/recent" },
            { key: "scoringResultsDataSetId", value: datasetId(results) },
          ],
        },
        { name: "fp", parameters: [] },
      ],
    };
    const instance = await make("/mlInstances", sent);
    const [train, ...others] = sent.tasks;
    expect(instance.tasks).toEqual([
      {
        ...train,
        parameters: train?.parameters.map((each) =>
          each.key === "password" ? { ...each, value: "***" } : each,
        ),
      },
      ...others,
    ]);
    expect(instance).toMatchObject({
      engineId: engine.id,
      createdBy: { userId: expect.stringMatching(/^tester/) },
    });
    const { spec, wire } = await stored("instance", instance.id);
    expect(JSON.stringify({ spec, wire })).not.toContain("geheim");
    expect(spec.tasks).toMatchObject({
      train: {
        parameters: {
          n_estimators: "100",
          ACP_DSW_FEATURE_UPDATE_SUPPORT: false,
          password: { secret: { sealed: expect.any(String) } },
        },
        inputs: { train: "dataset/rows" },
        specification: { type: "ContainerTaskSpec", cpus: 5 },
      },
      score: { inputs: { score: "dataset/recent" }, outputs: { predictions: "results" } },
      featurePipeline: {},
    });

    // Sent back as it is it stays as it is, its secret too.
    const again = await expecting(200, "PUT", `/mlInstances/${String(instance.id)}`, instance);
    expect(again.tasks).toEqual(instance.tasks);
    expect((await stored("instance", instance.id)).spec).toEqual(spec);
  });

  test("a secret of an old client is kept as one, and what stands over a secret is one", async () => {
    const parameters = [
      { key: "db_password", value: "geheim" },
      { key: "license", value: "offen", secret: true },
      { key: "max_tokens", value: "7" },
    ];
    const artifacts = {
      default: {
        image: { location: "example.org/a:1" },
        defaultMLInstanceConfigs: [{ name: "train", parameters }],
      },
    };
    const engine = await make("/engines", { name: "Sealed", type: "Python", artifacts });
    const own = [
      { key: "license", value: "geheim" },
      { key: "db_password", value: "***" },
    ];
    const instance = await make("/mlInstances", {
      name: "Sealed",
      engineId: engine.id,
      tasks: [{ name: "train", parameters: own }],
    });
    expect(instance.tasks).toEqual([
      {
        name: "train",
        parameters: [
          { key: "license", value: "***", secret: true },
          { key: "db_password", value: "***" },
        ],
      },
    ]);
    const { spec, wire } = await stored("instance", instance.id);
    const sealed = { secret: { sealed: expect.any(String) } };
    expect(spec.tasks.train?.parameters).toEqual({ db_password: sealed, license: sealed });
    expect(JSON.stringify([engine, spec, wire])).not.toMatch(/geheim|offen/);
  });

  test("without results of its own it has a dataset made for them, once", async () => {
    const instance = await makeInstance({ name: "Fresh", tasks: [{ name: "train" }] });
    const { spec } = await stored("instance", instance.id);
    expect(spec.tasks.score?.outputs).toEqual({ predictions: "results/fresh-results" });
    expect(value(await findResource(faces.project, "dataset/fresh-results"))).toMatchObject({
      spec: { path: "results/fresh-results" },
    });
    await expecting(200, "PUT", `/mlInstances/${String(instance.id)}`, { ...instance, description: "x" });
    expect((await stored("instance", instance.id)).spec.tasks.score?.outputs).toEqual(
      spec.tasks.score?.outputs,
    );
    expect(value(await findResource(faces.project, "dataset/fresh-results-1"))).toBeUndefined();
  });

  test("a text takes the type of the recipe's own value", async () => {
    const engineId = await declaredId("recipe/line");
    const tasks = (rate: string) => [
      {
        name: "train",
        parameters: [
          { key: "rate", value: rate },
          { key: "fast", value: "False" },
          { key: "n", value: "1" },
        ],
      },
    ];
    const instance = await make("/mlInstances", { name: "typed", engineId, tasks: tasks("0.25") });
    expect((await stored("instance", instance.id)).spec.tasks.train?.parameters).toEqual({
      fast: false,
      n: "1",
      rate: 0.25,
    });
    expect(instance.tasks).toEqual(tasks("0.25"));
    const told = await expecting(422, "POST", "/mlInstances", {
      name: "typed",
      engineId,
      tasks: tasks("much"),
    });
    expect(told.detail).toContain(
      "tasks[0].parameters[0].value: it is a number as the engine's default 0.5 is",
    );
  });

  test("what files declare lists its datasets, and sent back changes nothing", async () => {
    const id = await declaredId("instance/declared");
    const instance = await expecting(200, "GET", `/mlInstances/${id}`);
    const rows = await stored("dataset", await declaredId("dataset/rows"));
    expect(instance).toMatchObject({
      name: "declared",
      engineId: await declaredId("recipe/line"),
      tags: { team: "eu" },
      tasks: expect.arrayContaining([
        {
          name: "train",
          parameters: [{ key: "depth", value: "3" }],
          datasets: { inputs: [{ name: "train", id: datasetId(rows), resType: "dataset" }] },
        },
      ]),
    });
    const before = await stored("instance", id);
    await expecting(200, "PUT", `/mlInstances/${id}`, {
      ...instance,
      tasks: [
        ...(Array.isArray(instance.tasks) ? instance.tasks : []).map((task) =>
          task.name === "train" ? { ...task, parameters: [{ key: "depth", value: 3 }] } : task,
        ),
      ],
    });
    expect((await stored("instance", id)).spec).toEqual(before.spec);
  });

  test.each([
    [{ engineId: "nothing" }, 'engineId: there is no engine "nothing"'],
    [{ engineId: undefined }, "engineId: it is missing"],
    [{ tasks: "x" }, 'tasks: it is an object, not "x"'],
    [{ tasks: [{ name: "trian" }] }, "Did you mean train?"],
    [
      { tasks: [{ name: "fp" }, { name: "featurePipeline" }] },
      "tasks[1].name: the task featurePipeline is given twice",
    ],
    [
      { tasks: [{ name: "train", parameters: [{ value: "1" }] }] },
      "tasks[0].parameters[0].key: it is missing",
    ],
    [
      { tasks: [{ name: "train", parameters: { depth: "5" } }] },
      "tasks[0].parameters: it has to be a list of {key, value}",
    ],
    [
      { tasks: [{ name: "train", parameters: [{ key: "trainingDataSetId", value: "nope" }] }] },
      'trainingDataSetId: there is no dataset "nope". GET /api/v1/datasets lists',
    ],
    [
      { tasks: [{ name: "score", parameters: [{ key: "scoringResultsDataSetId", value: "rows" }] }] },
      "results are written to a folder",
    ],
    [
      { tasks: [{ name: "train", parameters: [{ key: "p", value: "***", secret: true }] }] },
      "there is none of that key",
    ],
    [{ tasks: [{ name: "train", specification: { cpus: "-1" } }] }, "tasks[0].specification.cpus"],
  ])("%j is refused", async (wrong, detail) => {
    const engineId = (await makeEngine()).id;
    const told = await expecting(422, "POST", "/mlInstances", { name: "x", engineId, ...wrong });
    expect(told.detail).toContain(detail);
  });
});

describe("experiments", () => {
  test("one without a template, and one of a query", async () => {
    const instance = await makeInstance({ name: "Of experiments" });
    const experiment = await make("/experiments", { name: "x", mlInstanceId: instance.id });
    expect(experiment).toMatchObject({ mlInstanceId: instance.id, createdByService: false });
    expect(experiment).not.toHaveProperty("workflowId");
    const query = `Name==Of experiments,engineId==${String(instance.engineId)},tags.team!=eu`;
    const found = await make("/experiments", { name: "y", mlInstanceQuery: query });
    expect(found).toMatchObject({ mlInstanceQuery: query });
    expect((await stored("experiment", found.id)).spec.target).toEqual({
      instanceQuery: expect.stringMatching(/^name==Of experiments,recipe==engine[\w-]*,tags\.team!=eu$/),
    });
  });

  test("a schedule of the past, replaced, taken away", async () => {
    const { id: mlInstanceId } = await makeInstance();
    const template = {
      experimentRunId: "any",
      tasks: [
        {
          name: "score",
          parameters: [
            { key: "modelId", value: "m" },
            { key: "scoringDataSetId", value: "recent" },
          ],
        },
      ],
      schedule: { cron: "*/20 * * * *", startTime: "2018-11-11", endTime: "2019-04-10T00:00" },
      notification: { email: "a@example.org", emailOnFailure: true },
    };
    const scheduled = await make("/experiments", { name: "nightly", mlInstanceId, template });
    expect(scheduled).toMatchObject({ template, workflowId: expect.stringMatching(/^[\da-f-]{36}$/) });
    expect((await stored("experiment", scheduled.id)).spec).toMatchObject({
      task: "score",
      parameters: { modelId: "m", scoringDataSetId: "recent" },
      inputs: { score: "dataset/recent" },
      schedule: {
        cron: ["*/20 * * * *"],
        timezone: "UTC",
        startTime: "2018-11-11",
        endTime: "2019-04-10T00:00",
      },
      notification: { email: ["a@example.org"], emailOnFailure: true },
    });
    const path = `/experiments/${String(scheduled.id)}`;
    const listed = await expecting(
      200,
      "GET",
      `/experiments?property=workflowId==${String(scheduled.workflowId)}`,
    );
    expect(listed.children).toEqual([expect.not.objectContaining({ template: expect.anything() })]);
    const changed = await expecting(200, "PUT", path, {
      ...scheduled,
      template: { ...template, schedule: { ...template.schedule, cron: "5 * * * *" } },
    });
    expect(changed.workflowId).toBe(scheduled.workflowId);
    const bare = await expecting(200, "PUT", path, { name: "nightly", mlInstanceId });
    expect(bare).not.toHaveProperty("template");
    expect((await stored("experiment", scheduled.id)).spec.schedule).toBeUndefined();
  });

  test("a secret of one that looks for its instance is put back as it was told", async () => {
    const parameters = [{ key: "api_token", value: "geheim" }];
    const template = { tasks: [{ name: "train", parameters }], schedule: { cron: "0 0 1 1 *" } };
    const told = await make("/experiments", { name: "q", mlInstanceQuery: "name==declared", template });
    const { spec } = await stored("experiment", told.id);
    expect(spec.parameters).toEqual({ api_token: { secret: { sealed: expect.any(String) } } });
    await expecting(200, "PUT", `/experiments/${String(told.id)}`, told);
    expect((await stored("experiment", told.id)).spec).toEqual(spec);
  });

  test("it runs what its instance has", async () => {
    const engine = await makeEngine({ algorithm: "fp" });
    const tasks = [{ name: "fp" }, { name: "evaluate" }];
    const instance = await make("/mlInstances", { name: "Features", engineId: engine.id, tasks });
    const mlInstanceId = instance.id;
    const { id } = await make("/experiments", { name: "features", mlInstanceId });
    expect((await stored("experiment", id)).spec.task).toBe("featurePipeline");
    const of = (name: string) => ({ name, mlInstanceId, template: { tasks: [{ name }] } });
    const refused = await expecting(422, "POST", "/experiments", of("train"));
    expect(refused.detail).toMatch(/^template\.tasks\[0\]\.name: .*does not declare/);
    await make("/experiments", of("evaluate"));
    const less = { ...instance, tasks: [{ name: "fp" }] };
    const lost = await expecting(422, "PUT", `/mlInstances/${String(mlInstanceId)}`, less);
    expect(lost.detail).toMatch(/^tasks: experiment\/evaluate runs the task "evaluate"/);
  });

  test("a schedule of files that is put back as it was told stays what it was", async () => {
    const path = `/experiments/${await declaredId("experiment/zoned")}`;
    const { spec } = await stored("experiment", await declaredId("experiment/zoned"));
    const told = await expecting(200, "GET", path);
    expect(told.template).toMatchObject({ schedule: { cron: "0 2 * * *" } });
    await expecting(200, "PUT", path, told);
    expect((await stored("experiment", told.id)).spec).toEqual(spec);
  });

  test.each([
    [{ cron: "99 * * * *" }, "template.schedule.cron: "],
    [{ cron: "* * *" }, "template.schedule.cron: "],
    [{ startTime: "2019-01-01" }, "template.schedule.cron: it is missing"],
    [{ cron: "* * * * *", startTime: "2018-21-21" }, "template.schedule.startTime: "],
    [{ cron: "* * * * *", startTime: "2019-01-02", endTime: "2019-01-01" }, "template.schedule.endTime: "],
    [{ cron: 5 }, "template.schedule.cron: it is a text, not 5"],
  ])("the schedule %j is refused", async (schedule, detail) => {
    const { id: mlInstanceId } = await makeInstance();
    const told = await expecting(422, "POST", "/experiments", {
      name: "x",
      mlInstanceId,
      template: { schedule },
    });
    expect(told.detail).toContain(detail);
  });

  test.each([
    [{}, "mlInstanceId: it is missing"],
    [{ mlInstanceQuery: "name~x" }, "mlInstanceQuery: name can only be compared with == and !="],
    [{ mlInstanceQuery: "nmae==x" }, "did you mean"],
    [{ mlInstanceQuery: "," }, "mlInstanceQuery: it has no condition"],
  ])("%j is refused", async (fields, detail) => {
    expect((await expecting(422, "POST", "/experiments", { name: "x", ...fields })).detail).toContain(detail);
  });

  test("a change of what files declare keeps what only they can say, and is drift", async () => {
    const id = await declaredId("experiment/nightly");
    const experiment = await expecting(200, "GET", `/experiments/${id}`);
    expect(experiment).toMatchObject({
      template: { schedule: { cron: "0 3 * * *" }, tasks: [{ name: "train" }] },
    });
    await expecting(200, "PUT", `/experiments/${id}`, {
      name: "My nightly",
      mlInstanceId: experiment.mlInstanceId,
      template: { tasks: [{ name: "train" }], schedule: { cron: "0 4 * * *" } },
    });
    const { spec, unmanaged } = await stored("experiment", id);
    expect(unmanaged).toBeUndefined();
    expect(spec).toMatchObject({ retry: { max: 4 }, schedule: { cron: ["0 4 * * *"], catchUp: "all" } });
    const { plan } = value(await planChanges(faces.project, {}));
    expect(plan.drift).toEqual([expect.objectContaining({ address: "experiment/nightly" })]);
    // The files are applied again: what they say shows, under the name that the client gave.
    value(await applyPlan(faces.project, { plan, command: "apply" }));
    expect(await expecting(200, "GET", `/experiments/${id}`)).toMatchObject({
      name: "My nightly",
      template: { schedule: { cron: "0 3 * * *" } },
    });
  });
});

describe("mlServices", () => {
  const later = { cron: "0 0 1 1 *", startTime: "2030-01-01T00:00", endTime: "2040-01-01T00:00" };

  test("both experiments are made, listed, and go with it", async () => {
    const { id: mlInstanceId } = await makeInstance();
    const service = await make("/mlServices", {
      name: "Shop",
      description: "",
      mlInstanceId,
      trainingDataSetId: "rows",
      trainingTimeframe: "0",
      scoringDataSetId: "recent",
      scoringSchedule: later,
    });
    expect(service).toMatchObject({
      trainingDataSetId: "rows",
      trainingTimeframe: 0,
      scoringDataSetId: "recent",
      scoringSchedule: later,
    });
    expect(service).not.toHaveProperty("trainingSchedule");
    const { children } = await expecting(
      200,
      "GET",
      `/experiments?property=createdByService==true,mlInstanceId==${String(mlInstanceId)}`,
    );
    expect(children).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: service.trainingExperimentId, name: "Shop training" }),
        expect.objectContaining({ id: service.scoringExperimentId, name: "Shop scoring" }),
      ]),
    );
    const scoring = `/experiments/${String(service.scoringExperimentId)}`;
    expect((await expecting(409, "DELETE", scoring)).detail).toContain("the service/shop made it");
    const path = `/mlServices/${String(service.id)}`;
    const more = await expecting(200, "PUT", path, {
      ...service,
      trainingSchedule: later,
      scoringSchedule: { ...later, cron: "0 6 1 1 *", endTime: "2041-01-01T00:00" },
    });
    expect(more).toMatchObject({
      trainingExperimentId: service.trainingExperimentId,
      trainingSchedule: later,
      scoringSchedule: { cron: "0 6 1 1 *", endTime: "2041-01-01T00:00" },
    });
    expect(
      (await expecting(422, "PUT", path, { ...more, scoringSchedule: { ...later, startTime: "2031-01-01" } }))
        .detail,
    ).toMatch(/scoringSchedule\.startTime: .*Publish again/);
    await expecting(200, "PUT", path, { ...more, scoringSchedule: { ...later, startTime: "2030-01-01" } });
    expect(await expecting(200, "DELETE", path)).toEqual({
      title: "Success",
      status: 200,
      detail: "MLService deletion was successful",
    });
    await expecting(404, "GET", scoring);
  });

  test("an experiment that there is trains for it, and cannot go before it", async () => {
    const { id: mlInstanceId } = await makeInstance();
    const { id } = await make("/experiments", { name: "trains", mlInstanceId });
    const service = await make("/mlServices", { name: "named", trainingExperimentId: id });
    expect(service).toMatchObject({ mlInstanceId, trainingExperimentId: id });
    expect((await expecting(409, "DELETE", `/experiments/${String(id)}`)).detail).toContain("trains with it");
    const other = await makeInstance();
    expect(
      (
        await expecting(422, "POST", "/mlServices", {
          name: "x",
          mlInstanceId: other.id,
          trainingExperimentId: id,
        })
      ).detail,
    ).toMatch(/^trainingExperimentId: it is of instance/i);
  });

  test.each([
    [{ mlInstanceId: undefined }, "mlInstanceId: it is missing"],
    [{ trainingExperimentRunId: "none" }, 'trainingExperimentRunId: there is no run "none"'],
    [{ trainingDataSetId: "none" }, 'trainingDataSetId: there is no dataset "none"'],
    [{ scoringTimeframe: "-1" }, "scoringTimeframe: it is a whole number from 0 on"],
    [{ scoringTimeframe: 10_080, scoringDataSetId: "recent" }, "scoringTimeframe: "],
    [{ scoringSchedule: { cron: "x" } }, "scoringSchedule.cron: "],
  ])("%j is refused", async (fields, detail) => {
    const { id: mlInstanceId } = await makeInstance();
    const told = await expecting(422, "POST", "/mlServices", { name: "x", mlInstanceId, ...fields });
    expect(told.detail).toContain(detail);
  });
});

describe("revisions", () => {
  test("If-Match holds a change back that comes too late", async () => {
    const engine = await makeEngine();
    const path = `/engines/${String(engine.id)}`;
    const first = await ask({ method: "GET", path: `${sensei}${path}` });
    const etag = first.headers.get("etag") ?? "";
    await expecting(200, "PUT", path, { ...engine, description: "1" }, { "if-match": etag });
    expect(
      (await expecting(412, "PUT", path, { ...engine, description: "2" }, { "if-match": etag })).status,
    ).toBe(412);
    await expecting(412, "DELETE", path, undefined, { "if-match": etag });
    await expecting(400, "PUT", path, engine, { "if-match": "yesterday" });
    expect(await expecting(200, "GET", path)).toMatchObject({ description: "1" });
    await expecting(200, "PUT", path, { ...engine, description: "3" }, { "if-match": "*" });
  });
});

describe("deletions", () => {
  test("an engine takes along what is of it; what went can be listed", async () => {
    const engine = await makeEngine({ name: "Goes" });
    const instance = await make("/mlInstances", { name: "Goes too", engineId: engine.id });
    const experiment = await make("/experiments", { name: "and this", mlInstanceId: instance.id });
    const service = await make("/mlServices", { name: "and that", mlInstanceId: instance.id });
    expect(await expecting(200, "DELETE", `/engines/${String(engine.id)}`)).toMatchObject({
      detail: "Engine deletion was successful",
    });
    await expecting(404, "GET", `/engines/${String(engine.id)}`);
    await expecting(404, "GET", `/mlInstances/${String(instance.id)}`);
    await expecting(404, "GET", `/experiments/${String(experiment.id)}`);
    await expecting(404, "GET", `/mlServices/${String(service.id)}`);
    await expecting(410, "DELETE", `/mlInstances?engineId=${String(engine.id)}`);
    await expecting(410, "DELETE", `/experiments?mlInstanceId=${String(instance.id)}`);
    await expecting(410, "DELETE", `/mlServices?mlInstanceId=${String(instance.id)}`);
    const gone = await expecting(
      200,
      "GET",
      `/mlInstances?property=deleted==true,id==${String(instance.id)}`,
    );
    expect(gone.children).toEqual([
      expect.objectContaining({ id: instance.id, engineId: engine.id, deleted: true }),
    ]);
  });

  test("all of a parent's, with the texts of the contract", async () => {
    const engine = await makeEngine();
    const instance = await make("/mlInstances", { name: "a", engineId: engine.id });
    const experiment = await make("/experiments", { name: "b", mlInstanceId: instance.id });
    await make("/mlServices", { name: "c", mlInstanceId: instance.id });
    const parent = `mlInstanceId=${String(instance.id)}`;
    const detail = async (path: string) => (await expecting(200, "DELETE", path)).detail;
    expect(await detail(`/experiments?${parent}`)).toBe("Experiments successfully deleted");
    await expecting(404, "GET", `/experiments/${String(experiment.id)}`);
    expect(
      (await expecting(200, "GET", `/experiments?property=${parent.replace("=", "==")}`)).children,
    ).toHaveLength(2);
    expect(await detail(`/mlServices?${parent}`)).toBe("MLServices deletion was successful");
    expect(await detail(`/mlInstances?engineId=${String(engine.id)}`)).toBe(
      "MLInstances successfully deleted",
    );
    expect(await detail(`/mlInstances?engineId=${String(engine.id)}`)).toBe(
      "MLInstances successfully deleted",
    );
    await expecting(404, "DELETE", "/mlInstances?engineId=00000000-0000-4000-8000-000000000000");
    await expecting(400, "DELETE", "/mlInstances");
  });
});

test("nothing of all this was a bug", () => {
  expect(faces.bugs).toEqual([]);
});
