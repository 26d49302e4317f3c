/** What a client declares, finds, changes, deletes and restores, on a store of its own. */
import {
  type Address,
  type AppliedResource,
  datasetId,
  formatAddress,
  type JsonObject,
  type Kind,
} from "@mlx/core";
import { expect, test } from "vitest";
import {
  applyPlan,
  type Declaration,
  declareResources,
  findDataset,
  findResource,
  freeName,
  listDeleted,
  listResources,
  planChanges,
  queueRun,
  restoreAt,
  restoreResource,
  sealSecret,
} from "../src/index.ts";
import { createFolder, openIn, smallProject, value } from "./project-folder.ts";

async function openApplied() {
  const folder = createFolder({
    ...smallProject,
    "uploads/train.py": "print(1)\n",
    "uploads/score.py": "print(2)\n",
  });
  const project = await openIn(folder.root);
  const { plan } = value(await planChanges(project, {}));
  value(await applyPlan(project, { plan, command: "apply" }));
  return { folder, project };
}

const put = (kind: Kind, name: string, own: JsonObject, wire?: JsonObject): Declaration => ({
  ...{ kind, name, value: own },
  ...(wire === undefined ? {} : { wire }),
});
const at = <K extends Kind>(kind: K, name: string): Address<K> => formatAddress({ kind, name });

const recipe = put("recipe", "uploaded", { source: "uploads" }, { name: "Uploaded ✓" });
const tasks = { train: { parameters: { depth: 5 } }, score: { outputs: { scores: "scores" } } };
const instance = put("instance", "shop", { recipe: "uploaded", tasks });
const experiment = put("experiment", "nightly", { instance: "shop", schedule: { cron: "0 2 * * *" } });
const service = put("service", "forecast", { instance: "shop", training: {}, scoring: {} });
const all = [recipe, instance, experiment, service];

const brief = (resources: readonly AppliedResource[]) =>
  resources.map(
    ({ address, revision, unmanaged }) => `${address} ${revision}${unmanaged === true ? "" : " managed"}`,
  );

test("what a client makes is there at once, unmanaged, and a plan leaves it alone", async () => {
  const { project } = await openApplied();
  const jane = project.actingAs("jane");
  const first = value(await declareResources(jane, { put: [recipe] }));
  expect(first).toMatchObject([
    { address: "recipe/uploaded", revision: 1, unmanaged: true, createdBy: "jane", updatedBy: "jane" },
  ]);
  expect(first[0]?.wire).toEqual({ body: { name: "Uploaded ✓" }, digest: first[0]?.digest });
  value(await declareResources(jane, { put: [instance] }));
  value(await declareResources(jane, { put: [experiment] }));
  const published = value(await declareResources(jane, { put: [service] }));
  expect(brief(published)).toEqual([
    "experiment/forecast-scoring 1",
    "experiment/forecast-training 1",
    "service/forecast 1",
  ]);
  const { plan } = value(await planChanges(project, {}));
  expect([plan.changes, plan.blocks, plan.drift]).toEqual([[], [], undefined]);
  expect(plan.unmanaged).toEqual([
    "experiment/forecast-scoring",
    "experiment/forecast-training",
    "experiment/nightly",
    "instance/shop",
    "recipe/uploaded",
    "service/forecast",
  ]);
  const { store } = await project.adapters();
  expect((await store.announced.list()).map(({ experiment, problem }) => [experiment, problem])).toEqual([
    ["experiment/forecast-training", undefined],
    ["experiment/forecast-scoring", "it waits for a first model of experiment/forecast-training"],
  ]);
  expect((await store.applies.list({ limit: 1 }))[0]).toMatchObject({
    actor: "jane",
    command: "api",
    via: "api",
    summary: { create: 3, update: 0, delete: 0 },
  });
  // In the order of creation; and again the same array.
  const listed = value(await listResources(project, "experiment"));
  expect(listed.map(({ address }) => address).slice(-3)[0]).toBe("experiment/nightly");
  expect(value(await listResources(project, "experiment"))).toBe(listed);
});

test("all at once is the same, and what is only said anew is a revision too", async () => {
  const { project } = await openApplied();
  const made = value(await declareResources(project, { put: all }));
  expect(made.map(({ address }) => address)).toEqual([
    "experiment/forecast-scoring",
    "experiment/forecast-training",
    "experiment/nightly",
    "instance/shop",
    "recipe/uploaded",
    "service/forecast",
  ]);
  const [again] = value(await declareResources(project, { put: [{ ...recipe, wire: { name: "Other" } }] }));
  expect(again).toMatchObject({ revision: 2, wire: { body: { name: "Other" } } });
  expect(again?.digest).toBe(made.find(({ address }) => address === at("recipe", "uploaded"))?.digest);
});

