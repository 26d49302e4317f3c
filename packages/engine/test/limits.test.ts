import {
  type DesiredResource,
  type DesiredState,
  MlxError,
  type RecipeSpec,
  type TaskSpecification,
} from "@mlx/core";
import { describe, expect, test } from "vitest";
import { planProject } from "../src/index.ts";
import { createWorld, desiredState, type World } from "./world.ts";

interface Parts {
  readonly recipe?: Partial<RecipeSpec>;
  readonly specification?: TaskSpecification;
  readonly enabled?: boolean;
  /** Of the experiment. */
  readonly parameters?: { readonly [name: string]: number };
}

/** The project of all kinds, with some parts different. */
function project({ recipe = {}, specification, enabled = true, parameters = {} }: Parts): DesiredState {
  const { resources, ...rest } = desiredState();
  const change = (resource: DesiredResource): DesiredResource => {
    if (resource.kind === "recipe") return { ...resource, spec: { ...resource.spec, ...recipe } };
    if (resource.kind === "experiment" && resource.spec.task === "train")
      return { ...resource, spec: { ...resource.spec, parameters } };
    if (resource.kind !== "instance" || specification === undefined) return resource;
    const { tasks } = resource.spec;
    const train = { parameters: {}, inputs: {}, outputs: {}, ...tasks.train, specification };
    return { ...resource, spec: { ...resource.spec, enabled, tasks: { ...tasks, train } } };
  };
  return { ...rest, resources: resources.map(change) };
}

const docker: Partial<RecipeSpec> = {
  executor: "docker",
  origin: { build: { context: "recipe", dockerfile: "train.py" } },
  container: { profile: "strict", pull: "missing" },
};

async function findings(world: World, parts: Parts) {
  try {
    return (await planProject(project(parts), world.deps, { allowMassDelete: false })).warnings;
  } catch (error) {
    if (!(error instanceof MlxError) || error.category !== "configuration-invalid") throw error;
    return error.diagnostics.map(({ code, summary }) => [code, summary]);
  }
}

describe("what a task asks for", () => {
  const large: TaskSpecification = { type: "ContainerTaskSpec", cpus: "64", memoryInMB: 64_000 };

  test("in a container, is at most what the engine has", async () => {
    const world = await createWorld();
    world.machines.set("docker", { cpus: 2, memoryInMB: 24_100 });
    expect(await findings(world, { recipe: docker, specification: large })).toEqual([
      ["MLX3021", "instance/small needs 64,000 MiB for train, and this engine has 24,100 MiB"],
      ["MLX3021", "instance/small needs 64 processors for train, and this engine has 2"],
    ]);
    const exact: TaskSpecification = { type: "ContainerTaskSpec", cpus: 2, memoryInMB: 24_100 };
    expect(await findings(world, { recipe: docker, specification: exact })).toEqual([]);
    expect(await findings(world, { recipe: docker, specification: large, enabled: false })).toEqual([]);
  });

  test("as a process, is at most the memory of this machine", async () => {
    const world = await createWorld();
    world.machines.set("process", { cpus: 2, memoryInMB: 24_100 });
    expect(await findings(world, { specification: large })).toEqual([
      ["MLX3021", "instance/small needs 64,000 MiB for train, and this machine has 24,100 MiB"],
    ]);
  });

  test("is not doubted where nobody knows the machine", async () => {
    expect(await findings(await createWorld(), { recipe: docker, specification: large })).toEqual([]);
  });
});

describe("Spark", () => {
  const spark: Partial<RecipeSpec> = { type: "PySpark" };
  const ofMemory = (driverMemoryInMB: number, more = {}): TaskSpecification => ({
    type: "SparkTaskSpec",
    driverMemoryInMB,
    ...more,
  });

  test("that cannot fit is refused with the numbers", async () => {
    const world = await createWorld();
    world.machines.set("process", { cpus: 2, memoryInMB: 4000 });
    expect(await findings(world, { recipe: spark, specification: ofMemory(8000) })).toEqual([
      [
        "MLX4043",
        "instance/small cannot run train: Spark needs 8,800 MiB (8,000 for the driver + 800 beside the heap), and there are 4,000 MiB",
      ],
    ]);
    expect(await findings(world, { recipe: spark, specification: ofMemory(2000) })).toEqual([]);
    expect(await findings(world, { specification: ofMemory(8000) })).toEqual([]);
  });

  test("counts the parameters of experiments, and tells nothing twice", async () => {
    const world = await createWorld();
    world.machines.set("process", { cpus: 2, memoryInMB: 4000 });
    const fits = ofMemory(2000);
    const large = { executorMemoryInMB: 4000 };
    expect(await findings(world, { recipe: spark, specification: fits, parameters: large })).toMatchObject([
      ["MLX4043", expect.stringContaining("experiment/fit cannot run train: Spark needs 6,600 MiB")],
    ]);
    const wrong = ofMemory(2000, { sparkConf: { "spark.eventLog.dir": "/tmp" } });
    expect(
      await findings(world, { recipe: spark, specification: wrong, parameters: { numExecutors: 1 } }),
    ).toMatchObject([
      ["MLX4043", expect.stringContaining("instance/small cannot run train: `spark.eventLog")],
    ]);
  });

  test.each([
    ["three quarters of the engine's", { type: "SparkTaskSpec", driverMemoryInMB: 14_000 }, {}],
    ["the container's", { type: "ContainerTaskSpec", memoryInMB: 512 }, { driverMemoryInMB: 4096 }],
  ] as const)("of Spark, in a container has to fit into %s memory", async (_, specification, parameters) => {
    const world = await createWorld();
    world.machines.set("docker", { cpus: 2, memoryInMB: 24_100 });
    const recipe = { ...docker, type: "PySpark" } as const;
    const found = await findings(world, { recipe, specification, parameters });
    expect([...new Set(found.map((finding) => (Array.isArray(finding) ? finding[0] : finding)))]).toEqual([
      "MLX4043",
    ]);
  });
});
