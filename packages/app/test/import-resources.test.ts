import { existsSync, readFileSync, rmSync } from "node:fs";
import {
  digestOfJson,
  isSecretRef,
  type JsonObject,
  nameOf,
  type PreparedResource,
  type SecretRef,
} from "@mlx/core";
import { expect, test } from "vitest";
import {
  applyPlan,
  declareResources,
  importResources,
  listUnmanaged,
  planChanges,
  sealSecret,
} from "../src/index.ts";
import type { Project } from "../src/project.ts";
import { createFolder, type Folder, openIn, smallProject, value } from "./project-folder.ts";

const made = `datasets:
  more: { path: ./numbers.csv, timestampColumn: x }
recipes:
  uploaded:
    source: ./.mlx/uploads/0a1b
    tags: { team: "yes" }
    env: { TOKEN: { secret: { env: TOKEN } } }
instances:
  shop:
    recipe: uploaded
    description: "costs $\${env.NONE}"
    tasks:
      train: { parameters: { depth: 5 }, inputs: { train: more } }
      score: { inputs: { score: numbers }, outputs: { out: ./out } }
experiments:
  nightly: { instance: shop, schedule: { cron: "0 2 * * *" }, retry: { max: 2 }, timeframe: 7d }
  of-files: { instance: small, parameters: { depth: 9 } }
services:
  forecast:
    instance: shop
    training: { schedule: { cron: "0 3 * * 1" }, timeframe: 30d, dataset: more }
    scoring: { schedule: { cron: "0 4 * * *" } }
models:
  shop: { promotion: { gates: [{ metric: RMSE, op: <=, value: 5 }] } }
`;

/** The project as applied, and beside it what a client has made. */
async function openMade(
  text = made,
  settings = "",
): Promise<{ readonly folder: Folder; readonly project: Project }> {
  const folder = createFolder({ ...smallProject, "mlx.yaml": `${smallProject["mlx.yaml"]}${settings}` });
  const project = await openIn(folder.root, {
    processEnv: { PATH: process.env.PATH, MLX_ACTOR: "tester", TOKEN: "hunter2", UPLOADED_TOKEN: "hunter2" },
  });
  await apply(project);
  folder.write({
    ".mlx/uploads/0a1b/train.py": "1\n",
    ".mlx/uploads/0a1b/score.py": "2\n",
    "made.mlx.yaml": text,
  });
  project.reload();
  const { plan } = value(await planChanges(project, {}));
  rmSync(folder.path("made.mlx.yaml"));
  project.reload();
  const sealed = value(await sealSecret(project, "hunter2"));
  const { store, artifacts } = await project.adapters();
  await artifacts.snapshotSource(folder.path(".mlx/uploads/0a1b"));
  const { serial } = await store.resources.heads();
  await store.applies.commit({
    id: "b0b0b0b0-0000-4000-8000-0000000000aa",
    expectedSerial: serial,
    at: "2026-01-31T12:00:00.000Z",
    actor: "jane",
    command: "api",
    via: "api",
    configDigest: plan.configDigest,
    summary: plan.summary,
    changes: [],
    writes: plan.changes.flatMap((change, index) =>
      change.action === "delete"
        ? []
        : [
            {
              action: "put",
              id: `b0b0b0b0-0000-4000-8000-${String(index).padStart(12, "0")}`,
              resource: withSealed(change.after, sealed),
              ...(nameOf(change.address) === "shop" && change.after.kind === "instance"
                ? { wire: { name: "Shop (EU)" } }
                : {}),
            },
          ],
    ),
  });
  return { folder, project };
}

/** With the value that stands in the environment, as a client would have given it. */
function withSealed(resource: PreparedResource, sealed: SecretRef): PreparedResource {
  const spec: unknown = JSON.parse(JSON.stringify(resource.spec), (_, each: unknown) =>
    isSecretRef(each) ? sealed : each,
  );
  return {
    ...resource,
    spec,
    digest: digestOfJson({ spec, observed: resource.observed }),
  } as PreparedResource;
}

async function apply(project: Project): Promise<void> {
  project.reload();
  const { plan } = value(await planChanges(project, {}));
  value(await applyPlan(project, { plan, command: "apply" }));
}

async function planNow(project: Project) {
  project.reload();
  return value(await planChanges(project, {})).plan;
}

