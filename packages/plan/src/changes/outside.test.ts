import { type Address, type AppliedHead, formatAddress, type Plan } from "@mlx/core";
import { expect, test } from "vitest";
import { planDestroy } from "../plan-destroy.ts";
import {
  buildDataset,
  buildExperiment,
  buildInstance,
  buildModel,
  buildRecipe,
  buildService,
  planBetween,
  toHeads,
} from "../testing.ts";
import type { ChangedOutside, OutsideChange } from "./outside.ts";

const sales = buildDataset("sales");
const gbm = buildRecipe("gbm");
const retail = buildInstance("retail", { dataset: "sales", parameters: { n: 100 } });
const nightly = buildExperiment("nightly");
const project = [sales, gbm, retail, nightly];

const byAnn = { actor: "ann", at: "2026-01-01T00:00:00.000Z" };
const outside = (address: Address, change: OutsideChange): ChangedOutside => new Map([[address, change]]);
const brief = ({ changes }: Plan) => changes.map(({ action, address }) => `${action} ${address}`);

test("what the API made and no file declares is left alone", () => {
  const plan = planBetween([...project, buildExperiment("made")], project, {
    unmanaged: [formatAddress({ kind: "experiment", name: "made" })],
    allowMassDelete: false,
  });
  expect(plan).toMatchObject({ changes: [], blocks: [], unmanaged: ["experiment/made"] });
  expect(plan.summary.unchanged).toBe(4);
});

test("what files declare of it is imported, also where they say the same", () => {
  const same = planBetween(project, project, { unmanaged: [nightly.address] });
  expect(same.changes).toEqual([
    {
      action: "import",
      address: "experiment/nightly",
      at: nightly.at,
      reasons: ["made through the API, and declared now"],
      fields: [],
      after: nightly,
    },
  ]);
  expect(same).not.toHaveProperty("unmanaged");
  expect(same.summary).toMatchObject({ import: 1, update: 0, unchanged: 3 });
  const other = buildExperiment("nightly", { timeoutSeconds: 60 });
  expect(planBetween(project, [sales, gbm, retail, other], { unmanaged: [nightly.address] }).changes).toEqual(
    [
      {
        action: "import",
        address: "experiment/nightly",
        at: nightly.at,
        reasons: ["made through the API, and declared now", "timeout changed"],
        fields: [{ path: "timeout", before: "1d", after: "1m" }],
        after: other,
      },
    ],
  );
});

test("drift is told from what the files said to what is there, and changed back", () => {
  const live = buildExperiment("nightly", { parameters: { n: 5, key: { secret: { sealed: "c2VjcmV0" } } } });
  const plan = planBetween([sales, gbm, retail, live], project, {
    drifted: [nightly.address],
    outside: outside(nightly.address, { type: "changed", ...byAnn, declared: nightly }),
  });
  expect(plan.drift).toEqual([
    {
      address: "experiment/nightly",
      action: "changed",
      ...byAnn,
      fields: [
        { path: "parameters.key", after: "secret(sealed)" },
        { path: "parameters.n", after: 5 },
      ],
    },
  ]);
  expect(plan.changes).toMatchObject([
    {
      action: "update",
      reasons: ["changed through the API by ann", "parameters.key removed", "parameters.n removed"],
      fields: [
        { path: "parameters.key", before: "secret(sealed)" },
        { path: "parameters.n", before: 5 },
      ],
    },
  ]);
  expect(JSON.stringify(plan)).not.toContain("c2VjcmV0");
});

test("files that follow what the API changed take it over", () => {
  const live = buildExperiment("nightly", { timeoutSeconds: 60 });
  const plan = planBetween([sales, gbm, retail, live], [sales, gbm, retail, live], {
    drifted: [nightly.address],
    outside: outside(nightly.address, { type: "changed", ...byAnn, declared: nightly }),
  });
  expect(plan.changes).toMatchObject([
    { action: "import", reasons: ["changed through the API by ann"], fields: [] },
  ]);
  expect(plan.drift).toMatchObject([{ fields: [{ path: "timeout", before: "1d", after: "1m" }] }]);
});

