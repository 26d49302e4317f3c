import {
  type Change,
  defaultRetryPolicy,
  digestOf,
  formatAddress,
  type Manifest,
  type Move,
} from "@mlx/core";
import { expect, test } from "vitest";
import { buildDataset, buildExperiment, buildInstance, buildRecipe, planBetween } from "./testing.ts";

const sales = buildDataset("sales");
const gbm = buildRecipe("gbm");
const retail = buildInstance("retail", { dataset: "sales", parameters: { n_estimators: 100 } });
const nightly = buildExperiment("nightly");
const project = [sales, gbm, retail, nightly];

const brief = (changes: readonly Change[]) =>
  changes.map(({ action, address, reasons, fields }) => ({ action, address, reasons, fields }));
const at = { file: "mlx.yaml", line: 1, column: 1 };
const move = (from: Move["from"], to: Move["to"]): Move => ({ from, to, at });

test("a first plan creates everything, in the order of references, and shows what is not a default", () => {
  const plan = planBetween([], project);
  expect(brief(plan.changes)).toEqual([
    {
      action: "create",
      address: "dataset/sales",
      reasons: ["not in the store yet"],
      fields: [{ path: "path", after: "data/sales.csv" }],
    },
    {
      action: "create",
      address: "recipe/gbm",
      reasons: ["not in the store yet"],
      fields: [
        { path: "algorithm", after: "Regression" },
        { path: "source", after: "recipe" },
        { path: "type", after: "Python" },
      ],
    },
    {
      action: "create",
      address: "instance/retail",
      reasons: ["not in the store yet"],
      fields: [
        { path: "recipe", after: "gbm" },
        { path: "tasks.train.inputs.train", after: "sales" },
        { path: "tasks.train.parameters.n_estimators", after: 100 },
      ],
    },
    {
      action: "create",
      address: "experiment/nightly",
      reasons: ["not in the store yet"],
      fields: [{ path: "instance", after: "retail" }],
    },
  ]);
  expect({ ...plan, changes: [] }).toEqual({
    version: 1,
    project: "retail",
    installation: "11111111-0000-4000-8000-000000000000",
    serial: 7,
    configDigest: "sha256:config",
    createdAt: "2026-01-01T00:00:00.000Z",
    changes: [],
    consequences: [],
    hints: [],
    blocks: [],
    summary: {
      create: 4,
      update: 0,
      move: 0,
      delete: 0,
      unchanged: 0,
      byKind: {
        dataset: { create: 1 },
        recipe: { create: 1 },
        instance: { create: 1 },
        experiment: { create: 1 },
      },
    },
  });
});

test("nothing differs: nothing is planned, and everything is counted", () => {
  const plan = planBetween(project, project);
  expect(plan.changes).toEqual([]);
  expect(plan.summary).toEqual({ create: 0, update: 0, move: 0, delete: 0, unchanged: 4, byKind: {} });
});

test("an update says why, and shows the fields in the words of the language", () => {
  const after = buildExperiment("nightly", {
    timeoutSeconds: 7_200,
    stopGraceSeconds: 90,
    retry: {
      ...defaultRetryPolicy,
      max: 1,
      backoff: { initialSeconds: 60, factor: 2, maxSeconds: 600, jitter: 0.2 },
    },
    schedule: {
      cron: ["0 2 * * *"],
      timezone: "Europe/Berlin",
      catchUp: "latest",
      catchUpLimit: 10,
      startingDeadlineSeconds: 21_600,
      concurrency: "forbid",
      maxConcurrent: 1,
      queueLimit: 1,
      dst: { gap: "shift", overlap: "first" },
      jitterSeconds: 0,
      suspend: false,
    },
  });
  expect(brief(planBetween(project, [sales, gbm, retail, after]).changes)).toEqual([
    {
      action: "update",
      address: "experiment/nightly",
      reasons: [
        "retry.backoff.initial changed",
        "retry.max changed",
        "schedule.cron added",
        "schedule.startingDeadline added",
        "schedule.timezone added",
        "stopGrace changed",
        "timeout changed",
      ],
      fields: [
        { path: "retry.backoff.initial", before: "30s", after: "1m" },
        { path: "retry.max", before: 0, after: 1 },
        { path: "schedule.cron", after: ["0 2 * * *"] },
        { path: "schedule.startingDeadline", after: "6h" },
        { path: "schedule.timezone", after: "Europe/Berlin" },
        { path: "stopGrace", before: "30s", after: "90s" },
        { path: "timeout", before: "1d", after: "2h" },
      ],
    },
  ]);
});

