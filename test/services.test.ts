/** Services through the real binary: announced runs, selectors, schedules that are added, models that move. */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createSandbox, repository, type Sandbox, until } from "./sandbox.ts";

interface RunDocument {
  readonly id: string;
  readonly task: string;
  readonly state: string;
  readonly model: string | null;
  readonly scoredWith: string | null;
}

/** A service whose training writes what it was told to, and whose scoring waits for the file `go`. */
function createService(section: string): Sandbox {
  const sandbox = createSandbox();
  sandbox.write({
    "data.csv": "time,value\n2026-01-01T00:00:00Z,1\n",
    "recipe/train.py": [
      "import json, os, pathlib, sys",
      'parameters = json.loads(os.environ["SM_HPS"])',
      'if parameters.get("fail") == "true": sys.exit("it was told to fail")',
      'pathlib.Path(os.environ["SM_MODEL_DIR"], "model.json").write_text(json.dumps(parameters))',
    ].join("\n"),
    "recipe/score.py": [
      "import os, pathlib, shutil, time",
      'while not pathlib.Path(os.environ["GO"]).exists(): time.sleep(0.05)',
      'shutil.copy(pathlib.Path(os.environ["SM_MODEL_DIR"], "model.json"), os.environ["MLX_OUTPUT_PREDICTIONS"])',
    ].join("\n"),
  });
  declare(sandbox, section);
  return sandbox;
}

function declare(sandbox: Sandbox, section: string, parameters = "{ depth: 3 }"): void {
  sandbox.write({
    "mlx.yaml": `project: small
datasets:
  rows: { path: ./data.csv }
recipes:
  plain: { type: Python, algorithm: Custom, source: ./recipe, env: { GO: ${sandbox.path("go")} } }
instances:
  small:
    recipe: plain
    tasks:
      train: { inputs: { train: rows }, parameters: ${parameters} }
      score: { inputs: { score: rows }, outputs: { predictions: ./out } }
services:
  forecast:
    instance: small
${section
  .split("\n")
  .map((line) => `    ${line}`)
  .join("\n")}
`,
  });
}

const go = (sandbox: Sandbox) => writeFileSync(sandbox.path("go"), "");

async function runsOf(sandbox: Sandbox): Promise<readonly RunDocument[]> {
  const { runs } = (await sandbox.json("runs")) as { runs: readonly RunDocument[] };
  return [...runs].reverse();
}

test("apply makes the first training and the first scoring and follows them; schedules can be added, their start not moved", async () => {
  const sandbox = createService("description: small");
  go(sandbox);
  const applied = (await sandbox.json("apply", "--yes", "--wait")) as { runs: readonly RunDocument[] };
  expect(applied).toMatchObject({
    runs: [
      { task: "train", state: "DONE", model: "model/small@v1" },
      { task: "score", state: "DONE", scoredWith: "model/small@v1" },
    ],
    waiting: [],
  });
  expect((await sandbox.mlx("plan", "--detailed-exitcode")).code).toBe(0);
  expect(await sandbox.json("services", "show", "forecast")).toMatchObject({
    creation: "once",
    model: "model/small@v1",
    scoring: { lastDone: { id: applied.runs[1]?.id } },
  });

  declare(sandbox, 'scoring: { schedule: { cron: "0 * * * *", startTime: 2030-01-01 } }');
  const later = await sandbox.json("apply", "--yes", "--wait");
  expect(later).toMatchObject({ changed: true, runs: [], waiting: [] });
  expect(await sandbox.json("services", "show", "forecast")).toMatchObject({ creation: "scored" });

  declare(sandbox, 'scoring: { schedule: { cron: "30 * * * *", startTime: 2030-06-01 } }');
  const refused = await sandbox.mlx("apply", "--yes");
  expect([refused.code, refused.stderr]).toEqual([5, expect.stringContaining("startTime")]);
  declare(
    sandbox,
    'scoring: { schedule: { cron: "30 * * * *", startTime: 2030-01-01, endTime: 2031-01-01 } }',
  );
  expect((await sandbox.mlx("apply", "--yes")).code).toBe(0);
  expect((await runsOf(sandbox)).length).toBe(2);
});

test("without a terminal apply comes back at once, and a mlx in the background does both, one after the other", async () => {
  const sandbox = createService("description: small");
  go(sandbox);
  const applied = await sandbox.json("apply", "--yes");
  expect(applied).toMatchObject({
    runs: [{ task: "train" }],
    waiting: [
      { experiment: "experiment/forecast-scoring", problem: expect.stringContaining("it waits for") },
    ],
  });
  await until("both have ended", async () => {
    const runs = await runsOf(sandbox);
    return runs.length === 2 && runs.every(({ state }) => state === "DONE");
  });
});

test("a first training that fails is exit 6, takes nothing back, and leaves the scoring waiting for the next", async () => {
  const sandbox = createService("description: small");
  go(sandbox);
  declare(sandbox, "description: small", "{ fail: true }");
  const failed = await sandbox.mlx("apply", "--yes", "--wait");
  expect([failed.code, failed.stdout]).toEqual([6, expect.stringContaining("Applied: ")]);
  expect((await sandbox.mlx("plan", "--detailed-exitcode")).code).toBe(0);
  const services = await sandbox.mlx("services");
  expect(services.stdout).toContain("the last training failed");
  expect(services.stdout).toContain("it waits for a first model of experiment/forecast-training");
  expect((await sandbox.mlx("run", "service/forecast", "--task", "train", "-p", "fail=false")).code).toBe(0);
  await until("the scoring has ended", async () => (await runsOf(sandbox)).at(-1)?.task === "score");
});