test("a revision that has moved is refused, and nothing is written", async () => {
  const { project } = await openApplied();
  value(await declareResources(project, { put: all }));
  const expected = { [at("recipe", "uploaded")]: 1 };
  value(await declareResources(project, { put: [recipe], expected }));
  expect(await declareResources(project, { put: [recipe], expected })).toMatchObject({
    ok: false,
    failure: { code: "MLX8040", summary: "recipe/uploaded has been changed: it is at revision 2, not at 1" },
  });
  expect(
    await declareResources(project, { put: [instance], expected: { [at("instance", "shop")]: 0 } }),
  ).toMatchObject({
    ok: false,
    failure: { code: "MLX8040", summary: "instance/shop is there already" },
  });
});

test("many at the same time are written one after the other, none over another", async () => {
  const { project } = await openApplied();
  value(await declareResources(project, { put: [recipe, instance] }));
  const names = await Promise.all(
    Array.from({ length: 12 }, async () => value(await freeName(project, "experiment", "Täglich"))),
  );
  expect(new Set(names).size).toBe(12);
  expect(names[0]).toBe("taglich");
  const written = await Promise.all(
    names.map((name) =>
      declareResources(project, {
        put: [put("experiment", name, { instance: "shop" })],
        expected: { [at("experiment", name)]: 0 },
      }),
    ),
  );
  expect(written.filter(({ ok }) => ok)).toHaveLength(12);
  const { store } = await project.adapters();
  expect(await store.resources.serial()).toBe(14);
  expect(value(await listResources(project, "experiment")).filter(({ unmanaged }) => unmanaged)).toHaveLength(
    12,
  );
});

test("what is wrong is told by field, and what is prepared wrongly too", async () => {
  const { project } = await openApplied();
  const wrong = [
    put("instance", "shop", { recipe: "uplaoded", tasks }),
    put("experiment", "x", { instance: "shop", schedule: { cron: "61 * * * *" } }),
  ];
  expect(await declareResources(project, { put: [recipe, ...wrong] })).toMatchObject({
    ok: false,
    failure: {
      code: "MLX8041",
      summary:
        "experiments.x.schedule.cron: The schedule `61 * * * *` cannot be read: the minute 61 is not between 0 and 59 (and 1 more)",
    },
  });
  expect(await declareResources(project, { put: [put("recipe", "r", { source: "nowhere" })] })).toMatchObject(
    {
      ok: false,
      failure: { code: "MLX8041", diagnostics: [{ code: "MLX3003" }] },
    },
  );
  expect(value(await listResources(project, "recipe")).map(({ address }) => address)).not.toContain(
    "recipe/uploaded",
  );
});

test("an experiment's task is one of its instance, whichever of them is written", async () => {
  const { project } = await openApplied();
  value(await declareResources(project, { put: [recipe, instance, experiment] }));
  const scoring = put("experiment", "scoring", { instance: "shop", task: "score" });
  const less = put("instance", "shop", { recipe: "uploaded", tasks: { score: {} } });
  const evaluating = put("experiment", "scoring", { instance: "shop", task: "evaluate" });
  const refusal = async (...declared: readonly Declaration[]) => {
    const told = await declareResources(project, { put: declared });
    return told.ok ? "written" : [told.failure.code, told.failure.summary];
  };
  expect(await refusal(less)).toEqual([
    "MLX8041",
    'instances.shop.tasks: experiment/nightly runs the task "train", which instance/shop does not declare',
  ]);
  expect(await refusal(evaluating)).toEqual([
    "MLX8041",
    "experiments.scoring.task: `instance/shop` does not declare the task `evaluate`",
  ]);
  expect(await refusal(scoring)).toBe("written");
  value(await declareResources(project, { remove: [at("experiment", "nightly")], put: [less] }));
});

