/** What clients change, as the plans of the files see it: all through the operations that clients and people use. */
import { type Address, type Change, formatAddress, type Plan } from "@mlx/core";
import { expect, test } from "vitest";
import {
  applyPlan,
  declareResources,
  importResources,
  listDeleted,
  planChanges,
  readStatus,
  restoreAt,
} from "../src/index.ts";
import type { Project } from "../src/project.ts";
import { createFolder, openIn, smallProject, value } from "./project-folder.ts";

const small = formatAddress({ kind: "instance", name: "small" });
const numbers: Address = formatAddress({ kind: "dataset", name: "numbers" });

async function openApplied() {
  const folder = createFolder(smallProject);
  const project = await openIn(folder.root);
  await apply(project);
  return { folder, project, jane: project.actingAs("jane") };
}

async function planNow(project: Project, request: Parameters<typeof planChanges>[1] = {}): Promise<Plan> {
  project.reload();
  return value(await planChanges(project, request)).plan;
}

async function apply(project: Project): Promise<void> {
  value(await applyPlan(project, { plan: await planNow(project), command: "apply" }));
}

const withDepth = (depth: number) =>
  ({
    kind: "instance",
    name: "small",
    value: {
      recipe: "plain",
      tasks: { train: { parameters: { depth }, inputs: { train: "numbers" } } },
    },
  }) as const;

const brief = ({ changes }: Plan) => changes.map(({ action, address }: Change) => `${action} ${address}`);

test("a change through the API is drift that the files take back, or follow", async () => {
  const { folder, project, jane } = await openApplied();
  value(await declareResources(jane, { put: [withDepth(9)] }));
  expect(value(await readStatus(project)).outside).toEqual({ unmanaged: 0, drifted: 1 });
  const field = "tasks.train.parameters.depth";
  const plan = await planNow(project);
  expect(plan.drift).toMatchObject([
    { address: small, action: "changed", actor: "jane", fields: [{ path: field, before: 3, after: 9 }] },
  ]);
  expect(plan.changes).toMatchObject([
    {
      action: "update",
      address: small,
      reasons: ["changed through the API by jane", `${field} changed`],
      fields: [{ path: field, before: 9, after: 3 }],
    },
  ]);
  folder.write({ "mlx.yaml": smallProject["mlx.yaml"].replace("depth: 3", "depth: 9") });
  expect(brief(await planNow(project))).toEqual([`import ${small}`]);
  await apply(project);
  const after = await planNow(project);
  expect([brief(after), after.drift]).toEqual([[], undefined]);

  value(await declareResources(jane, { put: [withDepth(5)] }));
  value(await declareResources(jane, { put: [withDepth(6)] }));
  await apply(project);
  const { store } = await project.adapters();
  expect(await store.resources.get(small)).toMatchObject({
    spec: { tasks: { train: { parameters: { depth: 9 } } } },
  });
  expect(value(await readStatus(project)).outside).toEqual({ unmanaged: 0, drifted: 0 });
});

test("a deletion through the API is drift; an apply and a restore bring back the same resource", async () => {
  const { project, jane } = await openApplied();
  const { store } = await project.adapters();
  const before = await store.resources.get(small);
  value(await declareResources(jane, { remove: [small] }));
  const plan = await planNow(project);
  expect(plan.drift).toMatchObject([{ address: small, action: "deleted", actor: "jane", fields: [] }]);
  expect(plan.changes).toMatchObject([
    { action: "create", address: small, reasons: ["deleted through the API by jane"] },
  ]);
  expect(value(await listDeleted(project)).map(({ resource }) => resource.address)).toEqual([small]);
  await apply(project);
  expect((await store.resources.get(small))?.id).toBe(before?.id);
  expect(brief(await planNow(project))).toEqual([]);
  expect(value(await listDeleted(project))).toEqual([]);

  value(await declareResources(jane, { remove: [small] }));
  const { restored: back } = value(await restoreAt(project, { address: small }));
  expect(back.map(({ resource }) => resource.id)).toEqual([before?.id]);
  const restored = await planNow(project);
  expect([brief(restored), restored.drift, restored.unmanaged]).toEqual([[], undefined, undefined]);
  expect(await restoreAt(project, { address: "small" })).toMatchObject({
    ok: false,
    failure: { code: "MLX8009" },
  });
});

test("what a client made outlives the files that it does not need, and blocks the end of what it does", async () => {
  const { folder, project, jane } = await openApplied();
  const nightly = { kind: "experiment", name: "nightly", value: { instance: "small" } } as const;
  const free = { kind: "dataset", name: "free", value: { path: "numbers.csv" } } as const;
  value(await declareResources(jane, { put: [nightly, free] }));
  const destroy = await planNow(project, { destroy: true });
  expect(destroy.unmanaged).toEqual(["dataset/free", "experiment/nightly"]);
  expect(brief(destroy)).toEqual([`delete ${small}`, "delete recipe/plain", `delete ${numbers}`]);
  expect(destroy.blocks).toMatchObject([{ type: "in-use", addresses: [small, "experiment/nightly"] }]);
  const refused = await applyPlan(project, { plan: destroy, command: "destroy" });
  expect(refused).toMatchObject({ ok: false, failure: { code: "MLX3002", category: "blocked" } });

  value(await importResources(project, { addresses: ["experiment/nightly"] }));
  await apply(project);
  folder.write({ "imported.mlx.yaml": "experiments: {}\n" });
  expect(brief(await planNow(project))).toEqual(["delete experiment/nightly"]);
  await apply(project);
  const plan = await planNow(project, { destroy: true });
  expect([plan.blocks, plan.unmanaged]).toEqual([[], ["dataset/free"]]);
  value(await applyPlan(project, { plan, command: "destroy" }));
  const { heads } = await (await project.adapters()).store.resources.heads();
  expect(heads.map(({ address }) => address)).toEqual(["dataset/free"]);
});
