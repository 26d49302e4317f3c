import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { expect, test } from "vitest";
import { project, writesModel } from "./fixtures/project.ts";
import { createSandbox, type Sandbox, until } from "./sandbox.ts";

interface RunDocument {
  readonly id: string;
  readonly state: string;
  readonly reason: string;
  readonly message?: string;
  readonly model?: string;
  readonly metrics: Readonly<Record<string, number>>;
  readonly attempts: readonly unknown[];
}

async function applied(files: Readonly<Record<string, string>>): Promise<Sandbox> {
  const sandbox = createSandbox();
  sandbox.write(files);
  const { code, stdout, stderr } = await sandbox.mlx("apply", "--yes");
  if (code !== 0) expect.fail(`apply failed:\n${stdout}${stderr}`);
  return sandbox;
}

async function lastRun(sandbox: Sandbox): Promise<RunDocument> {
  return (await sandbox.json("runs", "show", "last")) as unknown as RunDocument;
}

const sleeper = (ignoresTerm: boolean, seconds = 60) => `import os, signal, time
${ignoresTerm ? "signal.signal(signal.SIGTERM, signal.SIG_IGN)" : ""}
print("started", flush=True)
for second in range(${seconds * 5}):
    time.sleep(0.2)
with open(os.path.join(os.environ["SM_MODEL_DIR"], "model.txt"), "w") as file:
    file.write("slept")
print("woke", flush=True)
`;

test("train, metrics, model, score: the whole way", async () => {
  const sandbox = await applied(
    project(`import json, os
print("hello from", os.environ["MLX_TASK"])
with open(os.environ["MLX_METRICS_FILE"], "a") as file:
    for step in range(3):
        file.write(json.dumps({"name": "loss", "value": 1 / (step + 1), "step": step}) + "\\n")
with open(os.path.join(os.environ["SM_OUTPUT_DIR"], "metrics.json"), "w") as file:
    json.dump({"RMSE": 12.5, "nested": {"depth": int(os.environ["SM_HP_depth"])}}, file)
with open(os.path.join(os.environ["SM_MODEL_DIR"], "model.txt"), "w") as file:
    file.write(open(os.path.join(os.environ["SM_CHANNEL_TRAIN"], "numbers.csv")).read())
`),
  );
  const early = await sandbox.mlx("run", "experiment/predict");
  expect(early.code).toBe(5);
  expect(early.stderr).toContain("mlx run experiment/fit");

  const trained = await sandbox.mlx("run", "experiment/fit", "-p", "depth=5");
  expect([trained.code, trained.stderr]).toEqual([0, expect.stringContaining("hello from train")]);
  const run = await lastRun(sandbox);
  expect(run).toMatchObject({
    state: "DONE",
    reason: "OK",
    model: "model/small@v1",
    metrics: { RMSE: 12.5, "nested.depth": 5, loss: 1 / 3 },
  });
  expect((await sandbox.mlx("logs", "last")).stdout).toContain("hello from train");

  expect((await sandbox.mlx("run", "experiment/predict")).code).toBe(0);
  expect((await sandbox.mlx("run", "experiment/predict", "--model", "small@v1")).code).toBe(0);
  const batches = sandbox.list("out");
  expect(batches).toHaveLength(2);
  for (const batch of batches)
    expect(sandbox.read(`out/${batch}/predictions.txt`)).toBe("x,y\n1,2\n2,4\n3,6\n");

  const model = await sandbox.json("models", "show", "small");
  expect(model).toMatchObject({ ref: "model/small@v1", model: "small", number: 1, metrics: { RMSE: 12.5 } });
  expect((await sandbox.mlx("models", "get", "small@latest", "got")).code).toBe(0);
  expect(sandbox.read("got/model.txt")).toContain("3,6");
  const { stdout } = await sandbox.mlx("lineage", "model/small@v1");
  expect(stdout).toContain("dataset/numbers");
  expect(stdout).toContain("sha256:");
  expect((await sandbox.mlx("run", "experiment/predict", "--model", "small@v9")).stderr).toContain("MLX7002");
});