test("what is in use does not go; a service takes its experiments along; all of it comes back as it was", async () => {
  const { project } = await openApplied();
  const made = value(await declareResources(project, { put: all }));
  expect(await declareResources(project, { remove: [at("instance", "shop")] })).toMatchObject({
    ok: false,
    failure: {
      code: "MLX8046",
      summary:
        "instance/shop cannot be deleted: experiment/forecast-scoring, experiment/forecast-training, experiment/nightly, service/forecast refer to it",
    },
  });
  const cascade = [at("service", "forecast"), at("experiment", "nightly"), at("instance", "shop")];
  expect(value(await declareResources(project, { remove: cascade }))).toEqual([]);
  expect(value(await findResource(project, "experiment/forecast-training"))).toBeUndefined();
  // The experiment of a service comes with the service, and that with what it needs.
  const { restored } = value(await restoreAt(project, { address: "experiment/forecast-scoring" }));
  expect(restored.map(({ resource, neededBy }) => [resource.address, neededBy])).toEqual([
    ["instance/shop", "service/forecast"],
    ["experiment/forecast-training", "service/forecast"],
    ["experiment/forecast-scoring", undefined],
    ["service/forecast", "experiment/forecast-scoring"],
  ]);
  value(await restoreResource(project, at("experiment", "nightly")));
  for (const { id, address, digest, spec, createdAt } of made)
    expect(value(await findResource(project, id))).toMatchObject({ id, address, digest, spec, createdAt });
  expect(await restoreResource(project, at("experiment", "nightly"))).toMatchObject({
    failure: { code: "MLX8047", summary: "experiment/nightly cannot be restored: it is there" },
  });
  // A name that was used is not given to another.
  expect(value(await freeName(project, "experiment", "Nightly"))).toMatch(/^nightly-[0-9a-f]{6}$/);
  expect(value(await freeName(project, "experiment", "forecast scoring"))).toMatch(
    /^forecast-scoring-[0-9a-f]{6}$/,
  );
});

test("all that was deleted comes back, or what one deletion took away; what cannot is left", async () => {
  const { project } = await openApplied();
  value(await declareResources(project, { put: all }));
  value(await declareResources(project, { remove: [at("experiment", "nightly")] }));
  const cascade = [at("service", "forecast"), at("instance", "shop"), at("recipe", "uploaded")];
  value(await declareResources(project, { remove: cascade }));
  const deleted = async () => value(await listDeleted(project)).map(({ resource }) => resource.address);
  expect(await deleted()).toEqual([
    "recipe/uploaded",
    "instance/shop",
    expect.stringMatching(/^experiment\/forecast-/),
    expect.stringMatching(/^experiment\/forecast-/),
    "service/forecast",
    "experiment/nightly",
  ]);
  const together = value(await restoreAt(project, { address: "recipe/uploaded", all: true }));
  expect(together.restored.map(({ resource, neededBy }) => [resource.address, neededBy])).toHaveLength(5);
  expect(await deleted()).toEqual(["experiment/nightly"]);

  value(await declareResources(project, { remove: [...cascade] }));
  value(
    await declareResources(project, { put: [put("experiment", "forecast-training", { instance: "small" })] }),
  );
  const { restored, left } = value(await restoreAt(project, { all: true }));
  expect(restored.map(({ resource }) => resource.address)).toEqual([
    "recipe/uploaded",
    "instance/shop",
    "experiment/nightly",
  ]);
  expect(left.map(({ failure }) => failure.summary).toSorted()).toEqual([
    "service/forecast cannot be restored: experiment/forecast-training is another's now",
  ]);
});

test("a service that comes back is not trained for the first time again", async () => {
  const { project } = await openApplied();
  value(await declareResources(project, { put: all }));
  value(await queueRun(project, { target: at("experiment", "forecast-training"), parameters: {} }));
  value(await declareResources(project, { remove: [at("service", "forecast")] }));
  const { store } = await project.adapters();
  expect(await store.announced.list()).toEqual([]);
  value(await restoreResource(project, at("service", "forecast")));
  const announced = await store.announced.list();
  expect(announced.map(({ experiment }) => experiment)).toEqual(["experiment/forecast-scoring"]);
});

test("a service does not come back over an experiment that has the name of its own", async () => {
  const { project } = await openApplied();
  value(await declareResources(project, { put: all }));
  value(await declareResources(project, { remove: [at("service", "forecast")] }));
  const other = put("experiment", "forecast-training", { instance: "shop" });
  value(await declareResources(project, { put: [other] }));
  expect(await restoreResource(project, at("service", "forecast"))).toMatchObject({
    failure: {
      code: "MLX8047",
      summary: "service/forecast cannot be restored: experiment/forecast-training is another's now",
    },
  });
});

