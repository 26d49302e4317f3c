/** One store, three faces: what files declare is seen through the Sensei API, what the API makes by `mlx`. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Api, senseiPath as sensei, startApi } from "./api-server.ts";
import { project, writesModel } from "./fixtures/project.ts";
import { createSandbox, repository, type Sandbox } from "./sandbox.ts";
import {
  followRun,
  makeEngine,
  makeExperiment,
  makeInstance,
  modelOfRun,
  runToEnd,
  startRun,
  writeDatasets,
} from "./sensei-recipe.ts";

async function mlx(sandbox: Sandbox, ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await sandbox.mlx(...args);
  if (code !== 0) expect.fail(`mlx ${args.join(" ")} ended with ${code}:\n${stdout}${stderr}`);
  return stdout;
}

async function named(api: Api, kind: string, name: string) {
  const { children } = await api.get(`${sensei}/${kind}?limit=100`);
  return children.find((child) => child.name === name) ?? expect.fail(`/${kind} has ${name}`);
}

test("what YAML declares is listed, run and scored through the API", async () => {
  const sandbox = createSandbox();
  sandbox.write(project(writesModel("from files")));
  await mlx(sandbox, "apply", "--yes");
  const { api } = await startApi(sandbox);
  const recipe = await named(api, "engines", "plain");
  const instance = await named(api, "mlInstances", "small");
  const experiment = await named(api, "experiments", "fit");
  expect([instance.engineId, experiment.mlInstanceId]).toEqual([recipe.id, instance.id]);
  const whole = await api.get(`${sensei}/mlInstances/${instance.id}`);
  expect(JSON.stringify(whole.tasks)).toContain('{"key":"depth","value":"3"}');
  await runToEnd(api, experiment.id, "train");
  await runToEnd(api, experiment.id, "score");
  await mlx(sandbox, "plan", "--detailed-exitcode");

  // Put back as it was got, nothing changes.
  const put = await api.ask("PUT", `${sensei}/mlInstances/${instance.id}`, { json: whole });
  expect(put.status).toBe(200);
  await mlx(sandbox, "plan", "--detailed-exitcode");

  // A change through the API is drift, which the next apply takes back.
  const deeper = JSON.parse(
    JSON.stringify(whole).replace('"key":"depth","value":"3"', '"key":"depth","value":"9"'),
  );
  expect((await api.ask("PUT", `${sensei}/mlInstances/${instance.id}`, { json: deeper })).status).toBe(200);
  const plan = await sandbox.mlx("plan", "--detailed-exitcode");
  expect([plan.code, plan.stdout]).toEqual([2, expect.stringContaining("instance/small")]);
  expect(plan.stdout).toMatch(/9\D+3/);
  await mlx(sandbox, "apply", "--yes");
  expect(JSON.stringify((await api.get(`${sensei}/mlInstances/${instance.id}`)).tasks)).toContain(
    '{"key":"depth","value":"3"}',
  );
  await mlx(sandbox, "plan", "--detailed-exitcode");

  // What the API deletes comes back with the id that it had.
  expect((await api.ask("DELETE", `${sensei}/experiments/${experiment.id}`)).status).toBe(200);
  expect((await sandbox.mlx("plan", "--detailed-exitcode")).code).toBe(2);
  await mlx(sandbox, "apply", "--yes");
  expect((await api.get(`${sensei}/experiments/${experiment.id}`)).name).toBe("fit");
});

test("what the API makes is told by a plan, left alone, imported into files, and then theirs", async () => {
  const sandbox = createSandbox();
  writeDatasets(sandbox);
  await mlx(sandbox, "apply", "--yes");
  const { api } = await startApi(sandbox);
  const instance = await makeInstance(api, (await makeEngine(api, "Möbel & Co.")).id, "Größe 1");
  const experiment = await makeExperiment(api, instance.id, "first one");
  const scheduled = await api.make(`${sensei}/experiments`, {
    name: "nightly one",
    mlInstanceId: instance.id,
    template: {
      tasks: [{ name: "train", parameters: [{ key: "depth", value: "5" }] }],
      schedule: { cron: "0 2 1 1 *", startTime: "2030-01-01", endTime: "2040-01-01" },
    },
  });
  const run = await runToEnd(api, experiment.id, "train");

  const plan = await sandbox.mlx("plan", "--detailed-exitcode");
  expect([plan.code, plan.stdout]).toEqual([0, expect.stringMatching(/unmanaged/i)]);
  await mlx(sandbox, "apply", "--yes");
  expect((await api.get(`${sensei}/experiments/${experiment.id}`)).name).toBe("first one");

  await mlx(sandbox, "import", "--all");
  await mlx(sandbox, "validate");
  const importing = await sandbox.mlx("plan", "--detailed-exitcode");
  expect([importing.code, importing.stdout]).toEqual([2, expect.stringMatching(/import/i)]);
  await mlx(sandbox, "apply", "--yes");
  await mlx(sandbox, "plan", "--detailed-exitcode");
  for (const one of [experiment, scheduled])
    expect(await api.get(`${sensei}/experiments/${one.id}`)).toMatchObject({
      id: one.id,
      name: one.name,
      mlInstanceId: instance.id,
    });
  expect((await modelOfRun(api, run.id)).experimentRunId).toBe(run.id);
  await runToEnd(api, experiment.id, "score");
});

test("runs that mlx starts and runs that the API starts are the same list", async () => {
  const sandbox = createSandbox();
  sandbox.write(project(writesModel("both")));
  await mlx(sandbox, "apply", "--yes");
  await mlx(sandbox, "run", "experiment/fit");
  const { api } = await startApi(sandbox);
  const { id } = await named(api, "experiments", "fit");
  const started = await startRun(api, id, "train");
  await followRun(api, id, started.id);
  const { children } = await api.get(`${sensei}/experiments/${id}/runs`);
  const { runs } = (await sandbox.json("runs")) as { runs: readonly { id: string }[] };
  expect(children.map((run) => run.id).sort()).toEqual(runs.map((run) => run.id).sort());
});

const realData = join(repository, "../shared/data/retail");
if (!existsSync(realData))
  console.warn("the Sensei API on the real retail data: left out, ../shared/data/retail is not there");

test.skipIf(!existsSync(realData))(
  "the retail example on the real data, through the API alone: metrics, artifact and a batch of forecasts",
  async () => {
    const sandbox = createSandbox({ example: "retail" });
    const data = ["--var", `data=${join(realData, "retail.csv")}`];
    data.push("--var", `scoringData=${join(realData, "retail-scoring.csv")}`);
    await mlx(sandbox, "apply", "--yes", ...data);
    const { api } = await startApi(sandbox, ...data);
    const { id: instance } = await named(api, "mlInstances", "retail-default");
    const experiment = await makeExperiment(api, instance, "by API");
    const run = await runToEnd(api, experiment.id, "train", { n_estimators: "150" });
    const { children } = await api.get(`${sensei}/insights?property=context.experimentRunId==${run.id}`);
    const metrics = new Map(
      children
        .flatMap((insight) => insight.metrics as readonly { name: string; value: string }[])
        .map(({ name, value }) => [name, value]),
    );
    // A forecast that is better than "as last week" has a MASE below 1.
    for (const name of ["MAPE", "MAE", "RMSE", "MASE"]) expect(Number(metrics.get(name))).toBeGreaterThan(0);
    expect(Number(metrics.get("MASE"))).toBeLessThan(1);
    expect(typeof metrics.get("MAPE")).toBe("string");
    const model = await modelOfRun(api, run.id);
    expect((await api.ask("GET", `${sensei}/models/${model.id}/artifact`)).status).toBe(200);
    const score = await runToEnd(api, experiment.id, "score");
    const { runs } = (await sandbox.json("runs", "--task", "score", ...data)) as {
      runs: readonly { id: string; scoredWith: string }[];
    };
    expect(runs).toMatchObject([{ id: score.id, scoredWith: expect.stringContaining("@v1") }]);
    const [batch = expect.fail("it wrote a batch")] = sandbox.list("out/predictions");
    const forecasts = readFileSync(sandbox.path("out/predictions", batch, "predictions.csv"), "utf8");
    expect(forecasts.split("\n").length).toBeGreaterThan(1000);
  },
  900_000,
);
