import type { TaskSubmission } from "@mlx/core";
import { digestOf } from "@mlx/core";
import { expect, it } from "vitest";
import { taskFolders } from "../job/job-folder.ts";
import { contractFiles, localHost } from "./contract-files.ts";
import { taskEnvironment } from "./task-environment.ts";

const submission: TaskSubmission = {
  runId: "0f0f",
  attempt: 2,
  task: "score",
  trigger: "schedule",
  recipe: "recipe/r",
  recipeType: "Python",
  instance: "instance/i",
  experiment: "experiment/e",
  origin: { source: "./recipe" },
  parameters: { "learning-rate": 0.1, k: "v", password: "s3cret!", nested: { key: "with s3cret! inside" } },
  env: { OMP_NUM_THREADS: "1", MLX_TASK: "mine", TOKEN: "s3cret!" },
  secretValues: ["s3cret!"],
  inputs: { "my-data": [{ name: "a.csv", path: "/data/a.csv", size: 3, modifiedAt: 1.5 }] },
  outputChannels: ["my-preds"],
  model: { ref: "model/i@v3", artifact: digestOf("") },
  specification: { type: "ContainerTaskSpec", cpus: "2.5", memoryInMB: 64 },
  scheduledAt: "2026-01-01T00:00:00.000Z",
  window: { start: "2025-12-31T00:00:00.000Z", end: "2026-01-01T00:00:00.000Z" },
  timeoutSeconds: 60,
  stopGraceSeconds: 5,
};

const place = {
  folders: taskFolders("/job/ml"),
  scratch: "/job/tmp",
  bin: "/env/bin",
  deadline: "2026-01-01T00:01:00.000Z",
  cpus: 8,
  processEnv: {
    PATH: "/usr/bin",
    LANG: "C.UTF-8",
    LC_ALL: "C",
    TZ: "UTC",
    AWS_SECRET_ACCESS_KEY: "x",
    PYTHONPATH: "/x",
  },
};

it("has what container.md names, the recipe's own, and nothing else of the host", () => {
  const env = taskEnvironment(submission, place);
  expect(env).toMatchObject({
    PATH: "/env/bin:/usr/bin",
    LANG: "C.UTF-8",
    LC_ALL: "C",
    TZ: "UTC",
    HOME: "/job/tmp/home",
    TMPDIR: "/job/tmp",
    PYTHONUNBUFFERED: "1",
    AWS_REGION: "us-east-1",
    TOKEN: "s3cret!",
    TRAINING_JOB_NAME: "0f0f",
    SM_MODEL_DIR: "/job/ml/model",
    SM_OUTPUT_DIR: "/job/ml/output",
    SM_OUTPUT_DATA_DIR: "/job/ml/output/data",
    SM_CHANNELS: '["my-data"]',
    "SM_CHANNEL_MY-DATA": "/job/ml/input/data/my-data",
    SM_CHANNEL_MY_DATA: "/job/ml/input/data/my-data",
    "SM_HP_learning-rate": "0.1",
    "SM_HP_LEARNING-RATE": "0.1",
    SM_HP_LEARNING_RATE: "0.1",
    SM_HP_password: "s3cret!",
    SM_HP_nested: '{"key":"with s3cret! inside"}',
    SM_USER_ARGS:
      '["--learning-rate","0.1","-k","v","--password","s3cret!","--nested","{\\"key\\":\\"with s3cret! inside\\"}"]',
    SM_NUM_CPUS: "3",
    SM_HOSTS: '["localhost"]',
    MLX_RUN_ID: "0f0f",
    MLX_ATTEMPT: "2",
    MLX_TASK: "score",
    MLX_TRIGGER: "schedule",
    MLX_EXPERIMENT: "experiment/e",
    MLX_INSTANCE: "instance/i",
    MLX_RECIPE: "recipe/r",
    MLX_MODEL_REF: "model/i@v3",
    MLX_SCHEDULED_TIME: "2026-01-01T00:00:00.000Z",
    MLX_WINDOW_START: "2025-12-31T00:00:00.000Z",
    MLX_WINDOW_END: "2026-01-01T00:00:00.000Z",
    MLX_DEADLINE: "2026-01-01T00:01:00.000Z",
    MLX_METRICS_FILE: "/job/ml/output/metrics.jsonl",
    MLX_CHECKPOINT_DIR: "/job/ml/checkpoints",
    MLX_CPU_LIMIT: "2.5",
    MLX_MEMORY_LIMIT_BYTES: "67108864",
    MLX_OUTPUT_MY_PREDS: "/job/ml/output/data/my-preds",
    MKL_NUM_THREADS: "2",
    OMP_NUM_THREADS: "1",
  });
  const known =
    /^(?:SM_|MLX_|TRAINING_JOB_|LC_|\w+_NUM_THREADS$|NUMEXPR_MAX_THREADS$|XDG_CACHE_HOME$|MPLCONFIGDIR$|NUMBA_CACHE_DIR$|HF_HOME$|TORCH_HOME$|TRITON_CACHE_DIR$|JOBLIB_TEMP_FOLDER$|SPARK_LOCAL_DIRS$|VIRTUAL_ENV$)|^(?:PATH|LANG|TZ|HOME|TMPDIR|PYTHONUNBUFFERED|AWS_REGION|TOKEN)$/;
  expect(Object.keys(env).filter((name) => !known.test(name))).toEqual([]);
});

it("gives no thread hints without a limit, and the machine's processors", () => {
  const { specification: _, ...unlimited } = submission;
  const env = taskEnvironment(unlimited, place);
  expect([env.MKL_NUM_THREADS, env.MLX_CPU_LIMIT, env.SM_NUM_CPUS]).toEqual([undefined, undefined, "8"]);
});

it("says nothing of a nominal time where the run has none", () => {
  const { scheduledAt: _at, window: _window, ...manual } = submission;
  const names = Object.keys(taskEnvironment(manual, place));
  expect(names.filter((name) => /^MLX_(?:SCHEDULED|WINDOW)/.test(name))).toEqual([]);
  const { "mlx.json": described } = contractFiles(manual, { deadline: place.deadline, host: localHost });
  expect(described).not.toHaveProperty("scheduledAt");
  expect(described).not.toHaveProperty("window");
});

it("writes the contract's files without secrets", () => {
  const files = contractFiles(submission, { deadline: place.deadline, host: localHost });
  expect(JSON.stringify(files)).not.toContain("s3cret!");
  expect(files["hyperparameters.json"]).toEqual({
    "learning-rate": "0.1",
    k: "v",
    password: "***",
    nested: '{"key":"***"}',
  });
  expect(files["resourceconfig.json"]).toEqual(files["resourceConfig.json"]);
  expect(files["mlx.json"]).toEqual({
    version: 1,
    run: "0f0f",
    attempt: 2,
    task: "score",
    trigger: "schedule",
    recipe: "recipe/r",
    recipeType: "Python",
    instance: "instance/i",
    experiment: "experiment/e",
    model: { ref: "model/i@v3", artifact: digestOf("") },
    scheduledAt: "2026-01-01T00:00:00.000Z",
    window: { start: "2025-12-31T00:00:00.000Z", end: "2026-01-01T00:00:00.000Z" },
    parameters: { "learning-rate": 0.1, k: "v", password: "***", nested: { key: "***" } },
    inputs: { "my-data": [{ name: "a.csv", size: 3 }] },
    outputs: ["my-preds"],
    deadline: "2026-01-01T00:01:00.000Z",
  });
});
