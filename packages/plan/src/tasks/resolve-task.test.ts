import {
  type Address,
  defaultRetryPolicy,
  defaultRunTimeouts,
  digestOf,
  formatAddress,
  MlxError,
  type Observed,
  type PreparedResource,
  type TaskSpec,
} from "@mlx/core";
import { describe, expect, test } from "vitest";
import { buildDataset, buildExperiment, buildInstance, buildRecipe } from "../testing.ts";
import type { TaskTarget } from "./find-target.ts";
import { resolveTask } from "./resolve-task.ts";

const dataset = (name: string) => formatAddress({ kind: "dataset", name });
const instance = formatAddress({ kind: "instance", name: "retail" });
const experiment = formatAddress({ kind: "experiment", name: "nightly" });
const secret = (env: string) => ({ secret: { env } });

const train: TaskSpec = {
  parameters: { depth: 4, rate: 0.2, key: secret("INSTANCE_KEY") },
  inputs: { train: dataset("sales"), test: dataset("sales") },
  outputs: { report: "out/report" },
  specification: { type: "ContainerTaskSpec", cpus: 2 },
};
const resources = [
  buildDataset("sales"),
  buildDataset("holdout", {}, {}),
  buildRecipe(
    "gbm",
    {
      defaults: { train: { trees: 100, depth: 3, key: secret("RECIPE_KEY") } },
      command: { train: ["python", "main.py"] },
      env: { MODE: "fast", TOKEN: secret("TOKEN") },
    },
    {
      source: { manifest: digestOf("code") },
      secrets: { "defaults.train.key": "recipe-hash", "env.TOKEN": "token-hash" },
    },
  ),
  buildInstance(
    "retail",
    { tasks: { train, score: { parameters: {}, inputs: {}, outputs: {} } } },
    { secrets: { "tasks.train.parameters.key": "instance-hash" } },
  ),
  buildExperiment("nightly", {
    parameters: { rate: 0.3 },
    inputs: { test: dataset("holdout") },
    outputs: { plots: "out/plots" },
    retry: { ...defaultRetryPolicy, max: 2 },
    timeoutSeconds: 7_200,
    stopGraceSeconds: 5,
    timeouts: { ...defaultRunTimeouts, queueSeconds: 60 },
    priority: -3,
    slots: { licence: 1 },
    maxRunning: 2,
    notification: { email: ["ann@acme.example"], emailOnRetry: false, emailOnFailure: true },
  }),
];
const lookupIn = (all: readonly PreparedResource[]) => (address: Address) =>
  all.find((each) => each.address === address);
const resolve = (target: TaskTarget, all: readonly PreparedResource[] = resources) =>
  resolveTask(lookupIn(all), target);

test("an experiment: every layer over the one before, key by key", () => {
  const { recipeSpec, inputs, ...resolved } = resolveTask(
    lookupIn(resources),
    { experiment },
    { parameters: { trees: 500 } },
  );
  expect(recipeSpec.origin).toEqual({ source: "recipe" });
  expect(inputs).toMatchObject({
    train: { dataset: "dataset/sales", spec: { path: "data/sales.csv" }, fingerprint: digestOf("rows") },
    test: { dataset: "dataset/holdout" },
  });
  const parameters = { trees: 500, depth: 4, rate: 0.3, key: secret("INSTANCE_KEY") };
  const env = { MODE: "fast", TOKEN: secret("TOKEN") };
  expect(resolved).toEqual({
    task: "train",
    experiment,
    instance,
    recipe: "recipe/gbm",
    parameters,
    env,
    outputs: { report: "out/report", plots: "out/plots" },
    specification: { type: "ContainerTaskSpec", cpus: 2 },
    tags: {},
    command: ["python", "main.py"],
    source: digestOf("code"),
    retry: { ...defaultRetryPolicy, max: 2 },
    timeoutSeconds: 7_200,
    stopGraceSeconds: 5,
    timeouts: { ...defaultRunTimeouts, queueSeconds: 60 },
    priority: -3,
    slots: { licence: 1 },
    maxRunning: 2,
    notification: { email: ["ann@acme.example"], emailOnRetry: false, emailOnFailure: true },
    trainingInputs: {
      source: digestOf("code"),
      command: ["python", "main.py"],
      parameters,
      datasets: {
        train: { dataset: "dataset/sales", fingerprint: digestOf("rows") },
        test: { dataset: "dataset/holdout", fingerprint: null },
      },
      env,
      secrets: { "parameters.key": "instance-hash", "env.TOKEN": "token-hash" },
    },
    addresses: ["dataset/holdout", "dataset/sales", experiment, instance, "recipe/gbm"],
  });
});

test("an instance's own run has the default policy", () => {
  expect(resolve({ instance, task: "score" })).toMatchObject({
    task: "score",
    parameters: {},
    retry: defaultRetryPolicy,
    timeoutSeconds: 86_400,
    stopGraceSeconds: 30,
    addresses: [instance, "recipe/gbm"],
  });
  expect(resolve({ instance, task: "train" })).not.toHaveProperty("priority");
  expect(resolve({ instance, task: "train" }).trainingInputs.datasets).toHaveProperty(
    "test.dataset",
    "dataset/sales",
  );
});

