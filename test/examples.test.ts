import { execFile, execFileSync } from "node:child_process";
import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createSandbox, repository } from "./sandbox.ts";

const realData = join(repository, "../shared/data/retail");

test("every example has a test here", () => {
  const folders = readdirSync(join(repository, "examples"), { withFileTypes: true });
  expect(folders.filter((entry) => entry.isDirectory()).map(({ name }) => name)).toEqual([
    "docker",
    "hello",
    "nightly",
    "pipeline",
    "retail",
    "retail-pyspark",
    "sensei",
    "serve",
    "service",
  ]);
});

test("examples/hello: plan, apply, train, score", async () => {
  const sandbox = createSandbox({ example: "hello" });
  expect((await sandbox.mlx("plan")).code).toBe(0);
  expect((await sandbox.mlx("apply", "--yes")).code).toBe(0);
  expect((await sandbox.mlx("plan", "--detailed-exitcode")).code).toBe(0);
  const { experiments } = experimentsOf(await sandbox.json("config"));
  for (const task of ["train", "score"])
    for (const [name] of experiments.filter(([, experiment]) => (experiment.task ?? "train") === task)) {
      const { code, stderr } = await sandbox.mlx("run", `experiment/${name}`);
      expect([code, stderr]).toEqual([0, expect.any(String)]);
    }
  expect((await sandbox.mlx("fmt", "--check")).code).toBe(0);
});

function experimentsOf(document: Record<string, unknown>) {
  const { config: configuration } = document as {
    config: { experiments: Record<string, { task?: string }> };
  };
  return { experiments: Object.entries(configuration.experiments) };
}

test("examples/retail on its synthetic data: train, retrain with another parameter, score", async () => {
  const sandbox = createSandbox({ example: "retail" });
  execFileSync("python3", ["make_data.py"], { cwd: sandbox.folder });
  expect((await sandbox.mlx("apply", "--yes")).code).toBe(0);
  expect((await sandbox.mlx("plan", "--detailed-exitcode")).code).toBe(0);
  const { code, stderr } = await sandbox.mlx("run", "experiment/retail-train");
  expect([code, stderr]).toEqual([0, expect.any(String)]);
  expect((await sandbox.mlx("run", "experiment/retail-train", "-p", "n_estimators=20")).code).toBe(0);
  expect((await sandbox.mlx("run", "experiment/retail-score")).code).toBe(0);
  const { models } = (await sandbox.json("models", "list")) as { models: { number: number }[] };
  expect(models.map(({ number }) => number)).toEqual([2, 1]);
  expect((await sandbox.mlx("fmt", "--check")).code).toBe(0);
});

test.skipIf(!existsSync(realData))(
  "examples/retail on the real data (../shared/data/retail): the metrics are those of the steps done by hand",
  async () => {
    const sandbox = createSandbox({ example: "retail" });
    const data = join(realData, "retail.csv");
    const scoring = join(realData, "retail-scoring.csv");
    const variables = ["--var", `data=${data}`, "--var", `scoringData=${scoring}`];
    expect((await sandbox.mlx("apply", "--yes", ...variables)).code).toBe(0);
    const trained = await sandbox.mlx("run", "experiment/retail-train", ...variables);
    expect([trained.code, trained.stderr]).toEqual([0, expect.any(String)]);
    const run = (await sandbox.json("runs", "show", "last", ...variables)) as unknown as {
      metrics: Record<string, number>;
      parameters: Record<string, number>;
    };
    expect(run.metrics).toMatchObject({ rows: 6345, train_rows: 4635, validation_rows: 1710 });
    const cache = process.env.MLX_TEST_CACHE_DIR ?? join(repository, "node_modules/.cache/mlx-test");
    const python = globSync("environments/*/*/bin/python", { cwd: cache })
      .map((path) => join(cache, path))
      .find((path) => existsSync(path) && hasScikitLearn(path));
    if (python === undefined) expect.fail("no environment with scikit-learn was made");
    const byHand = JSON.parse(
      execFileSync(
        python,
        [join(repository, "test/fixtures/retail_by_hand.py"), data, JSON.stringify(run.parameters)],
        { encoding: "utf8" },
      ),
    ) as Record<string, number>;
    for (const name of ["MAPE", "MAE", "RMSE", "MASE"]) expect(run.metrics[name]).toBe(byHand[name]);
    expect((await sandbox.mlx("run", "experiment/retail-score", ...variables)).code).toBe(0);
    const [batch = ""] = sandbox.list("out/predictions");
    const [file = ""] = sandbox.list(`out/predictions/${batch}`);
    const lines = readFileSync(sandbox.path("out/predictions", batch, file), "utf8")
      .trim()
      .split("\n");
    expect([lines[0], lines.length - 1]).toEqual(["date,store,prediction", 1260]);
  },
);

