/** What a plan says of when experiments fire next. */
import {
  type DesiredState,
  type ExperimentSpec,
  formatAddress,
  type Plan,
  type ScheduleSpec,
} from "@mlx/core";
import { expect, test } from "vitest";
import { applyPlan } from "../src/resources/apply-plan.ts";
import { planProject, planProjectDestroy } from "../src/resources/plan-project.ts";
import { createWorld, desiredState, fit, type World } from "./world.ts";

const daily: ScheduleSpec = {
  cron: ["30 1 * * *"],
  timezone: "Europe/London",
  catchUp: "latest",
  catchUpLimit: 10,
  concurrency: "forbid",
  maxConcurrent: 1,
  queueLimit: 1,
  dst: { gap: "shift", overlap: "first" },
  jitterSeconds: 0,
  suspend: false,
};

const fitted = formatAddress({ kind: "experiment", name: "fitted" });

/** `fit` with other fields. */
function project(changes: Partial<ExperimentSpec>): DesiredState {
  const { resources, ...rest } = desiredState();
  return {
    ...rest,
    resources: resources.map((resource) =>
      resource.kind === "experiment" && resource.address === fit
        ? { ...resource, spec: { ...resource.spec, ...changes } }
        : resource,
    ),
  };
}

const planFor = async (world: World, changes: Partial<ExperimentSpec>) =>
  (await planProject(project(changes), world.deps, { allowMassDelete: true })).plan;
const firesIn = ({ hints }: Plan) => hints.filter(({ type }) => type === "next-fires");

async function scheduledWorld(schedule: ScheduleSpec = daily): Promise<World> {
  const world = await createWorld();
  await applyPlan(await planFor(world, { schedule }), world.deps, "apply");
  return world;
}

const daysAfter = (world: World, days: readonly number[], time: string) =>
  days.map((day) => {
    const date = new Date(world.deps.clock.now() + day * 86_400_000).toISOString().slice(0, 10);
    return `${date}T${time}:00.000Z`;
  });

test("a schedule that comes, changes and goes", async () => {
  const world = await createWorld();
  const [created] = firesIn(await planFor(world, { schedule: daily }));
  expect(created).toMatchObject({ experiment: fit, after: { timezone: "Europe/London" } });
  expect(created).not.toHaveProperty("before");
  expect(firesIn(await planFor(world, {}))).toEqual([]);

  const applied = await scheduledWorld({ ...daily, timezone: "UTC" });
  const now = applied.deps.clock.now();
  const days = now % 86_400_000 < 90 * 60_000 ? [0, 1, 2] : [1, 2, 3];
  const before = { timezone: "UTC", fires: daysAfter(applied, days, "01:30") };
  expect(
    firesIn(await planFor(applied, { schedule: { ...daily, timezone: "UTC", cron: ["45 23 * * *"] } })),
  ).toEqual([
    {
      type: "next-fires",
      experiment: fit,
      before,
      after: { timezone: "UTC", fires: daysAfter(applied, [0, 1, 2], "23:45") },
    },
  ]);
  expect(firesIn(await planFor(applied, {}))).toEqual([{ type: "next-fires", experiment: fit, before }]);
  const destroyed = await planProjectDestroy(desiredState(), applied.deps);
  expect(firesIn(destroyed.plan)).toEqual([{ type: "next-fires", experiment: fit, before }]);
});

test("what changes no time is not told: policies, parameters, another experiment", async () => {
  const world = await scheduledWorld();
  const schedule: ScheduleSpec = { ...daily, concurrency: "queue", catchUp: "none" };
  expect(firesIn(await planFor(world, { schedule, parameters: { depth: 9 }, priority: 3 }))).toEqual([]);
});

test("a schedule that does not fire says why", async () => {
  const world = await scheduledWorld();
  const because = async (changes: Partial<ExperimentSpec>) =>
    firesIn(await planFor(world, changes)).map((hint) =>
      hint.type === "next-fires" ? [hint.after?.fires, hint.after?.because] : [],
    );
  expect(await because({ schedule: { ...daily, suspend: true } })).toEqual([[[], "it is suspended"]]);
  expect(await because({ schedule: daily, enabled: false })).toEqual([[[], "the experiment is disabled"]]);
  expect(await because({ schedule: { ...daily, endTime: "2001-01-01" } })).toEqual([
    [[], "it ended at 2001-01-01"],
  ]);
});

test("a schedule that is paused stays so, also under another name", async () => {
  const world = await scheduledWorld();
  await world.store.schedules.pause(fit, { at: "2026-01-01T00:00:00.000Z", actor: "ann@host" });
  const changed: ScheduleSpec = { ...daily, cron: ["0 5 * * *"], suspend: true };
  const [hint] = firesIn(await planFor(world, { schedule: changed }));
  expect(hint).toMatchObject({
    before: { because: "ann@host paused it" },
    after: { because: "it is suspended" },
  });
  const { resources, ...rest } = project({ schedule: { ...daily, timezone: "UTC" } });
  const renamed: DesiredState = {
    ...rest,
    resources: resources.map((resource) =>
      resource.kind === "experiment" && resource.address === fit
        ? { ...resource, address: fitted }
        : resource,
    ),
    moved: [{ from: fit, to: fitted, at: { file: "mlx.yaml", line: 1, column: 1 } }],
  };
  const { plan } = await planProject(renamed, world.deps, { allowMassDelete: true });
  expect(firesIn(plan)).toContainEqual({
    type: "next-fires",
    experiment: fitted,
    before: { timezone: "Europe/London", fires: [], because: "ann@host paused it" },
    after: { timezone: "UTC", fires: [], because: "ann@host paused it" },
  });
});