test("an experiment with a query runs on the instance that was found", () => {
  const query = buildExperiment("nightly", { target: { instanceQuery: "tags.team==retail" } });
  expect(resolve({ experiment, instance }, [...resources.slice(0, 4), query])).toMatchObject({ instance });
});

describe("what images mean for a training", () => {
  type RecipePart = NonNullable<Parameters<typeof buildRecipe>[1]>;
  const inputsOf = (spec: RecipePart, observed: Observed = {}) =>
    resolve({ instance, task: "score" }, [buildRecipe("gbm", spec, observed), ...resources]).trainingInputs;
  const container = { profile: "strict", pull: "missing" } as const;
  const digest = digestOf("image");
  const pinned = (reference: string): Observed => ({ image: { reference, digest, local: false } });
  const build = { context: "recipe", dockerfile: "Dockerfile" };

  test("an image counts as it is pinned", () => {
    const spec: RecipePart = { origin: { image: "acme:1" }, executor: "docker", container };
    expect(inputsOf(spec, pinned("acme:1"))).toMatchObject({ source: `acme:1@${digest}` });
    expect(inputsOf(spec, pinned("acme:1"))).not.toHaveProperty("image");
    expect(inputsOf(spec).source).toBe("acme:1");
  });

  test("a source in a container counts with the image below it", () => {
    const spec: RecipePart = {
      executor: "docker",
      container: { ...container, baseImage: "python:3.12" },
      command: { score: ["score.py"] },
    };
    const source = { manifest: digestOf("code") };
    expect(inputsOf(spec, { source, ...pinned("python:3.12") })).toMatchObject({
      source: source.manifest,
      image: `python:3.12@${digest}`,
      command: ["score.py"],
    });
    expect(inputsOf(spec, { source }).image).toBe("python:3.12");
    expect(inputsOf({}, { source })).not.toHaveProperty("image");
  });

  test("a build counts by its context and by how it is built", () => {
    const spec: RecipePart = {
      origin: { build: { ...build, target: "prod", args: { VERSION: "2", NAME: 'a, "b"' } } },
      executor: "docker",
      container,
    };
    expect(inputsOf(spec, { source: { manifest: digestOf("context") } })).toMatchObject({
      source: digestOf("context"),
      image: 'dockerfile Dockerfile, target prod, NAME="a, \\"b\\"", VERSION=2',
    });
    expect(inputsOf({ ...spec, origin: { build } }).source).toBe("build recipe with Dockerfile");
  });

  test("an entrypoint is the beginning of the command", () => {
    const entrypoint = ["python3", "-m", "retail"];
    const spec: RecipePart = {
      origin: { image: "acme:1" },
      executor: "docker",
      container: { ...container, entrypoint },
    };
    expect(inputsOf(spec).command).toEqual(entrypoint);
    expect(inputsOf({ ...spec, command: { score: ["go"] } }).command).toEqual([...entrypoint, "go"]);
  });

  test("how a program is confined is none of it", () => {
    const spec: RecipePart = { origin: { image: "acme:1" }, executor: "docker" };
    expect(
      inputsOf({
        ...spec,
        container: { profile: "trusted", pull: "always", network: "bridge", pids: 9, capabilities: ["KILL"] },
      }),
    ).toEqual(inputsOf({ ...spec, container }));
  });
});

describe("failures", () => {
  const failure = (target: TaskTarget, all: readonly PreparedResource[]) => {
    try {
      resolve(target, all);
    } catch (error) {
      if (error instanceof MlxError) return [error.code, error.summary, error.detail];
      throw error;
    }
    return undefined;
  };

  test("a resource that is not there", () => {
    expect(failure({ experiment }, [])).toEqual(["MLX2001", "there is no experiment/nightly", undefined]);
    expect(failure({ experiment }, resources.slice(1))).toEqual([
      "MLX2001",
      "there is no dataset/sales",
      "instance/retail refers to it.",
    ]);
  });

  test("a task that the instance does not declare", () => {
    expect(failure({ instance, task: "featurePipeline" }, resources)).toEqual([
      "MLX2002",
      "instance/retail does not declare the task featurePipeline",
      "It declares train, score.",
    ]);
  });

  test("a disabled resource anywhere", () => {
    const disabled = buildDataset("sales", { enabled: false });
    expect(failure({ experiment }, [disabled, ...resources])).toEqual([
      "MLX2003",
      "experiment/nightly uses dataset/sales, which is disabled",
      "dataset/sales has `enabled: false`.",
    ]);
    expect(failure({ experiment }, [buildExperiment("nightly", { enabled: false }), ...resources])).toEqual([
      "MLX2003",
      "experiment/nightly is disabled",
      "experiment/nightly has `enabled: false`.",
    ]);
    const service = formatAddress({ kind: "service", name: "shop" });
    const derived = buildExperiment("nightly", { enabled: false, service });
    expect(failure({ experiment }, [derived, ...resources])).toEqual([
      "MLX2003",
      "service/shop is disabled",
      "service/shop has `enabled: false`.",
    ]);
  });
});