function hasScikitLearn(python: string): boolean {
  try {
    execFileSync(python, ["-c", "import sklearn, pandas"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

test("examples/service: train, become champion, score with it; a worse model does not take its place", async () => {
  const sandbox = createSandbox({ example: "service" });
  execFileSync("python3", ["make_rentals.py"], { cwd: sandbox.folder });
  expect((await sandbox.mlx("apply", "--yes")).code).toBe(0);
  expect((await sandbox.mlx("plan", "--detailed-exitcode")).code).toBe(0);
  expect(await sandbox.json("services", "show", "forecast")).toMatchObject({
    creation: "scheduled",
    model: null,
    waitsFor: "a version of model/station that bears @champion",
  });
  const refused = await sandbox.mlx("run", "service/forecast", "--task", "score");
  expect([refused.code, refused.stderr]).toEqual([5, expect.stringContaining("MLX7004")]);
  const trained = await sandbox.mlx("run", "service/forecast", "--task", "train");
  expect([trained.code, trained.stderr]).toEqual([0, expect.any(String)]);
  const scored = await sandbox.json("run", "service/forecast", "--task", "score");
  // A day of hours: what its timeframe holds of the eight weeks.
  expect(scored).toMatchObject({ state: "DONE", scoredWith: "model/station@v1", metrics: { rows: 24 } });
  const worse = await sandbox.mlx("run", "service/forecast", "--task", "train", "-p", "degrees=false");
  expect([worse.code, worse.stderr]).toEqual([0, expect.any(String)]);
  expect(await sandbox.json("services", "show", "forecast")).toMatchObject({
    model: "model/station@v1",
    training: { lastDone: { model: "model/station@v2", metrics: { rows: 672 } } },
    troubles: [],
  });
  expect((await sandbox.mlx("fmt", "--check")).code).toBe(0);
});

test("examples/serve: apply trains a model, promoted it answers over HTTP", async () => {
  const sandbox = createSandbox({ example: "serve" });
  expect((await sandbox.mlx("apply", "--yes", "--wait")).code).toBe(0);
  expect((await sandbox.mlx("plan", "--detailed-exitcode")).code).toBe(0);
  expect((await sandbox.mlx("models", "promote", "line-default@v1", "--reason", "first")).code).toBe(0);
  const { code, stdout } = await sandbox.mlx("up", "--detach", "--port", "0", "--json");
  expect(code).toBe(0);
  try {
    const { url } = JSON.parse(stdout) as { url: string };
    const ask = () => fetch(`${url}/services/forecast/invocations`, { method: "POST", body: "1\n2\n" });
    let answer = await ask();
    for (; answer.status === 503; answer = await ask())
      await new Promise((resolve) => setTimeout(resolve, 200));
    expect([answer.headers.get("x-mlx-model"), await answer.text()]).toEqual([
      "model/line-default@v1",
      "2.004\n4.007\n",
    ]);
  } finally {
    await sandbox.mlx("down", "--now");
  }
  expect((await sandbox.mlx("fmt", "--check")).code).toBe(0);
});

test("examples/sensei: a client in Python trains and scores, and files declare what it made", async () => {
  const sandbox = createSandbox({ example: "sensei" });
  expect((await sandbox.mlx("apply", "--yes")).code).toBe(0);
  const { code, stdout } = await sandbox.mlx("up", "--detach", "--port", "0", "--json");
  expect(code).toBe(0);
  try {
    const { url } = JSON.parse(stdout) as { url: string };
    const { promise, resolve } = Promise.withResolvers<string>();
    execFile("python3", ["client.py", url], { cwd: sandbox.folder }, (error, out) =>
      resolve(error === null ? out : `${error.message}\n${out}`),
    );
    expect((await promise).replace(/model [\da-f-]{36}/, "model ID")).toBe(
      [
        ...["train: DONE", "read 10 points", "y = 1.991 * x + 1.051"],
        ...["model ID: RMSE 0.14219065306194253, rows 10", "score: DONE", "wrote 10 predictions", ""],
      ].join("\n"),
    );
  } finally {
    await sandbox.mlx("down", "--now");
  }
  const { unmanaged } = (await sandbox.json("plan")) as { unmanaged: readonly string[] };
  expect(unmanaged).toEqual([
    "experiment/first-look",
    "instance/a-line-through-the-measurements",
    "recipe/straight-line",
  ]);
  expect((await sandbox.mlx("import", "--all")).code).toBe(0);
  expect((await sandbox.mlx("apply", "--yes")).code).toBe(0);
  expect((await sandbox.mlx("plan", "--detailed-exitcode")).code).toBe(0);
  expect((await sandbox.mlx("fmt", "--check")).code).toBe(0);
});

test("examples/pipeline: four tasks in one run, known ones taken over, one skipped, all of it repeated", async () => {
  const sandbox = createSandbox({ example: "pipeline" });
  expect((await sandbox.mlx("apply", "--yes")).code).toBe(0);
  expect((await sandbox.mlx("plan", "--detailed-exitcode")).code).toBe(0);
  const pipeline = async (...args: string[]): Promise<PipelineRun> => {
    const { code, stderr } = await sandbox.mlx("run", "experiment/demand-pipeline", ...args);
    expect([code, stderr]).toEqual([0, expect.any(String)]);
    return (await sandbox.json("runs", "show", "last")) as unknown as PipelineRun;
  };
  const statesOf = ({ steps }: PipelineRun) => steps.map(({ task, state }) => `${task} ${state}`);
  const first = await pipeline();
  expect(statesOf(first)).toEqual(["preprocess done", "train done", "evaluate done", "score done"]);
  expect([first.model, first.metrics]).toMatchObject([
    "model/demand-default@v1",
    { rows: 53, broken_rows: 7 },
  ]);
  expect(sandbox.list("out/forecast")).toHaveLength(1);
  expect(first.plots?.files).toBe(1);
  expect((await sandbox.mlx("logs", "last")).stdout.split("\n").map((line) => line.split(" ")[0])).toEqual([
    ...["53", "demand", "RMSE", "forecast"],
    "",
  ]);
  const second = await pipeline();
  expect([statesOf(second), second.model]).toEqual([
    ["preprocess cached", "train cached", "evaluate done", "score done"],
    null,
  ]);
  const exact = await sandbox.mlx("runs", "rerun", "--exact", second.id, "--json");
  expect([exact.code, JSON.parse(exact.stdout).comparison]).toEqual([
    0,
    { equal: true, files: 4, metrics: 4, differences: [] },
  ]);
  sandbox.write({ "mlx.yaml": sandbox.read("mlx.yaml").replace("value: 12", "value: 1") });
  expect((await sandbox.mlx("apply", "--yes")).code).toBe(0);
  const { steps } = await pipeline();
  expect(steps.at(-1)).toMatchObject({
    state: "skipped",
    why: expect.stringMatching(/^RMSE 9\.\d+ is not <= 1$/),
  });
  sandbox.write({ "readings.csv": `${sandbox.read("readings.csv")}2024-03-02T12:00:00Z,20,180\n` });
  const changed = await sandbox.mlx("runs", "rerun", "--exact", first.id);
  expect([changed.code, changed.stderr]).toEqual([6, expect.stringContaining("holds other data than run")]);
  const { code } = await sandbox.mlx("run", "experiment/demand-last-week");
  const { reason, message } = await sandbox.json("runs", "show", "last");
  expect([code, reason, message]).toEqual([
    0,
    "OK_WITH_WARNINGS",
    expect.stringContaining("no rows in dataset/readings after"),
  ]);
  expect((await sandbox.mlx("fmt", "--check")).code).toBe(0);
});

interface PipelineRun {
  readonly id: string;
  readonly model: string | null;
  readonly metrics: Readonly<Record<string, number>>;
  readonly plots: { readonly files: number } | null;
  readonly steps: readonly { readonly task: string; readonly state: string; readonly why: string | null }[];
}