test("a task that the source has no program for, and nothing runs, is left out", async () => {
  const { folder, project } = await openMade();
  rmSync(folder.path(".mlx/uploads/0a1b/score.py"));
  const declare = (kind: "recipe" | "instance", name: string, own: JsonObject) =>
    declareResources(project, { put: [{ kind, name, value: own }] });
  value(await declare("recipe", "trains", { source: ".mlx/uploads/0a1b" }));
  value(await declare("instance", "alone", { recipe: "trains", tasks: { train: {}, score: {} } }));
  const imported = value(await importResources(project, { addresses: ["instance/alone"] }));
  expect(imported.leftOut).toEqual([{ instance: "instance/alone", task: "score", recipe: "recipe/trains" }]);
  const plan = await planNow(project);
  expect(plan.changes.map(({ action, address }) => [action, address])).toEqual([
    ["import", "recipe/trains"],
    ["import", "instance/alone"],
  ]);
});

test("what a client made of every kind is declared, imported, and then the plan is empty", async () => {
  const { folder, project } = await openMade();
  const before = await planNow(project);
  expect(before.changes).toEqual([]);
  expect(before.unmanaged).toEqual([
    "dataset/more",
    "experiment/forecast-scoring",
    "experiment/forecast-training",
    "experiment/nightly",
    "experiment/of-files",
    "instance/shop",
    "model/shop",
    "recipe/uploaded",
    "service/forecast",
  ]);
  const imported = value(await importResources(project, {}));
  expect(imported).toEqual({
    file: "imported.mlx.yaml",
    imported: [
      { address: "dataset/more" },
      { address: "experiment/nightly" },
      { address: "experiment/of-files" },
      { address: "instance/shop" },
      { address: "model/shop" },
      { address: "recipe/uploaded" },
      { address: "service/forecast" },
    ],
    secrets: [{ address: "recipe/uploaded", path: "env.TOKEN", env: "UPLOADED_TOKEN" }],
    copied: [{ recipe: "recipe/uploaded", from: ".mlx/uploads/0a1b", to: "recipes/uploaded" }],
    leftOut: [],
  });
  expect(readFileSync(folder.path("imported.mlx.yaml"), "utf8")).toMatchInlineSnapshot(`
    "# Written by \`mlx import\`. From the next apply on, it is yours.

    datasets:
      # Made through the API by jane on 2026-01-31.
      more:
        path: ./numbers.csv
        timestampColumn: x

    recipes:
      # Made through the API by jane on 2026-01-31.
      uploaded:
        type: Python
        source: ./recipes/uploaded
        env:
          # The API was given a value, which no file can hold: set UPLOADED_TOKEN where mlx runs.
          TOKEN:
            secret:
              env: UPLOADED_TOKEN
        tags:
          team: yes

    instances:
      # "Shop (EU)", made through the API by jane on 2026-01-31.
      shop:
        description: costs $\${env.NONE}
        recipe: uploaded
        tasks:
          train:
            parameters:
              depth: 5
            inputs:
              train: more
          score:
            inputs:
              score: numbers
            outputs:
              out: ./out

    experiments:
      # Made through the API by jane on 2026-01-31.
      nightly:
        instance: shop
        timeframe: 7d
        schedule:
          cron: 0 2 * * *
        retry:
          max: 2
      # Made through the API by jane on 2026-01-31.
      of-files:
        instance: small
        parameters:
          depth: 9

    services:
      # Made through the API by jane on 2026-01-31.
      forecast:
        instance: shop
        training:
          dataset: more
          timeframe: 30d
          schedule:
            cron: 0 3 * * 1
        scoring:
          schedule:
            cron: 0 4 * * *

    models:
      # Made through the API by jane on 2026-01-31.
      shop:
        promotion:
          gates:
            - metric: RMSE
              op: <=
              value: 5
    "
  `);
  expect(readFileSync(folder.path("recipes/uploaded/train.py"), "utf8")).toBe("1\n");

  const plan = await planNow(project);
  expect(plan).not.toHaveProperty("unmanaged");
  expect(plan.changes.map(({ action, address, fields }) => [action, address, fields])).toEqual([
    ["import", "dataset/more", []],
    [
      "import",
      "recipe/uploaded",
      [
        { path: "env.TOKEN", before: "secret(sealed)", after: "secret(env UPLOADED_TOKEN)" },
        { path: "source", before: ".mlx/uploads/0a1b", after: "recipes/uploaded" },
      ],
    ],
    ["import", "instance/shop", []],
    ["import", "experiment/forecast-training", []],
    ["import", "experiment/nightly", []],
    ["import", "experiment/of-files", []],
    ["import", "model/shop", []],
    ["import", "experiment/forecast-scoring", []],
    ["import", "service/forecast", []],
  ]);
  expect(plan).toMatchObject({ blocks: [], summary: { import: 9, create: 0, update: 0, delete: 0 } });
  expect(plan).not.toHaveProperty("runs");
  await apply(project);
  expect((await planNow(project)).changes).toEqual([]);
  expect(value(await listUnmanaged(project))).toEqual([]);
});

