import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { titleOf, withoutSpark } from "./machine.ts";
import { createSandbox, repository, type Sandbox } from "./sandbox.ts";

const realData = join(repository, "../shared/data/retail/retail.csv");
const requirements = "examples/retail-pyspark/recipe/requirements.txt";

interface RunDocument {
  readonly metrics: Readonly<Record<string, number>>;
}

// The first run installs PySpark.
describe.skipIf(withoutSpark !== undefined)(titleOf("Spark", withoutSpark), { timeout: 1_800_000 }, () => {
  test("examples/retail-pyspark on its synthetic data: features, train, score", async () => {
    const sandbox = createSandbox({ example: "retail-pyspark" });
    const generator = join(repository, "examples/retail/make_data.py");
    execFileSync("python3", [generator, "--out", sandbox.path("data")]);
    expect((await sandbox.mlx("fmt", "--check")).code).toBe(0);
    const run = await runRetail(sandbox, []);
    expect(run.metrics).toMatchObject({ rows: 6345, train_rows: 4635, validation_rows: 1710 });
    expect(run.metrics.MAE).toBeLessThan(run.metrics["naive.MAE"] ?? 0);
  });

  test.skipIf(!existsSync(realData))(
    "examples/retail-pyspark on the real data (../shared/data/retail)",
    async () => {
      const sandbox = createSandbox({ example: "retail-pyspark" });
      const { metrics } = await runRetail(sandbox, ["--var", `data=${realData}`]);
      expect(metrics).toMatchObject({ rows: 6345, train_rows: 4635, validation_rows: 1710 });
      // Those of the naive forecast are known, and tell that features, label and split are right.
      expect(metrics["naive.MAPE"]).toBeCloseTo(0.0548, 4);
      expect(metrics["naive.MAE"]).toBeCloseTo(57_793.6, 1);
      expect(metrics["naive.RMSE"]).toBeCloseTo(88_860.7, 1);
      expect(metrics.MAE).toBeLessThan(57_793);
      expect(metrics.RMSE).toBeLessThan(88_860);
      expect(metrics.MAPE).toBeLessThan(0.06);
    },
  );

  test("sales that make no sense are told with their place", async () => {
    const sandbox = createSandbox({ example: "retail-pyspark" });
    const header = "date,store,storeType,weeklySales,storeSize,temperature,regionalFuelPrice,markDown";
    sandbox.write({
      "data/retail.csv": `${header},cpi,unemployment,isHoliday\n2/5/10,1,A,many,1,1,1,1,1,1,TRUE\n`,
    });
    expect((await sandbox.mlx("apply", "--yes")).code).toBe(0);
    const { code, stderr } = await sandbox.mlx("run", "experiment/retail-features");
    expect([code, oneLine(stderr)]).toEqual([
      6,
      expect.stringContaining("retail.csv: weeklySales is many, not a number"),
    ]);
  });

  test("a jar without the class is refused before Spark is started", async () => {
    const sandbox = createSandbox();
    sandbox.write({ ...jarProject("className: com.example.Train"), "classes/com/example/Fit.class": "" });
    sandbox.write({ "recipe/requirements.txt": readFileSync(join(repository, requirements), "utf8") });
    makeJar(sandbox);
    expect((await sandbox.mlx("apply", "--yes")).code).toBe(0);
    const { code, stderr } = await sandbox.mlx("run", "experiment/fit");
    expect([code, oneLine(stderr)]).toEqual([6, expect.stringContaining("com.example.Train")]);
    expect(await sandbox.json("runs", "show", "last")).toMatchObject({ attempts: [{ exitCode: null }] });
  });
});

test("memory that Spark cannot be given is refused by the plan, with the numbers", async () => {
  const sandbox = createSandbox();
  sandbox.write({ ...jarProject("driverMemoryInMB: 50000000"), "classes/com/example/Train.class": "" });
  makeJar(sandbox);
  const { code, stderr } = await sandbox.mlx("plan");
  expect([code, oneLine(stderr)]).toEqual([
    3,
    expect.stringMatching(/MLX4043.*Spark needs 55,000,000 MiB .* there are [\d,]+ MiB/),
  ]);
});

/** Applies the example and runs its three experiments; the run of the training. */
async function runRetail(sandbox: Sandbox, variables: readonly string[]): Promise<RunDocument> {
  const run = async (experiment: string) => {
    const { code, stderr } = await sandbox.mlx("run", `experiment/${experiment}`, ...variables);
    expect([code, stderr]).toEqual([0, expect.any(String)]);
    return (await sandbox.json("runs", "show", "last", ...variables)) as unknown as RunDocument;
  };
  expect((await sandbox.mlx("apply", "--yes", ...variables)).code).toBe(0);
  const { metrics } = await run("retail-features");
  expect(metrics).toEqual({ rows: 6390, labelled_rows: 6345 });
  // The features are a dataset like any other: what they now hold is applied.
  expect((await sandbox.mlx("apply", "--yes", ...variables)).code).toBe(0);
  const trained = await run("retail-train");
  expect((await sandbox.mlx("plan", "--detailed-exitcode", ...variables)).code).toBe(0);

  await run("retail-score");
  const [batch = ""] = sandbox.list("out/predictions");
  const lines = sandbox.read(`out/predictions/${batch}/predictions.csv`).trim().split("\n");
  expect(lines[0]).toBe("date,store,prediction");
  expect(lines.slice(1).map((line) => Number(line.split(",")[1]))).toEqual(
    Array.from({ length: 45 }, (_, store) => store + 1),
  );
  return trained;
}

const jarProject = (specification: string) => ({
  "mlx.yaml": `project: jar
datasets:
  numbers: { path: ./numbers.csv }
recipes:
  it: { type: Spark, source: ./recipe }
instances:
  it:
    recipe: it
    tasks:
      train:
        inputs: { train: numbers }
        specification: { type: SparkTaskSpec, ${specification} }
experiments:
  fit: { instance: it }
`,
  "numbers.csv": "x\n1\n",
  "recipe/README": "",
});

/** `recipe/app.jar` of what lies in `classes`. */
function makeJar(sandbox: Sandbox): void {
  execFileSync("python3", ["-m", "zipfile", "-c", "app.jar", "com"], { cwd: sandbox.path("classes") });
  cpSync(sandbox.path("classes/app.jar"), sandbox.path("recipe/app.jar"));
}

const oneLine = (text: string) => text.replace(/\s+/g, " ");