test("content that changed is a reason; files are named where the manifests are at hand", () => {
  const entry = (path: string, content: string, executable = false) => ({
    path,
    size: 1,
    executable,
    digest: digestOf(content),
  });
  const manifest = (...entries: Manifest["entries"]): Manifest => ({ version: 1, entries });
  const [was, is] = [digestOf("before"), digestOf("after")];
  const observed = (manifest: typeof was, requirements: string) => ({
    source: { manifest, requirements: digestOf(requirements) },
  });
  const recipe = (manifest: typeof was, requirements = "1") =>
    buildRecipe("gbm", {}, observed(manifest, requirements));
  const reasons = (
    before: Manifest | undefined,
    after: Manifest,
    [old, fresh]: readonly [string, string] = ["1", "1"],
  ) =>
    planBetween([recipe(was, old)], [recipe(is, fresh)], {
      manifests: new Map([...(before === undefined ? [] : [[was, before] as const]), [is, after]]),
    }).changes.flatMap((change) => change.reasons);

  expect(reasons(manifest(entry("train.py", "1")), manifest(entry("train.py", "2")))).toEqual([
    "source tree changed: train.py",
  ]);
  expect(
    reasons(
      manifest(entry("a", "1"), entry("b", "1"), entry("c", "1"), entry("same", "1")),
      manifest(entry("a", "2"), entry("b", "1", true), entry("d", "1"), entry("e", "1"), entry("same", "1")),
    ),
  ).toEqual(["source tree changed: a, b, c (removed) and 2 more"]);
  expect(
    reasons(manifest(entry("requirements.txt", "1")), manifest(entry("requirements.txt", "2")), ["1", "2"]),
  ).toEqual(["requirements changed"]);
  expect(reasons(undefined, manifest(), ["1", "2"])).toEqual(["source tree changed", "requirements changed"]);
  expect(brief(planBetween([sales], [buildDataset("sales", { data: "more rows" })]).changes)).toEqual([
    { action: "update", address: "dataset/sales", reasons: ["data changed"], fields: [] },
  ]);
});

test("a long list of changed fields is cut short in the reasons only", () => {
  const parameters = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`p${index}`, index]));
  const [change] = planBetween([nightly], [buildExperiment("nightly", { parameters })]).changes;
  expect(change?.reasons.slice(-2)).toEqual(["parameters.p7 added", "2 more fields changed"]);
  expect(change?.fields).toHaveLength(10);
});

test("a secret of another value shows that, and never the value or its hash", () => {
  const spec = { parameters: { password: { secret: { env: "DB_PASSWORD" } } } };
  const nightlyWith = (hash?: string) =>
    buildExperiment("nightly", spec, hash === undefined ? {} : { secrets: { "parameters.password": hash } });
  const changes = (a?: string, b?: string) => brief(planBetween([nightlyWith(a)], [nightlyWith(b)]).changes);
  const update = {
    action: "update",
    address: "experiment/nightly",
    reasons: ["secret changed: parameters.password"],
  };
  expect(changes("one", "two")).toEqual([
    { ...update, fields: [{ path: "parameters.password", before: "***", after: "***" }] },
  ]);
  expect(changes(undefined, "two")).toEqual([
    { ...update, fields: [{ path: "parameters.password", after: "***" }] },
  ]);
  expect(brief(planBetween([], [nightlyWith("one")]).changes)[0]?.fields).toEqual([
    { path: "instance", after: "retail" },
    { path: "parameters.password", after: "secret(env DB_PASSWORD)" },
  ]);
});

