import { MlxError } from "@mlx/core";
import { describe, expect, test } from "vitest";
import { applyPlan, planProject, planProjectDestroy } from "../src/index.ts";
import { createWorld, desiredState, type World } from "./world.ts";

const options = { allowMassDelete: false };

async function planNow({ deps }: World, state = desiredState()) {
  return (await planProject(state, deps, options)).plan;
}

describe("an apply", () => {
  test("is followed by an empty plan, for every kind", async () => {
    const world = await createWorld();
    const plan = await planNow(world);
    expect(plan.summary).toMatchObject({ create: 5, update: 0, delete: 0 });
    const record = await applyPlan(plan, world.deps, "apply");
    expect(record).toMatchObject({ serial: 1, actor: "ann@here", command: "apply" });
    const after = await planNow(world);
    expect([after.changes, after.consequences, after.summary.unchanged]).toEqual([[], [], 5]);
  });

  test("notices what changed outside the YAML", async () => {
    const world = await createWorld();
    await applyPlan(await planNow(world), world.deps, "apply");
    world.sources.set("/project/recipe", { "train.py": "2", "score.py": "1" });
    world.data.set("numbers.csv", "1,3");
    const { changes } = await planNow(world);
    expect(changes.map(({ action, address }) => [action, address])).toEqual([
      ["update", "dataset/numbers"],
      ["update", "recipe/plain"],
    ]);
  });

  test.each([
    [
      "the source",
      (world: World) => world.sources.set("/project/recipe", { "train.py": "2", "score.py": "1" }),
    ],
    ["the data", (world: World) => world.data.set("numbers.csv", "1,3")],
  ])("is refused when %s changed after its plan, and changes nothing", async (_, change) => {
    const world = await createWorld();
    const plan = await planNow(world);
    change(world);
    const failure = await applyPlan(plan, world.deps, "apply").catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MlxError);
    expect(failure).toMatchObject({ code: "MLX3001", category: "plan-stale" });
    expect((await world.store.resources.heads()).serial).toBe(0);
  });

  test("is refused when another came first", async () => {
    const world = await createWorld();
    const [first, second] = [await planNow(world), await planNow(world)];
    await applyPlan(first, world.deps, "apply");
    await expect(applyPlan(second, world.deps, "apply")).rejects.toMatchObject({ category: "plan-stale" });
  });

  test("is refused while a guard blocks its plan", async () => {
    const world = await createWorld();
    await applyPlan(await planNow(world), world.deps, "apply");
    const plan = await planNow(world, { ...desiredState(), resources: [] });
    await expect(applyPlan(plan, world.deps, "apply")).rejects.toMatchObject({
      code: "MLX3002",
      category: "blocked",
    });
  });
});

test("destroy deletes everything", async () => {
  const world = await createWorld();
  await applyPlan(await planNow(world), world.deps, "apply");
  const { plan } = await planProjectDestroy({ project: "small" }, world.deps);
  expect(plan.summary).toMatchObject({ delete: 5 });
  await applyPlan(plan, world.deps, "destroy");
  expect((await world.store.resources.heads()).heads).toEqual([]);
});

describe("preparing", () => {
  test("a missing source folder and a missing program are findings with their place", async () => {
    const world = await createWorld();
    world.sources.delete("/project/recipe");
    await expect(planNow(world)).rejects.toMatchObject({
      category: "configuration-invalid",
      diagnostics: [
        expect.objectContaining({ code: "MLX3003", range: expect.objectContaining({ file: "mlx.yaml" }) }),
      ],
    });
    world.sources.set("/project/recipe", { "train.py": "1" });
    await expect(planNow(world)).rejects.toMatchObject({
      diagnostics: [expect.objectContaining({ code: "MLX3004" })],
    });
  });

  test("missing data is a warning", async () => {
    const world = await createWorld();
    world.data.clear();
    const { warnings } = await planProject(desiredState(), world.deps, options);
    expect(warnings.map(({ code, severity }) => [code, severity])).toEqual([["MLX3005", "warning"]]);
  });
});
