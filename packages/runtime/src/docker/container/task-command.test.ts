import type { TaskSubmission } from "@mlx/core";
import { digestOf } from "@mlx/core";
import { expect, it } from "vitest";
import { taskCommand } from "./task-command.ts";

const plain: TaskSubmission = {
  runId: "r",
  attempt: 1,
  task: "train",
  trigger: "manual",
  recipe: "recipe/r",
  recipeType: "Python",
  instance: "instance/i",
  origin: { image: "acme/r:1" },
  parameters: {},
  env: {},
  secretValues: [],
  inputs: {},
  outputChannels: [],
  timeoutSeconds: 60,
  stopGraceSeconds: 5,
};
const source = { origin: { source: "./r" }, source: digestOf("") } as const;
const cmd = { type: "ContainerTaskSpec", cmd: "python 'a b.py'" } as const;

const commandOf = (changes: Partial<TaskSubmission>, variables: readonly string[] = []) =>
  taskCommand(
    { ...plain, ...changes },
    {
      artifacts: {
        readFile: async () => undefined,
        readManifest: async () => ({
          version: 1,
          entries: [{ path: "train.py", size: 0, executable: false, digest: digestOf("") }],
        }),
      },
      image: { variables },
      engine: { cpus: 4 },
      limits: { memoryInMB: 4000, gpus: 0 },
    },
  );

it.each<[Partial<TaskSubmission>, object]>([
  [{}, { words: ["train"] }],
  [{ task: "featurePipeline" }, { words: ["featurePipeline"] }],
  [{ command: ["python", "x.py"] }, { words: ["python", "x.py"] }],
  [{ specification: cmd }, { words: ["python", "a b.py"] }],
  [{ specification: cmd, command: ["x"] }, { words: ["x"] }],
  [
    { container: { profile: "strict", pull: "missing", entrypoint: ["env"] } },
    { entrypoint: ["env"], words: ["train"] },
  ],
  [source, { entrypoint: [], words: ["python3", "train.py"], workingFolder: "/opt/ml/code" }],
  [
    { ...source, command: ["./go", "x"] },
    { entrypoint: [], words: ["/opt/ml/code/go", "x"], workingFolder: "/opt/ml/code" },
  ],
  [
    { ...source, specification: cmd },
    { entrypoint: [], words: ["python3", "a b.py"], workingFolder: "/opt/ml/code" },
  ],
])("%j", async (changes, expected) => {
  expect(await commandOf(changes)).toEqual({ variables: {}, files: {}, ...expected });
});

it("says what it looked for in a source folder", async () => {
  await expect(commandOf({ ...source, task: "score" })).rejects.toMatchObject({ code: "MLX4011" });
});

it("submits to Spark where the image has it", async () => {
  const spark = { ...source, recipeType: "PySpark" } as const;
  const { words, workingFolder } = await commandOf(spark);
  expect([words[0], words.slice(1, 3), words.at(-1), workingFolder]).toEqual([
    "spark-submit",
    ["--master", "local[4]"],
    "train.py",
    "/opt/ml/code",
  ]);
  const named = await commandOf({ ...spark, command: ["-m", "a.b"] }, ["PATH=/bin", "SPARK_HOME=/opt/spark"]);
  expect(named.words[0]).toBe("/opt/spark/bin/spark-submit");
  expect(Object.keys(named.files)).toEqual(["spark-module.py"]);
  const own = await commandOf({ recipeType: "PySpark" });
  expect(own.words).toEqual(["train"]);
  expect(own.variables.MLX_SPARK_SUBMIT_OPTIONS).toContain("file:/opt/ml/spark-events");
});