test("the plan says which model becomes stale, once", async () => {
  const sandbox = await applied(project(writesModel("1")));
  await sandbox.mlx("run", "experiment/fit");
  const first = sandbox.read("mlx.yaml");
  sandbox.write({ "mlx.yaml": first.replace("depth: 3", "depth: 4") });
  expect((await sandbox.mlx("plan")).stdout).toMatch(/≈ model\/small@v1.*stale.*depth 3 → 4/s);
  await sandbox.mlx("apply", "--yes");
  const plan = (await sandbox.json("plan")) as { changes: unknown[]; consequences: unknown[] };
  expect([plan.changes, plan.consequences]).toEqual([[], []]);
  expect((await sandbox.mlx("status")).stdout).toContain("depth 3 → 4");
  await sandbox.mlx("run", "experiment/fit");
  expect((await sandbox.mlx("status")).stdout).not.toContain("depth 3 → 4");
});

test.each([
  [
    "exits non-zero",
    'import sys; print("no rows", file=sys.stderr); sys.exit(3)',
    "NON_ZERO_EXIT",
    "no rows",
  ],
  ["writes no model", 'print("nothing to see")', "OUTPUT_INVALID", "SM_MODEL_DIR"],
  [
    "links out of its folder",
    'import os; os.symlink("/etc/passwd", os.path.join(os.environ["SM_MODEL_DIR"], "model.txt"))',
    "OUTPUT_INVALID",
    "model.txt",
  ],
  [
    "leaves a FIFO",
    'import os; os.mkfifo(os.path.join(os.environ["SM_MODEL_DIR"], "pipe"))',
    "OUTPUT_INVALID",
    "pipe",
  ],
  ["kills itself", "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "NON_ZERO_EXIT", "SIGSEGV"],
])("a recipe that %s fails its run and makes no model", async (_, program, reason, message) => {
  const sandbox = await applied(project(program));
  const { code, stderr } = await sandbox.mlx("run", "experiment/fit");
  expect(code).toBe(6);
  expect(stderr).not.toMatch(/at .*\.js:\d+/);
  expect(await lastRun(sandbox)).toMatchObject({
    state: "FAILED",
    reason,
    message: expect.stringContaining(message),
  });
  expect(await sandbox.json("models", "list")).toMatchObject({ models: [] });
});

test("a retried run succeeds when its program does", async () => {
  const program = `import os, sys
marker = os.path.join(os.environ["MLX_CHECKPOINT_DIR"], "tried")
if not os.path.exists(marker):
    open(marker, "w").close()
    sys.exit(75)
${writesModel("second")}`;
  const sandbox = await applied(
    project(program, { experiment: ", retry: { max: 1, backoff: { initial: 1s, jitter: 0 } }" }),
  );
  expect((await sandbox.mlx("run", "experiment/fit")).code).toBe(0);
  const run = await lastRun(sandbox);
  expect([run.state, run.attempts.length]).toEqual(["DONE", 2]);
});

test("a program that ignores SIGTERM is killed after its grace, at its timeout", async () => {
  const sandbox = await applied(project(sleeper(true), { experiment: ", timeout: 2s, stopGrace: 1s" }));
  expect((await sandbox.mlx("run", "experiment/fit")).code).toBe(6);
  expect(await lastRun(sandbox)).toMatchObject({ state: "FAILED", reason: "TIMED_OUT" });
});

test("cancel stops a run from another terminal", async () => {
  const sandbox = await applied(project(sleeper(false)));
  const running = sandbox.start("run", "experiment/fit");
  await until("the program runs", () => running.output().includes("started"));
  expect((await sandbox.mlx("cancel", "last")).code).toBe(0);
  expect((await running.finished).code).toBe(8);
  expect(await lastRun(sandbox)).toMatchObject({ state: "ABORTED", reason: "CANCELLED" });
});

test("kill -9 of mlx in the middle of a run: the next command adopts it, and nothing is lost", async () => {
  const sandbox = await applied(project(sleeper(false, 4)));
  const running = sandbox.start("run", "experiment/fit");
  await until("the program runs", () => running.output().includes("started"));
  running.child.kill("SIGKILL");
  await running.finished;
  const next = await sandbox.mlx("runs");
  expect(next.stderr).toContain("still runs");
  await until("the run is done", async () => (await lastRun(sandbox)).state !== "RUNNING");
  expect(await lastRun(sandbox)).toMatchObject({ state: "DONE", model: "model/small@v1" });
  const { stdout } = await sandbox.mlx("logs", "last");
  expect(stdout.split("\n").filter((line) => line !== "")).toEqual(["started", "woke"]);
});

test("kill -9 of mlx, and the program ends unseen: the next command finalises it", async () => {
  const sandbox = await applied(project(sleeper(false, 1)));
  const running = sandbox.start("run", "experiment/fit");
  await until("the program runs", () => running.output().includes("started"));
  running.child.kill("SIGKILL");
  await running.finished;
  await new Promise((wake) => setTimeout(wake, 4000));
  const next = await sandbox.mlx("runs");
  expect(next.stderr).toContain("its program had ended");
  expect(await lastRun(sandbox)).toMatchObject({ state: "DONE", model: "model/small@v1" });
  expect((await sandbox.mlx("runs")).stderr).not.toContain("its program had ended");
});

test("a run in the background works without its terminal", async () => {
  const sandbox = await applied(project(writesModel("1")));
  const { code, stdout } = await sandbox.mlx("run", "experiment/fit", "--detach");
  expect(code).toBe(0);
  expect(stdout).toMatch(/[0-9a-f]{8}/);
  await until("the run is done", async () => (await lastRun(sandbox)).state === "DONE");
});

test("a log of a gigabyte is bounded, and says what is left out", async () => {
  const program = `import sys
line = "x" * 1023 + "\\n"
print("the very first line")
for _ in range(1024 * 1024):
    sys.stdout.write(line)
print("the very last line")
${writesModel("1")}`;
  const sandbox = await applied(project(program));
  const { code } = await sandbox.mlx("run", "experiment/fit", "-q");
  expect(code).toBe(0);
  expect(await lastRun(sandbox)).toMatchObject({ state: "DONE", reason: "OK_WITH_WARNINGS" });
  const { stdout } = await sandbox.mlx("logs", "last");
  expect(stdout.length).toBeLessThan(130 * 2 ** 20);
  expect(stdout).toContain("the very first line");
  expect(stdout).toContain("the very last line");
}, 600_000);

test("snapshots that were lost are stored anew while the folder holds the same", async () => {
  const sandbox = await applied(project(writesModel("1")));
  rmSync(sandbox.path(".mlx/cas"), { recursive: true });
  expect((await sandbox.mlx("run", "experiment/fit")).code).toBe(0);
});

test("a model is stale by what a training would read now, not by what was applied", async () => {
  const sandbox = await applied(project(writesModel("1")));
  sandbox.write({ "numbers.csv": "x,y\n9,9\n" });
  expect((await sandbox.mlx("run", "experiment/fit")).code).toBe(0);
  expect(await sandbox.json("models", "list")).toMatchObject({ models: [{ stale: false }] });
  sandbox.write({ "numbers.csv": "x,y\n8,8\n" });
  expect(await sandbox.json("models", "list")).toMatchObject({ models: [{ stale: true }] });
});

test("a metric with an impossible time is a warning, and the model is kept", async () => {
  const sandbox = await applied(
    project(`import json, os, time
with open(os.environ["MLX_METRICS_FILE"], "a") as file:
    file.write(json.dumps({"name": "loss", "value": 1, "ts": time.time_ns()}) + "\\n")
${writesModel("1")}`),
  );
  expect((await sandbox.mlx("run", "experiment/fit")).code).toBe(0);
  expect(await lastRun(sandbox)).toMatchObject({
    state: "DONE",
    reason: "OK_WITH_WARNINGS",
    model: "model/small@v1",
  });
});

test("a worker in the background uses the store that was named", async () => {
  const sandbox = await applied(project(writesModel("1")));
  const named = ["--store", "other.db"];
  expect((await sandbox.mlx("apply", "--yes", ...named)).code).toBe(0);
  expect((await sandbox.mlx("run", "experiment/fit", "--detach", ...named)).code).toBe(0);
  await until("the run is done", async () => {
    const run = (await sandbox.json("runs", "show", "last", ...named)) as unknown as RunDocument;
    return run.state === "DONE";
  });
});

test("requirements that cannot be installed fail the run with the package's name", async () => {
  const sandbox = await applied({
    ...project(writesModel("1")),
    "recipe/requirements.txt": "mlx-there-is-no-such-package-at-all==1.0\n",
  });
  expect((await sandbox.mlx("run", "experiment/fit")).code).toBe(6);
  expect(await lastRun(sandbox)).toMatchObject({
    state: "FAILED",
    reason: "ENVIRONMENT_FAILED",
    message: expect.stringContaining("mlx-there-is-no-such-package-at-all"),
  });
});

test("a secret reaches the program, and nothing else", async () => {
  const secret = "correct-horse-battery";
  const files = project(
    `import os
assert os.environ["API_KEY"] == ${JSON.stringify(secret)}
print("the key is", os.environ["API_KEY"])
${writesModel("1")}`,
    { recipe: ", env: { API_KEY: { secret: { env: THE_KEY } } }" },
  );
  const sandbox = createSandbox();
  sandbox.write(files);
  const env = { THE_KEY: secret };
  expect((await sandbox.mlxWith(env, "apply", "--yes")).code).toBe(0);
  const run = await sandbox.mlxWith(env, "run", "experiment/fit");
  expect(run.code).toBe(0);
  expect(run.stderr + run.stdout).not.toContain(secret);
  expect((await sandbox.mlxWith(env, "plan", "--detailed-exitcode")).code).toBe(0);
  const changed = await sandbox.mlxWith({ THE_KEY: "another" }, "plan");
  expect(changed.stdout).toContain("*** (before) → *** (after)");
  expect((await sandbox.mlx("run", "experiment/fit")).stderr).toContain("THE_KEY");
  const { execFileSync } = await import("node:child_process");
  expect(() =>
    execFileSync("grep", [
      "-rqF",
      "--exclude-dir=recipe",
      "--exclude-dir=code",
      "--exclude-dir=cas",
      secret,
      sandbox.folder,
    ]),
  ).toThrow();
});

test("where Python is missing, the remedy is named", async () => {
  const sandbox = await applied(project(writesModel("1")));
  mkdirSync(sandbox.path("empty"));
  const { code } = await sandbox.mlxWith({ PATH: sandbox.path("empty") }, "run", "experiment/fit");
  expect(code).toBe(6);
  expect(await lastRun(sandbox)).toMatchObject({
    reason: "ENVIRONMENT_FAILED",
    message: expect.stringContaining("python3"),
  });
});

test("data that is missing fails the run, and is only a warning of the plan", async () => {
  const sandbox = createSandbox();
  const files = project(writesModel("1"));
  sandbox.write({ ...files, "mlx.yaml": (files["mlx.yaml"] ?? "").replace("./numbers.csv", "./later.csv") });
  const { code, stderr, stdout } = await sandbox.mlx("apply", "--yes");
  expect(code).toBe(0);
  expect(stderr + stdout).toContain("MLX3005");
  expect((await sandbox.mlx("run", "experiment/fit")).code).toBe(6);
  expect(await lastRun(sandbox)).toMatchObject({
    reason: "INPUT_UNAVAILABLE",
    message: expect.stringContaining("later.csv"),
  });
});

test.each([
  [["run", "experiment/nothing"], 1, "MLX3011"],
  [["run", "nothing"], 1, "MLX3010"],
  [["run", "dataset/numbers"], 1, "MLX3010"],
  [["run", "instance/small"], 1, "--task train"],
  [["run", "experiment/fit", "-p", "depth=deep"], 1, "MLX3014"],
  [["run", "experiment/fit", "-p", "depth"], 1, "KEY=VALUE"],
  [["run", "experiment/fit", "--modle", "x"], 1, "--model"],
  [["logs", "ffffffff"], 1, "MLX3012"],
  [["logs", "?"], 1, "MLX3012"],
  [["runs", "show", "last"], 1, "MLX3012"],
  [["models", "show", "nothing"], 1, "MLX7001"],
  [["models", "show", "NOT A REF"], 1, "MLX7003"],
  [["lineage", "nothing"], 1, "MLX7"],
  [["history", "nothing"], 1, "MLX8009"],
])("mlx %j is refused with a next step", async (args, code, text) => {
  const sandbox = await applied(project(writesModel("1")));
  const finished = await sandbox.mlx(...args);
  expect([finished.code, finished.stderr]).toEqual([code, expect.stringContaining(text)]);
});

test("outside a project, commands say how to make one", async () => {
  const sandbox = createSandbox();
  const { code, stderr } = await sandbox.mlx("plan");
  expect([code, stderr]).toEqual([1, expect.stringContaining("mlx init")]);
  expect(existsSync(sandbox.path(".mlx"))).toBe(false);
  expect((await sandbox.mlx("init")).code).toBe(0);
  expect(readFileSync(sandbox.path("mlx.yaml"), "utf8")).toMatch(/^# yaml-language-server: \$schema=/);
  expect((await sandbox.mlx("validate")).code).toBe(0);
});
