import { formatAddress, type PreparedResource } from "@mlx/core";
import { expect, test } from "vitest";
import { planDestroy } from "./plan-destroy.ts";
import { buildDataset, buildInstance, buildModel, buildRecipe, toHeads } from "./testing.ts";

const retail = formatAddress({ kind: "instance", name: "retail" });

function destroy(resources: readonly PreparedResource[]) {
  return planDestroy({
    project: "retail",
    environment: "prod",
    installation: "1",
    serial: 3,
    createdAt: "2026-01-01T00:00:00.000Z",
    heads: toHeads(resources),
    before: new Map(resources.map((each) => [each.address, each])),
    models: [buildModel(resources, { instance: retail })],
    runsUnderWay: [{ runId: "run-1", instance: retail }],
  });
}

test("everything goes, without the guard against that", () => {
  const plan = destroy([buildDataset("sales"), buildRecipe("gbm"), buildInstance("retail")]);
  expect(plan).toMatchObject({ environment: "prod", serial: 3, blocks: [], hints: [] });
  expect(plan.changes).toMatchObject(
    ["instance/retail", "recipe/gbm", "dataset/sales"].map((address) => ({
      action: "delete",
      address,
      reasons: ["everything is to be destroyed"],
    })),
  );
  expect(plan.consequences).toEqual([
    { type: "model-orphaned", model: "model/retail@v3", instance: retail },
    { type: "run-under-way", runId: "run-1", address: "instance/retail" },
    { type: "run-under-way", runId: "run-1", address: "recipe/gbm" },
  ]);
});

test("what is protected still blocks", () => {
  const kept = buildRecipe("gbm", { lifecycle: { protect: true, ignore: [] } });
  expect(destroy([kept, buildInstance("retail")]).blocks).toMatchObject([
    { type: "protected", addresses: ["recipe/gbm"] },
  ]);
});
