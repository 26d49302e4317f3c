import { digestOf, type PreparedResource } from "@mlx/core";
import { describe, expect, test } from "vitest";
import { buildInstance, buildRecipe, planBetween } from "../testing.ts";

/** As a migration of the store leaves it: what it holds is of today, its digest is not. */
function migrated(resource: PreparedResource): PreparedResource {
  return { ...resource, digest: digestOf("an older form") };
}

describe("a resource that a migration changed", () => {
  const gbm = buildRecipe("gbm");
  const retail = buildInstance("retail");

  test("is unchanged where it reads as it is declared, and so is what refers to it", () => {
    const plan = planBetween([migrated(gbm), retail], [gbm, retail]);
    expect(plan.changes).toEqual([]);
    expect(plan.consequences).toEqual([]);
    expect(plan.summary).toEqual({ create: 0, update: 0, move: 0, delete: 0, unchanged: 2, byKind: {} });
  });

  test("is unchanged also where only ignored fields differ", () => {
    const recipe = (description: string) =>
      buildRecipe("gbm", { description, lifecycle: { protect: false, ignore: ["description"] } });
    expect(planBetween([migrated(recipe("old"))], [recipe("new")]).changes).toEqual([]);
  });

  test("has its own fields and content compared", () => {
    const [change] = planBetween(
      [migrated(gbm)],
      [buildRecipe("gbm", { code: "new", tags: { a: "b" } })],
    ).changes;
    expect(change).toMatchObject({
      action: "update",
      reasons: ["tags.a added", "source tree changed"],
      fields: [{ path: "tags.a", after: "b" }],
    });
  });

  test("moves without other reasons, and has its digest renewed by that", () => {
    const renamed = buildRecipe("forest");
    const { changes } = planBetween([migrated(gbm)], [renamed], {
      moved: [{ from: gbm.address, to: renamed.address, at: gbm.at }],
    });
    expect(changes).toMatchObject([
      { action: "move", reasons: ["moved from recipe/gbm"], fields: [], after: { digest: gbm.digest } },
    ]);
  });
});