test("deletes come last, those that refer first", () => {
  const other = buildDataset("other");
  const plan = planBetween([...project, buildDataset("kept")], [other, buildDataset("kept")]);
  expect(plan.changes.map(({ action, address }) => `${action} ${address}`)).toEqual([
    "create dataset/other",
    "delete experiment/nightly",
    "delete instance/retail",
    "delete recipe/gbm",
    "delete dataset/sales",
  ]);
  expect(plan.changes[1]).toEqual({
    action: "delete",
    address: "experiment/nightly",
    reasons: ["removed from config"],
    fields: [],
    protected: false,
  });
});

test("a source is told as added and removed when the origin is another", () => {
  const image = buildRecipe("gbm", { origin: { image: "acme:1" } }, {});
  expect(brief(planBetween([gbm], [image]).changes)).toEqual([
    {
      action: "update",
      address: "recipe/gbm",
      reasons: ["image added", "source removed"],
      fields: [
        { path: "image", after: "acme:1" },
        { path: "source", before: "recipe" },
      ],
    },
  ]);
});

test("a move carries on, and what refers to it says so", () => {
  const renamed = buildInstance("retail-default", {
    dataset: "sales",
    parameters: { n_estimators: 100 },
  });
  const follower = buildExperiment("nightly", { instance: "retail-default" });
  const plan = planBetween(project, [sales, gbm, renamed, follower], {
    moved: [move(retail.address, renamed.address)],
  });
  expect(brief(plan.changes)).toEqual([
    {
      action: "move",
      address: "instance/retail-default",
      reasons: ["moved from instance/retail"],
      fields: [],
    },
    {
      action: "update",
      address: "experiment/nightly",
      reasons: ["reference moved"],
      fields: [{ path: "instance", before: "retail", after: "retail-default" }],
    },
  ]);
  expect(plan.changes[0]).toMatchObject({ from: "instance/retail" });
  expect(plan.summary).toMatchObject({ create: 0, update: 1, move: 1, delete: 0, unchanged: 2 });
});

test("a move may come with changes of its own", () => {
  const renamed = buildInstance("new", { dataset: "sales", parameters: { n_estimators: 200 } });
  const [change] = planBetween([sales, gbm, retail], [sales, gbm, renamed], {
    moved: [move(retail.address, renamed.address)],
  }).changes;
  expect(change).toMatchObject({
    action: "move",
    reasons: ["moved from instance/retail", "tasks.train.parameters.n_estimators changed"],
    fields: [{ path: "tasks.train.parameters.n_estimators", before: 100, after: 200 }],
  });
});

test("the result does not depend on the order of the input", () => {
  const desired = [buildDataset("sales", { data: "new" }), gbm, buildInstance("b"), buildInstance("a")];
  expect(planBetween(project.toReversed(), desired.toReversed())).toEqual(planBetween(project, desired));
});

test("ten thousand resources are planned in one pass over them", () => {
  const many = Array.from({ length: 2_500 }, (_, index) => [
    buildDataset(`d${index}`),
    buildRecipe(`r${index}`, { defaults: { train: { a: 1, b: 2 } } }),
    buildInstance(`i${index}`, { recipe: `r${index}`, dataset: `d${index}` }),
    buildExperiment(`e${index}`, { instance: `i${index}` }),
  ]).flat();
  expect(planBetween([], many).summary.create).toBe(10_000);
  expect(planBetween(many, many).summary.unchanged).toBe(10_000);
});

test("a chain of ten thousand resources needs no stack", () => {
  const addressOf = (index: number) => formatAddress({ kind: "dataset", name: `d${index}` });
  const chain = Array.from({ length: 10_000 }, (_, index) =>
    buildDataset(`d${index}`, { dependsOn: index === 0 ? [] : [addressOf(index - 1)] }),
  );
  const { changes } = planBetween([], chain);
  expect(changes.map(({ address }) => address)).toEqual(chain.map(({ address }) => address));
});