test("an alias that moves while a scoring runs changes the next one, not that one", async () => {
  const sandbox = createService('training: {}\nmodel: "@champion"');
  await sandbox.mlx("apply", "--yes", "--wait");
  expect((await sandbox.mlx("run", "service/forecast", "--task", "train")).code).toBe(0);
  const promote = (ref: string) => sandbox.mlx("models", "promote", ref, "--alias", "champion");
  expect(await promote("small@v2")).toMatchObject({ code: 0 });
  const running = sandbox.start("run", "service/forecast", "--task", "score", "--json");
  await until("it runs", async () =>
    (await runsOf(sandbox)).some(
      ({ scoredWith, state }) => scoredWith === "model/small@v2" && state === "RUNNING",
    ),
  );
  expect(await promote("small@v1")).toMatchObject({ code: 0 });
  go(sandbox);
  const { code, stdout } = await running.finished;
  expect([code, JSON.parse(stdout)]).toMatchObject([0, { scoredWith: "model/small@v2" }]);
  expect(await sandbox.json("run", "service/forecast", "--task", "score")).toMatchObject({
    scoredWith: "model/small@v1",
  });
});

test("what a service cannot do is said with what can be done", async () => {
  const sandbox = createService('model: "@champion"');
  await sandbox.mlx("apply", "--yes");
  const train = await sandbox.mlx("run", "service/forecast", "--task", "train");
  expect([train.code, train.stderr]).toEqual([1, expect.stringContaining("MLX3061")]);
  const unnamed = await sandbox.mlx("run", "forecast");
  expect([unnamed.code, unnamed.stderr]).toEqual([1, expect.stringContaining("--task score")]);
  const unknown = await sandbox.mlx("services", "show", "forcast");
  expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining("service/forecast")]);
});

const realData = join(repository, "../shared/data/retail");
if (!existsSync(realData))
  console.warn("services on the real retail data: left out, ../shared/data/retail is not there");

test.skipIf(!existsSync(realData))(
  "the four cases on the real retail data (../shared/data/retail), with real training",
  async () => {
    const sandbox = createSandbox({ example: "retail" });
    const declared = sandbox.read("mlx.yaml");
    const variables = ["--var", `data=${join(realData, "retail.csv")}`];
    variables.push("--var", `scoringData=${join(realData, "retail-scoring.csv")}`);
    const few = "parameters: { n_estimators: 10 }";
    const publish = async (services: string) => {
      sandbox.write({ "mlx.yaml": `${declared}\nservices:\n${services}` });
      return (await sandbox.json("apply", "--yes", "--wait", ...variables)) as {
        runs: readonly RunDocument[];
      };
    };
    const backfill = async (experiment: string, day: string) => {
      const range = ["--from", `${day}T00:00:00Z`, "--to", `${day}T12:00:00Z`, "--yes"];
      expect((await sandbox.mlx("backfill", experiment, ...range, ...variables)).code).toBe(0);
    };
    const daily = 'schedule: { cron: "0 6 * * *" }';
    const once = `  once: { instance: retail-default, training: { ${few} } }\n`;
    // d: one training and one scoring
    const first = await publish(once);
    expect(first.runs).toMatchObject([
      { task: "train", state: "DONE", model: "model/retail-default@v1" },
      { task: "score", state: "DONE", scoredWith: "model/retail-default@v1" },
    ]);
    // a: the model of that run, b: one training for all scorings, c: both by schedule
    const services = [
      once,
      `  of-run: { instance: retail-default, training: { run: ${first.runs[0]?.id} }, scoring: { ${daily} } }\n`,
      `  trained-once: { instance: retail-default, training: { ${few} }, scoring: { ${daily} } }\n`,
      `  scheduled: { instance: retail-default, training: { ${few}, ${daily} }, scoring: { ${daily} } }\n`,
    ].join("");
    const second = await publish(services);
    expect(second.runs).toMatchObject([{ task: "train", state: "DONE", model: "model/retail-default@v2" }]);

    expect((await sandbox.mlx("up", "--detach", "--port", "0", ...variables)).code).toBe(0);
    try {
      await backfill("scheduled-training", "2026-01-05");
      await until(
        "it is trained",
        async () => (await modelOf(sandbox, "scheduled")) === "model/retail-default@v3",
      );
      for (const name of ["of-run", "trained-once", "scheduled"])
        await backfill(`${name}-scoring`, "2026-01-06");
      await backfill("scheduled-training", "2026-01-07");
      await until(
        "it is trained again",
        async () => (await modelOf(sandbox, "scheduled")) === "model/retail-default@v4",
      );
      await backfill("scheduled-scoring", "2026-01-08");
      await backfill("trained-once-scoring", "2026-01-08");
      await until("all is scored", async () => {
        const runs = await runsOf(sandbox);
        return runs.length === 10 && runs.every(({ state }) => state === "DONE");
      });
    } finally {
      await sandbox.mlx("down", "--now");
    }
    const { runs } = (await sandbox.json("runs", "--task", "score")) as {
      runs: readonly (RunDocument & { experiment: string })[];
    };
    const scored = runs.map(({ experiment, scoredWith }) => `${experiment} ${scoredWith}`).sort();
    expect(scored).toEqual([
      "experiment/of-run-scoring model/retail-default@v1",
      "experiment/once-scoring model/retail-default@v1",
      "experiment/scheduled-scoring model/retail-default@v3",
      "experiment/scheduled-scoring model/retail-default@v4",
      "experiment/trained-once-scoring model/retail-default@v2",
      "experiment/trained-once-scoring model/retail-default@v2",
    ]);
  },
  // Ten runs with scikit-learn.
  900_000,
);

async function modelOf(sandbox: Sandbox, service: string): Promise<unknown> {
  return (await sandbox.json("services", "show", service)).model;
}
