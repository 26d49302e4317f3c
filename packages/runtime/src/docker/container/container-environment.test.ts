import type { TaskSubmission } from "@mlx/core";
import { profileSettings } from "@mlx/core";
import { expect, it } from "vitest";
import { taskFolders } from "../../job/job-folder.ts";
import { containerEnvironment } from "./container-environment.ts";

const submission: TaskSubmission = {
  runId: "r",
  attempt: 1,
  task: "train",
  trigger: "manual",
  recipe: "recipe/r",
  recipeType: "Python",
  instance: "instance/i",
  origin: { image: "acme/r:1" },
  parameters: { rate: 0.5, key: "ab", nested: { deep: "a long secret in a text" } },
  env: { MINE: "1", TOKEN: "long secret", HOME: "/h", SPARK_LOCAL_IP: "10.0.0.1" },
  secretValues: ["ab", "long secret"],
  inputs: {},
  outputChannels: [],
  timeoutSeconds: 60,
  stopGraceSeconds: 5,
};
const place = {
  contract: {
    folders: taskFolders("/opt/ml"),
    deadline: "2026-01-01T00:01:00.000Z",
    host: { name: "algo-1", networkInterface: "eth0" },
    cpus: 4,
    limits: { cpus: 2.5, memoryInMB: 100 },
    gpus: 1,
  },
  image: { variables: ["HF_HOME=/models", "MKL_NUM_THREADS=9", "MLX_TASK=x"] },
  user: { name: "1:1", ids: { uid: 1, gid: 1 }, named: true },
  settings: profileSettings.strict,
  proxy: { variables: { no_proxy: "x" }, secretVariables: { https_proxy: "http://a:b@c" } },
  command: { variables: { SPARK_LOCAL_IP: "127.0.0.1", PYSPARK_PYTHON: "python3" } },
};

it("keeps apart what holds a secret, also a short one inside of JSON", () => {
  const { plain, secret } = containerEnvironment(submission, place);
  expect(JSON.stringify(plain)).not.toMatch(/long secret|"ab|\\"ab|a:b@c/);
  expect(Object.keys(secret).sort()).toEqual([
    "SM_HPS",
    "SM_HP_KEY",
    "SM_HP_NESTED",
    "SM_HP_key",
    "SM_HP_nested",
    "SM_TRAINING_ENV",
    "SM_USER_ARGS",
    "TOKEN",
    "https_proxy",
  ]);
  expect(JSON.parse(secret.SM_HPS ?? "")).toMatchObject({ key: "ab", rate: "0.5" });
});

it("lets the recipe win over the command, over mlx's suggestions and the image; the contract over all", () => {
  const { plain } = containerEnvironment(submission, place);
  expect(plain).toMatchObject({
    MINE: "1",
    HOME: "/h",
    USER: "mlx",
    LOGNAME: "mlx",
    TMPDIR: "/tmp",
    XDG_CACHE_HOME: "/tmp/cache",
    OMP_NUM_THREADS: "2",
    SPARK_LOCAL_IP: "10.0.0.1",
    PYSPARK_PYTHON: "python3",
    no_proxy: "x",
    MLX_TASK: "train",
    MLX_CPU_LIMIT: "2.5",
    MLX_MEMORY_LIMIT_BYTES: "104857600",
    SM_NUM_GPUS: "1",
    SM_NUM_CPUS: "3",
    SM_CURRENT_HOST: "algo-1",
    SM_NETWORK_INTERFACE_NAME: "eth0",
    SM_MODEL_DIR: "/opt/ml/model",
  });
  expect(Object.keys(plain)).not.toContain("HF_HOME");
  expect(Object.keys(plain)).not.toContain("MKL_NUM_THREADS");
});

it("leaves an image's own user the home and the caches that the image made", () => {
  const { env: _, ...own } = submission;
  const user = { ids: { uid: 0, gid: 0 }, named: false };
  const asMade = containerEnvironment(
    { ...own, env: {} },
    { ...place, user, settings: profileSettings.trusted },
  );
  for (const name of ["HOME", "USER", "XDG_CACHE_HOME"])
    expect(Object.keys(asMade.plain)).not.toContain(name);
  expect(asMade.plain.TMPDIR).toBe("/tmp");
  const readOnly = containerEnvironment({ ...own, env: {} }, { ...place, user });
  expect(readOnly.plain).toMatchObject({ HOME: "/tmp/home", XDG_CACHE_HOME: "/tmp/cache" });
});
