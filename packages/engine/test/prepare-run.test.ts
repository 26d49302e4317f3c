/** What a run is made of, before it is known what it is made for. */
import {
  type Address,
  type DesiredState,
  defaultRunTimeouts,
  type ExperimentSpec,
  formatAddress,
  formatModelVersion,
  type NewModelVersion,
  nameOf,
  type Store,
} from "@mlx/core";
import { expect, test } from "vitest";
import { applyPlan } from "../src/resources/apply-plan.ts";
import { planProject } from "../src/resources/plan-project.ts";
import { createRun } from "../src/runs/prepare/create-run.ts";
import { findUnknownParameters } from "../src/runs/prepare/find-unknown-parameters.ts";
import { prepareRun } from "../src/runs/prepare/prepare-run.ts";
import { createWorld, desiredState, fit, instance, predict, type World } from "./world.ts";

const nowhere = formatAddress({ kind: "dataset", name: "nowhere" });
const dataset = formatAddress({ kind: "dataset", name: "numbers" });
const own: Partial<ExperimentSpec> = {
  priority: 10,
  slots: { licence: 1 },
  maxRunning: 2,
  timeouts: { ...defaultRunTimeouts, queueSeconds: 60 },
  notification: { email: ["ann@acme.example"], emailOnRetry: false, emailOnFailure: true },
};

async function appliedWorld(changes: Partial<ExperimentSpec> = {}): Promise<World> {
  const world = await createWorld();
  const { resources, ...rest } = desiredState();
  const desired: DesiredState = {
    ...rest,
    resources: resources.map((resource) =>
      resource.kind === "experiment" ? { ...resource, spec: { ...resource.spec, ...changes } } : resource,
    ),
  };
  const { plan } = await planProject(desired, world.deps, { allowMassDelete: false });
  await applyPlan(plan, world.deps, "apply");
  return world;
}

test("a run carries how its experiment wants it to be queued, limited and told of", async () => {
  const world = await appliedWorld(own);
  const { spec, ...prepared } = await prepareRun({ target: fit, parameters: {} }, world.deps);
  expect(prepared).toEqual({
    task: "train",
    actor: world.deps.actor,
    instance,
    experiment: fit,
    priority: 10,
    slots: { cpus: 1, memoryInMB: 1000, licence: 1 },
    limits: { [fit]: 2 },
  });
  expect(spec).toMatchObject({
    timeouts: own.timeouts,
    notification: own.notification,
    parameters: { depth: 3 },
  });
  expect(await world.store.runs.unfinished()).toEqual([]);
});

test("a run of which nothing is said has one processor, and nothing else", async () => {
  const world = await appliedWorld();
  const { spec, ...prepared } = await prepareRun(
    { target: instance, task: "train", parameters: {} },
    world.deps,
  );
  expect(prepared).toEqual({
    task: "train",
    actor: world.deps.actor,
    instance,
    slots: { cpus: 1, memoryInMB: 1000 },
  });
  expect(spec).not.toHaveProperty("timeouts");
  expect(spec).not.toHaveProperty("notification");
});

test("what is asked for one run counts more than the experiment's, 0 too", async () => {
  const world = await appliedWorld(own);
  const priorityOf = async (priority: number) =>
    (await prepareRun({ target: fit, parameters: {}, priority }, world.deps)).priority;
  expect([await priorityOf(-5), await priorityOf(0)]).toEqual([-5, undefined]);
  const run = await createRun({ target: fit, parameters: { depth: "4" }, priority: 7 }, world.deps);
  expect(run).toMatchObject({
    trigger: "manual",
    priority: 7,
    limits: { [fit]: 2 },
    spec: { parameters: { depth: 4 } },
    status: { state: "PENDING", reason: "QUEUED" },
  });
});

test("another task than the experiment's counts against its limit, and has the default policy", async () => {
  const world = await appliedWorld(own);
  const prepared = await prepareRun({ target: predict, task: "train", parameters: {} }, world.deps);
  expect(prepared).toMatchObject({ experiment: predict, limits: { [predict]: 2 } });
  expect(prepared.slots).toEqual({ cpus: 1, memoryInMB: 1000 });
  expect(prepared).not.toHaveProperty("priority");
  expect(prepared.spec).not.toHaveProperty("timeouts");
});

