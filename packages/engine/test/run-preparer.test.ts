/** Many like requests are resolved once, and never from what is there no more. */
import type { Store } from "@mlx/core";
import { expect, test } from "vitest";
import { applyPlan } from "../src/resources/apply-plan.ts";
import { planProject } from "../src/resources/plan-project.ts";
import { createRunPreparer } from "../src/runs/prepare/run-preparer.ts";
import { createWorld, desiredState, fit } from "./world.ts";

async function open() {
  const world = await createWorld();
  const apply = async (depth: number) => {
    const { plan } = await planProject(desiredState({ depth }), world.deps, { allowMassDelete: false });
    await applyPlan(plan, world.deps, "apply");
  };
  await apply(3);
  let reads = 0;
  const { resources } = world.store;
  const store: Store = {
    ...world.store,
    resources: {
      ...resources,
      getMany: async (addresses) => {
        reads += 1;
        return resources.getMany(addresses);
      },
    },
  };
  const preparer = createRunPreparer({ ...world.deps, store });
  return { world, apply, preparer, reads: () => reads };
}

test("equal requests are resolved once, each for who asks", async () => {
  const { preparer, reads } = await open();
  const first = await preparer.prepare({ target: fit, parameters: {} }, "ann");
  const before = reads();
  const second = await preparer.prepare({ target: fit, parameters: {}, description: "again" }, "ben");
  expect(reads()).toBe(before);
  expect([first.actor, second]).toEqual(["ann", { ...first, actor: "ben", description: "again" }]);
});

test("what is given for one run is not taken for another's", async () => {
  const { preparer } = await open();
  const depthOf = async (depth?: string) =>
    (await preparer.prepare({ target: fit, parameters: depth === undefined ? {} : { depth } }, "ann")).spec
      .parameters.depth;
  expect([await depthOf(), await depthOf("9"), await depthOf()]).toEqual([3, 9, 3]);
});

test("after an apply all is resolved anew, also for those that come at once", async () => {
  const { apply, preparer } = await open();
  await preparer.prepare({ target: fit, parameters: {} }, "ann");
  await apply(8);
  const prepared = await Promise.all(
    ["a", "b", "c"].map((actor) => preparer.prepare({ target: fit, parameters: {} }, actor)),
  );
  expect(prepared.map(({ spec }) => spec.parameters.depth)).toEqual([8, 8, 8]);
});

test("what fails is tried again", async () => {
  const { preparer } = await open();
  const wrong = { target: fit, parameters: { depth: "deep" } };
  for (let time = 0; time < 2; time += 1)
    await expect(preparer.prepare(wrong, "ann")).rejects.toMatchObject({ code: "MLX3014" });
});

test("a request of many words is not held on to", async () => {
  const { preparer } = await open();
  const request = { target: fit, parameters: { depth: "5" }, tags: { note: "x".repeat(20_000) } };
  const first = await preparer.prepare(request, "ann");
  const second = await preparer.prepare(request, "ann");
  expect(second).toEqual(first);
  expect(second.spec).not.toBe(first.spec);
});