test("one resource brings along what it needs, and no more", async () => {
  const { project } = await openMade();
  const { imported } = value(await importResources(project, { addresses: ["experiment/forecast-scoring"] }));
  expect(imported).toEqual([
    { address: "dataset/more", neededBy: "service/forecast" },
    { address: "instance/shop", neededBy: "service/forecast" },
    { address: "model/shop", neededBy: "service/forecast" },
    { address: "recipe/uploaded", neededBy: "instance/shop" },
    { address: "service/forecast" },
  ]);
  const plan = await planNow(project);
  expect(plan.unmanaged).toEqual(["experiment/nightly", "experiment/of-files"]);
  const again = value(
    await importResources(project, { addresses: ["experiment/nightly"], out: "sub/more.mlx.yaml" }),
  );
  expect(again).toMatchObject({ file: "sub/more.mlx.yaml", imported: [{ address: "experiment/nightly" }] });
});

test("nothing is written over, and nothing is left of what cannot be", async () => {
  const { folder, project } = await openMade();
  const refused = async (request: Parameters<typeof importResources>[1]) => {
    const result = await importResources(project, request);
    return result.ok ? result : [result.failure.code, result.failure.summary];
  };
  folder.write({ "imported.mlx.yaml": "datasets: {}\n" });
  project.reload();
  expect(await refused({})).toEqual(["MLX8051", "imported.mlx.yaml is there already"]);
  expect(readFileSync(folder.path("imported.mlx.yaml"), "utf8")).toBe("datasets: {}\n");
  expect(await refused({ out: "../x.mlx.yaml" })).toMatchObject(["MLX8052", expect.anything()]);
  expect(await refused({ out: "mlx.yaml" })).toEqual(["MLX8051", "mlx.yaml is there already"]);
  expect(await refused({ out: "x.yaml" })).toMatchObject(["MLX8052", expect.anything()]);
  folder.write({ ".gitignore": "ignored/\n", "ignored/keep": "" });
  expect(await refused({ out: "ignored/x.mlx.yaml" })).toMatchObject(["MLX8052", expect.anything()]);
  expect(existsSync(folder.path("ignored/x.mlx.yaml"))).toBe(false);
  expect(existsSync(folder.path("recipes"))).toBe(false);
  expect(await refused({ addresses: ["dataset/nothing"] })).toEqual([
    "MLX8050",
    "dataset/nothing cannot be imported: there is no such unmanaged resource",
  ]);
  expect(await refused({ addresses: ["dataset/numbers"] })).toEqual([
    "MLX8050",
    "dataset/numbers cannot be imported: the files declare it already",
  ]);
  expect(await refused({ addresses: ["numbers"] })).toMatchObject(["MLX8009", expect.anything()]);
  folder.write({ "recipes/uploaded/mine.py": "x" });
  expect(await refused({ addresses: ["recipe/uploaded"], out: "y.mlx.yaml" })).toEqual([
    "MLX8054",
    "the source of recipe/uploaded would be copied to recipes/uploaded, which is there already",
  ]);
  expect(existsSync(folder.path("y.mlx.yaml"))).toBe(false);
  rmSync(folder.path("recipes"), { recursive: true });
  // What it uses is applied, and the files do not declare it any more.
  folder.write({ "mlx.yaml": smallProject["mlx.yaml"].split("instances:")[0] ?? "" });
  project.reload();
  expect(await refused({ addresses: ["experiment/of-files"], out: "z.mlx.yaml" })).toEqual([
    "MLX8053",
    "experiment/of-files uses instance/small, which the files do not declare any more",
  ]);
  const inUse = value(await planChanges(project, { allowMassDelete: true })).blocked;
  expect(inUse).toMatchObject({
    code: "MLX3002",
    summary:
      "the plan is blocked: instance/small would be deleted, and experiment/of-files, which no file declares, uses it",
  });
});

test("what would not be valid among the files is taken back", async () => {
  const { folder, project } = await openMade(
    "experiments:\n  nightly: { instance: small, notification: { webhooks: [ops] } }\n",
    "notifications: { webhooks: { ops: { url: https://ops.acme.example } } }\n",
  );
  folder.write({ "mlx.yaml": smallProject["mlx.yaml"] });
  project.reload();
  const result = await importResources(project, { out: "new/sub/imported.mlx.yaml" });
  expect(existsSync(folder.path("new"))).toBe(false);
  expect(result).toMatchObject({
    ok: false,
    failure: {
      code: "MLX8055",
      category: "configuration-invalid",
      diagnostics: [{ range: { file: "new/sub/imported.mlx.yaml" } }],
    },
  });
  expect(existsSync(folder.path("imported.mlx.yaml"))).toBe(false);
  expect((await planNow(project)).unmanaged).toEqual(["experiment/nightly"]);
});