test("an address is looked up by itself: all heads are read only to suggest another", async () => {
  const world = await appliedWorld();
  let reads = 0;
  const { resources } = world.store;
  const heads: typeof resources.heads = async () => {
    reads += 1;
    return resources.heads();
  };
  const store: Store = { ...world.store, resources: { ...resources, heads } };
  const deps = { ...world.deps, store };
  await prepareRun({ target: fit, parameters: {} }, deps);
  expect(reads).toBe(0);
  await expect(prepareRun({ target: "experiment/fti", parameters: {} }, deps)).rejects.toMatchObject({
    code: "MLX3011",
  });
  expect(reads).toBe(1);
});

test("parameters that nobody declares are known, with what was probably meant", async () => {
  const world = await appliedWorld();
  const unknownOf = (target: string, parameters: Record<string, string>) =>
    findUnknownParameters({ target, parameters }, world.deps);
  expect(await unknownOf(fit, { deph: "4", depth: "3", modelId: "x" })).toEqual([
    { name: "deph", similar: ["depth"] },
  ]);
  // A task without any declared parameter reads what it likes.
  expect(await unknownOf(predict, { detph: "4" })).toEqual([]);
});

test("inputs, outputs, a specification and a description can be given for one run", async () => {
  const world = await appliedWorld();
  const specification = { type: "ContainerTaskSpec", cpus: 2, memoryInMB: 500 } as const;
  const given = { inputs: { extra: dataset }, outputs: { report: "reports" }, specification };
  const { spec, slots, description } = await prepareRun(
    { target: fit, parameters: {}, ...given, description: "by hand" },
    world.deps,
  );
  expect({ slots, description, inputs: Object.keys(spec.inputs).sort(), outputs: spec.outputs }).toEqual({
    slots: { cpus: 2, memoryInMB: 500 },
    description: "by hand",
    inputs: ["extra", "train"],
    outputs: { report: "reports" },
  });
  expect(spec.specification).toEqual(specification);
  expect(spec.trainingInputs.datasets).toHaveProperty("extra");
  const missing = { target: fit, parameters: {}, inputs: { extra: nowhere } };
  await expect(prepareRun(missing, world.deps)).rejects.toMatchObject({ code: "MLX3011" });
});

test("another task than the experiment's loads only what the experiment itself has trained", async () => {
  const world = await appliedWorld();
  const score = () => prepareRun({ target: fit, task: "score", parameters: {} }, world.deps);
  await expect(score()).rejects.toMatchObject({ code: "MLX3110", category: "blocked" });
  await world.store.models.add(versionOf(predict), "2026-01-01T00:00:00.000Z");
  await expect(score()).rejects.toMatchObject({ code: "MLX3110" });
  const own = await world.store.models.add(versionOf(fit), "2026-01-01T00:00:01.000Z");
  await world.store.models.add(versionOf(predict), "2026-01-01T00:00:02.000Z");
  const { experiment, task, spec } = await score();
  expect({ experiment, task, model: spec.model?.ref }).toEqual({
    experiment: fit,
    task: "score",
    model: formatModelVersion(own),
  });
  expect(Object.keys(spec.lineage.revisions)).toContain(fit);
});

test("a disabled experiment is not run for another task either", async () => {
  const world = await appliedWorld({ enabled: false });
  const train = { target: predict, task: "train", parameters: {} } as const;
  await expect(prepareRun(train, world.deps)).rejects.toMatchObject({ code: "MLX2003" });
});

let versions = 0;

function versionOf(experiment: Address<"experiment">): NewModelVersion {
  versions += 1;
  return {
    id: `00000000-0000-4000-8000-${String(versions).padStart(12, "0")}`,
    model: nameOf(instance),
    origin: {
      type: "run",
      instance,
      experiment,
      runId: "r",
      inputs: { source: "", parameters: {}, datasets: {}, env: {}, secrets: {} },
      lineage: { applyId: "a", revisions: {}, mlxVersion: "0" },
    },
    artifact: { digest: `sha256:${"0".repeat(64)}`, files: 1, size: 1 },
    metrics: {},
    tags: {},
  };
}
