import { type Digest, digestOf, type Machine, type Manifest, type PreparedResource } from "@mlx/core";
import { expect, test } from "vitest";
import { buildInstance, buildRecipe, planBetween } from "../testing.ts";

const code = digestOf("code");
const manifests = new Map<Digest, Manifest>([
  [code, { version: 1, entries: [{ path: "train.py", size: 1, executable: false, digest: code }] }],
]);
const machines = new Map([["process", { cpus: 4, memoryInMB: 8000 } satisfies Machine] as const]);
const recipe = (spec: Parameters<typeof buildRecipe>[1] = {}) =>
  buildRecipe("gbm", { type: "PySpark", ...spec }, { source: { manifest: code } });
const instance = (numExecutors: number) =>
  buildInstance("retail", {
    tasks: {
      train: {
        parameters: { numExecutors, executorCores: 1 },
        inputs: {},
        outputs: {},
        specification: { type: "SparkTaskSpec", driverMemoryInMB: 1024, executorMemoryInMB: 512 },
      },
    },
  });
const commands = (
  before: PreparedResource[],
  after: PreparedResource[],
  known: Parameters<typeof planBetween>[2] = { machines },
) =>
  planBetween(before, after, { manifests, ...known }).hints.flatMap((hint) =>
    hint.type === "spark-command" ? [[hint.instance, hint.task, hint.command]] : [],
  );

const command = [
  "instance/retail",
  "train",
  "spark-submit --master 'local[2]' --driver-memory 2048m train.py",
];

test("new and changed tasks of Spark show how they are submitted, with all settings merged", () => {
  expect(commands([], [recipe(), instance(2)])).toEqual([command]);
  expect(commands([recipe(), instance(1)], [recipe(), instance(2)])).toEqual([command]);
  expect(commands([recipe(), instance(2)], [recipe({ requireModel: false }), instance(2)])).toEqual([
    command,
  ]);
});

test("nothing is said of what stays, of other recipes, and where the machine is not known", () => {
  expect(commands([recipe(), instance(2)], [recipe(), instance(2)])).toEqual([]);
  expect(commands([], [recipe({ type: "Python" }), instance(2)])).toEqual([]);
  expect(commands([], [recipe(), instance(2)], {})).toEqual([]);
});

test("an image has the program under the task's name", () => {
  const image = buildRecipe("gbm", { type: "PySpark", origin: { image: "acme:1" } }, {});
  expect(commands([], [image, instance(2)])).toEqual([
    [
      "instance/retail",
      "train",
      "MLX_SPARK_SUBMIT_OPTIONS='--master '\\''local[2]'\\'' --driver-memory 2048m' train",
    ],
  ]);
});
