import { type DesiredResource, digestOf, formatAddress, type ModelSpec, nameOf } from "@mlx/core";
import { describe, expect, test } from "vitest";
import { applyPlan, planProject } from "../src/index.ts";
import { serviceResources } from "./service-resources.ts";
import { createWorld, desiredState, instance, type World } from "./world.ts";

const project = (...more: readonly DesiredResource[]) => ({
  ...desiredState(),
  resources: [...desiredState().resources, ...more],
});

async function planNow({ deps }: World, state: ReturnType<typeof desiredState>) {
  return (await planProject(state, deps, { allowMassDelete: false })).plan;
}

describe("a service", () => {
  test("is applied with the first runs that its plan announced, and planned empty after it", async () => {
    const world = await createWorld();
    const state = project(...serviceResources());
    const plan = await planNow(world, state);
    expect(plan.consequences).toEqual([
      {
        type: "service-model",
        service: "service/forecast",
        waitsFor: "a first model of experiment/forecast-training",
      },
    ]);
    await applyPlan(plan, world.deps, "apply");
    expect(await world.store.announced.list()).toMatchObject([
      { experiment: "experiment/forecast-training", because: "first training of service/forecast" },
      {
        experiment: "experiment/forecast-scoring",
        because: "first scoring of service/forecast",
        actor: "ann@here",
        problem: "it waits for a first model of experiment/forecast-training",
      },
    ]);
    const after = await planNow(world, state);
    expect([after.changes, after.consequences, after.runs]).toEqual([[], [], undefined]);
  });

  test("goes on with the model that it has, also under another name", async () => {
    const world = await createWorld();
    await addVersions(world, 1);
    const latest = { type: "latest" } as const;
    const plan = await planNow(world, project(...serviceResources({ training: false, model: latest })));
    expect(plan.consequences).toEqual([
      { type: "service-model", service: "service/forecast", serves: `model/${nameOf(instance)}@v1` },
    ]);
    expect(plan.runs).toEqual([
      {
        experiment: "experiment/forecast-scoring",
        task: "score",
        because: "first scoring of service/forecast",
      },
    ]);
  });

  test("needs a program to serve with", async () => {
    const world = await createWorld();
    const resources = serviceResources().map((resource) =>
      resource.kind === "service" ? { ...resource, spec: { ...resource.spec, serve } } : resource,
    );
    await expect(planNow(world, project(...resources))).rejects.toMatchObject({
      diagnostics: [
        {
          code: "MLX3004",
          summary: expect.stringMatching(/has no program "serve" that service\/forecast serves with$/),
        },
      ],
    });
    world.sources.set("/project/recipe", { "train.py": "1", "score.py": "1", "serve.py": "1" });
    expect((await planNow(world, project(...resources))).blocks).toEqual([]);
  });
});

const serve = {
  replicas: 1,
  concurrency: 16,
  queueLimit: 1000,
  maxBodyBytes: 1,
  requestTimeoutSeconds: 60,
  startTimeoutSeconds: 240,
  drainSeconds: 30,
  stopGraceSeconds: 30,
  env: {},
};

describe("a pin", () => {
  const pinned = (pin: number): DesiredResource => {
    const spec: ModelSpec = {
      ...{ tags: {}, enabled: true, lifecycle: { protect: false, ignore: [] }, dependsOn: [] },
      pin,
    };
    const address = formatAddress({ kind: "model", name: nameOf(instance) });
    return { address, kind: "model", spec, references: [], at: { file: "mlx.yaml", line: 1, column: 1 } };
  };
  const champion = async ({ store }: World) =>
    (await store.models.byAlias(nameOf(instance), "champion"))?.version;

  test("moves the alias with the apply, which the log says; after it nothing is planned", async () => {
    const world = await createWorld();
    await addVersions(world, 2);
    const record = await applyPlan(await planNow(world, project(pinned(2))), world.deps, "apply");
    expect(await champion(world)).toBe(2);
    const [move] = await world.store.models.aliasMoves({}, { limit: 1 });
    expect(move).toMatchObject({ to: 2, kind: "pin", actor: "ann@here", applyId: record.id });
    const after = await planNow(world, project(pinned(2)));
    expect([after.changes, after.consequences]).toEqual([[], []]);
  });

  test("takes an alias back that stands elsewhere, although no resource changed", async () => {
    const world = await createWorld();
    await addVersions(world, 2);
    await applyPlan(await planNow(world, project(pinned(2))), world.deps, "apply");
    await moveAlias(world, 2, 1);
    const plan = await planNow(world, project(pinned(2)));
    expect(plan.consequences).toMatchObject([{ type: "alias-pinned", from: 1, to: 2 }]);
    await applyPlan(plan, world.deps, "apply");
    expect(await champion(world)).toBe(2);
  });

  test("is refused where the alias moved since the plan, and changes nothing", async () => {
    const world = await createWorld();
    await addVersions(world, 2);
    const plan = await planNow(world, project(pinned(2)));
    await moveAlias(world, undefined, 1);
    await expect(applyPlan(plan, world.deps, "apply")).rejects.toMatchObject({ code: "MLX3001" });
    expect([await champion(world), (await world.store.resources.heads()).serial]).toEqual([1, 0]);
  });

  test("of a version that does not exist, or was deleted, blocks the plan", async () => {
    const world = await createWorld();
    const [version] = await addVersions(world, 1);
    const blocked = async (pin: number) =>
      (await planNow(world, project(pinned(pin)))).blocks.map(({ message }) => message.split(";")[0]);
    expect(await blocked(7)).toEqual([
      `model/${nameOf(instance)} is pinned to v7, and there is no such version`,
    ]);
    await world.store.models.delete(version?.id ?? "", { at: "2026-01-01T00:00:00.000Z", actor: "ann@here" });
    expect(await blocked(1)).toEqual([
      `model/${nameOf(instance)} is pinned to v1, and that version is DELETED`,
    ]);
    const plan = await planNow(world, project(pinned(1)));
    await expect(applyPlan(plan, world.deps, "apply")).rejects.toMatchObject({ code: "MLX3002" });
  });
});

async function addVersions({ store }: World, versions: number) {
  const all = [];
  for (let number = 1; number <= versions; number += 1)
    all.push(
      await store.models.add(
        {
          id: `00000000-0000-4000-8000-00000000000${number}`,
          model: nameOf(instance),
          origin: { type: "external", actor: "ann@here" },
          artifact: { digest: digestOf(`model ${number}`), files: 1, size: 1 },
          metrics: {},
          tags: {},
        },
        "2026-01-01T00:00:00.000Z",
      ),
    );
  return all;
}

async function moveAlias({ store }: World, from: number | undefined, to: number): Promise<void> {
  await store.models.moveAlias({
    model: nameOf(instance),
    alias: "champion",
    ...(from === undefined ? {} : { from }),
    to,
    kind: "promote",
    actor: "bob@there",
    at: "2026-01-01T00:00:00.000Z",
  });
}