test("what the API changed in an ignored field stays as it is", () => {
  const lifecycle = { protect: false, ignore: ["timeout"] };
  const declared = buildExperiment("nightly", { lifecycle });
  const live = buildExperiment("nightly", { lifecycle, timeoutSeconds: 60 });
  const plan = planBetween([sales, gbm, retail, live], [sales, gbm, retail, declared], {
    drifted: [nightly.address],
    outside: outside(nightly.address, { type: "changed", ...byAnn, declared }),
  });
  expect(plan.changes).toEqual([]);
});

test("what the API deleted and files declare comes back", () => {
  const deleted = (managed: boolean) =>
    planBetween([sales, gbm, retail], project, {
      outside: outside(nightly.address, { type: "deleted", ...byAnn, managed }),
    });
  expect(deleted(true).drift).toEqual([
    { address: "experiment/nightly", action: "deleted", ...byAnn, fields: [] },
  ]);
  expect(deleted(false)).not.toHaveProperty("drift");
  for (const managed of [true, false])
    expect(deleted(managed).changes).toMatchObject([
      { action: "create", reasons: ["deleted through the API by ann"] },
    ]);
  const undeclared = planBetween([sales, gbm, retail], [sales, gbm, retail], {
    outside: outside(nightly.address, { type: "deleted", ...byAnn, managed: true }),
  });
  expect(undeclared).not.toHaveProperty("drift");
});

test("what the API made and uses a resource stands in the way of its end", () => {
  const made = buildExperiment("made");
  const plan = planBetween([...project, made], [sales, gbm], { unmanaged: [made.address] });
  expect(brief(plan)).toEqual(["delete experiment/nightly", "delete instance/retail"]);
  expect(plan.blocks).toEqual([
    {
      type: "in-use",
      addresses: ["instance/retail", "experiment/made"],
      message: "instance/retail would be deleted, and experiment/made, which no file declares, uses it",
    },
  ]);
  const renamed = buildInstance("other", { dataset: "sales", parameters: { n: 100 } });
  const moved = planBetween([sales, gbm, retail, made], [sales, gbm, renamed], {
    unmanaged: [made.address],
    moved: [{ from: retail.address, to: renamed.address, at: retail.at }],
  });
  expect(moved.blocks.map(({ message }) => message)).toEqual([
    "instance/retail would be moved to instance/other, and experiment/made, which no file declares, uses it",
  ]);
});

test("half of what files declared counts, and not half of all", () => {
  const named = (...names: string[]) => names.map((name) => buildDataset(name));
  const applied = named("a", "b", "made-1", "made-2", "made-3");
  const unmanaged = applied.slice(2).map(({ address }) => address);
  const blocks = (...kept: string[]) =>
    planBetween(applied, named(...kept), { unmanaged, allowMassDelete: false }).blocks;
  expect(blocks("a")).toEqual([]);
  expect(blocks()).toMatchObject([{ type: "mass-delete", addresses: ["dataset/a", "dataset/b"] }]);
});

test("destroying leaves what the API made, and says so", () => {
  const made = buildDataset("made");
  const heads: readonly AppliedHead[] = toHeads([...project, made], { unmanaged: [made.address] });
  const plan = planDestroy({
    project: "retail",
    installation: "1",
    serial: 3,
    createdAt: "2026-01-01T00:00:00.000Z",
    heads,
    before: new Map(project.map((each) => [each.address, each])),
    models: [],
    runsUnderWay: [],
  });
  expect(plan.changes).toHaveLength(4);
  expect(plan).toMatchObject({ unmanaged: ["dataset/made"], blocks: [] });
});

test("a change affects what the API made, and its models", () => {
  const made = buildExperiment("made");
  const service = buildService("shop", { training: formatAddress({ kind: "experiment", name: "made" }) });
  const applied = [sales, gbm, retail, made, service];
  const plan = planBetween(
    applied,
    [sales, gbm, buildInstance("retail", { dataset: "sales", parameters: { n: 200 } })],
    {
      unmanaged: [made.address, service.address],
      models: [
        buildModel(applied, {
          instance: formatAddress({ kind: "instance", name: "retail" }),
          experiment: formatAddress({ kind: "experiment", name: "made" }),
        }),
      ],
      serving: new Map([[service.address, "model/retail@v3"]]),
    },
  );
  expect(plan.consequences).toMatchObject([
    { type: "model-stale", experiment: "experiment/made", reasons: ["n 100 → 200"] },
    { type: "affected", address: "experiment/made" },
    { type: "service-model", service: "service/shop", serves: "model/retail@v3" },
  ]);
});