test("a service that trains no more loses that experiment, and its startTime stays", async () => {
  const { project } = await openApplied();
  const scheduled = (startTime: string, more: JsonObject = {}) =>
    put("service", "forecast", {
      instance: "shop",
      training: { schedule: { cron: "0 3 * * *", startTime, ...more } },
      scoring: {},
    });
  value(await declareResources(project, { put: [recipe, instance, scheduled("2030-01-01")] }));
  expect(await declareResources(project, { put: [scheduled("2031-01-01")] })).toMatchObject({
    ok: false,
    failure: {
      code: "MLX8041",
      diagnostics: [{ path: ["services", "forecast", "training", "schedule", "startTime"] }],
    },
  });
  value(await declareResources(project, { put: [scheduled("2030-01-01", { endTime: "2032-01-01" })] }));
  const trained = { run: "b0b0b0b0-0000-4000-8000-000000000001" };
  const left = value(
    await declareResources(project, {
      put: [put("service", "forecast", { instance: "shop", training: trained, scoring: {} })],
    }),
  );
  expect(brief(left)).toEqual(["experiment/forecast-scoring 3", "service/forecast 3"]);
  expect(value(await findResource(project, "experiment/forecast-training"))).toBeUndefined();
});

test("what files declare and a client changes is drift, and the plan changes it back", async () => {
  const { project } = await openApplied();
  const before = value(await planChanges(project, {})).plan;
  expect(before.changes).toEqual([]);
  const [managed] = value(await listResources(project, "instance"));
  const [changed] = value(
    await declareResources(project, {
      put: [put("instance", "small", { recipe: "plain", tasks: { train: { parameters: { depth: 9 } } } })],
    }),
  );
  expect(changed).toMatchObject({ id: managed?.id, revision: 2 });
  expect(changed?.unmanaged).toBeUndefined();
  const { plan } = value(await planChanges(project, {}));
  expect(plan.drift).toMatchObject([{ address: "instance/small", action: "changed" }]);
  expect(plan.changes).toMatchObject([{ action: "update", address: "instance/small" }]);
});

test("datasets are found by each of their names, and secrets are sealed", async () => {
  const { project } = await openApplied();
  const sealed = value(await sealSecret(project, "hunter2"));
  const [instance] = value(
    await declareResources(project, {
      put: [
        recipe,
        put("instance", "secret", {
          recipe: "uploaded",
          tasks: { train: { parameters: { token: { secret: { ...sealed.secret } } } } },
        }),
      ],
    }),
  );
  expect(instance?.observed.secrets).toEqual({ "tasks.train.parameters.token": expect.any(String) });
  const { secrets } = await project.adapters();
  expect(await secrets.resolve(sealed)).toBe("hunter2");
  expect(JSON.stringify(instance)).not.toContain("hunter2");
  const [dataset] = value(await listResources(project, "dataset"));
  if (dataset === undefined) throw new TypeError("the small project has a dataset");
  const name = dataset.address.slice("dataset/".length);
  for (const text of [datasetId(dataset), dataset.id, dataset.id.toUpperCase(), name, dataset.address])
    expect(value(await findDataset(project, text))).toBe(dataset);
  for (const text of ["nothing", "", "instance/small", instance?.id ?? ""])
    expect(value(await findDataset(project, text))).toBeUndefined();
});

test("namespaces are apart: neither names nor ids nor resources are seen from another", async () => {
  const { project } = await openApplied();
  const other = project.within("small org=x sandbox=dev");
  const [made] = value(
    await declareResources(other, { put: [put("recipe", "uploaded", { image: "host/img:1" })] }),
  );
  expect(value(await findResource(project, made?.id ?? ""))).toBeUndefined();
  expect(value(await findResource(other, made?.id ?? ""))).toEqual(made);
  expect(value(await listResources(other, "dataset"))).toEqual([]);
  expect(
    await declareResources(other, { put: [put("experiment", "e", { instance: "small" })] }),
  ).toMatchObject({
    failure: { code: "MLX8041", summary: "experiments.e.instance: There is no instance `small`" },
  });
  // Nor is what lies in the project's folder, or in another's.
  for (const declaration of [
    recipe,
    put("dataset", "d", { path: "data/sales.csv" }),
    put("dataset", "d", { path: "tenants/y/dev/sales.csv" }),
    put("instance", "i", { recipe: "uploaded", tasks: { score: { outputs: { scores: "scores" } } } }),
  ])
    expect(await declareResources(other, { put: [declaration] })).toMatchObject({
      failure: { code: "MLX8041", diagnostics: [{ code: "MLX1181" }] },
    });
  value(await declareResources(other, { put: [put("dataset", "d", { path: "tenants/x/dev/sales.csv" })] }));
});
