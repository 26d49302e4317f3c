import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { project, writesModel } from "./fixtures/project.ts";
import { createSandbox, until } from "./sandbox.ts";

const small = project(writesModel("1"));

test("plan, apply, and a plan that is empty afterwards", async () => {
  const sandbox = createSandbox();
  sandbox.write(small);
  const planned = await sandbox.mlx("plan", "--detailed-exitcode");
  expect(planned.code).toBe(2);
  expect(planned.stdout).toContain("+ recipe/plain");
  expect(existsSync(sandbox.path(".mlx/cas"))).toBe(false);
  const applied = await sandbox.mlx("apply", "--yes");
  expect([applied.code, applied.stderr]).toEqual([0, expect.any(String)]);
  expect((await sandbox.mlx("plan", "--detailed-exitcode")).code).toBe(0);
  const plan = (await sandbox.json("plan")) as { changes: unknown[]; consequences: unknown[] };
  expect([plan.changes, plan.consequences]).toEqual([[], []]);
});

test("what changed is named: a parameter, a source file, the data", async () => {
  const sandbox = createSandbox();
  sandbox.write(small);
  await sandbox.mlx("apply", "--yes");
  sandbox.write({
    "mlx.yaml": sandbox.read("mlx.yaml").replace("depth: 3", "depth: 4"),
    "recipe/train.py": writesModel("2"),
    "numbers.csv": "x,y\n1,2\n",
  });
  const { stdout } = await sandbox.mlx("plan");
  expect(stdout).toMatch(/~ dataset\/numbers.*\n?.*data changed/);
  expect(stdout).toMatch(/source tree changed: train\.py/);
  expect(stdout).toMatch(/tasks\.train\.parameters\.depth: 3 → 4/);
  expect(stdout).toMatch(/mlx\.yaml:\d+/);
});

test("without a terminal an apply needs --yes", async () => {
  const sandbox = createSandbox();
  sandbox.write(small);
  const { code, stderr } = await sandbox.mlx("apply");
  expect(code).toBe(5);
  expect(stderr).toContain("--yes");
  expect((await sandbox.mlx("plan", "--detailed-exitcode")).code).toBe(2);
});

test("a saved plan is applied exactly, or refused with what moved", async () => {
  const sandbox = createSandbox();
  sandbox.write(small);
  expect((await sandbox.mlx("plan", "--out", "plan.json")).code).toBe(0);
  sandbox.write({ "recipe/train.py": writesModel("other") });
  const stale = await sandbox.mlx("apply", "plan.json", "--yes");
  expect(stale.code).toBe(7);
  expect(stale.stderr).toContain("the source folder of recipe/plain changed");
  sandbox.write({ "recipe/train.py": writesModel("1") });
  expect((await sandbox.mlx("apply", "plan.json", "--yes")).code).toBe(0);
  const again = await sandbox.mlx("apply", "plan.json", "--yes");
  expect(again.code).toBe(7);
  expect(again.stderr).toContain("mlx plan");
});

test("a saved plan is applied to the store that it was made for, and to no other", async () => {
  const sandbox = createSandbox();
  sandbox.write(small);
  await sandbox.mlx("plan", "--out", "plan.json", "--store", "a.db");
  const refused = await sandbox.mlx("apply", "plan.json", "--yes", "--store", "b.db");
  expect([refused.code, refused.stderr]).toEqual([7, expect.stringContaining("another store")]);
  expect((await sandbox.mlx("apply", "plan.json", "--yes", "--store", "a.db")).code).toBe(0);
});

test.each([
  ["cut off", (text: string) => text.slice(0, -100)],
  ["edited", (text: string) => text.replace('"depth": 3', '"depth": 9')],
  ["something else", () => '{"a": 1}'],
])("a saved plan that is %s is refused", async (_, damage) => {
  const sandbox = createSandbox();
  sandbox.write(small);
  await sandbox.mlx("plan", "--out", "plan.json");
  const before = sandbox.read("plan.json");
  writeFileSync(sandbox.path("plan.json"), damage(before));
  expect(sandbox.read("plan.json")).not.toBe(before);
  const { code, stderr } = await sandbox.mlx("apply", "plan.json", "--yes");
  expect(code).toBe(1);
  expect(stderr).toContain("MLX8003");
});

test("two applies at once: one wins, the other says so, and the store is whole", async () => {
  const sandbox = createSandbox();
  sandbox.write(small);
  await sandbox.mlx("plan", "--out", "plan.json");
  const both = await Promise.all([
    sandbox.mlx("apply", "plan.json", "--yes"),
    sandbox.mlx("apply", "plan.json", "--yes"),
  ]);
  expect(both.map(({ code }) => code).sort()).toEqual([0, 7]);
  const { applies } = (await sandbox.json("history")) as { applies: unknown[] };
  expect(applies).toHaveLength(1);
});

test("kill -9 in the middle of an apply leaves the old state or the new one", async () => {
  const sandbox = createSandbox();
  const instances = (depth: number) =>
    Array.from(
      { length: 300 },
      (_, n) => `  i${n}: { recipe: plain, tasks: { train: { parameters: { depth: ${depth} } } } }`,
    );
  const files = (depth: number) => ({
    ...small,
    "many.mlx.yaml": `instances:\n${instances(depth).join("\n")}\n`,
  });
  sandbox.write(files(0));
  expect((await sandbox.mlx("apply", "--yes")).code).toBe(0);
  for (let round = 1; round <= 8; round += 1) {
    sandbox.write(files(round));
    const running = sandbox.start("apply", "--yes");
    await new Promise((wake) => setTimeout(wake, 150 + round * 60));
    running.child.kill("SIGKILL");
    await running.finished;
    const plan = (await sandbox.json("plan")) as { summary: { update: number } };
    expect([0, 300]).toContain(plan.summary.update);
    expect((await sandbox.mlx("apply", "--yes")).code).toBe(0);
    expect((await sandbox.mlx("plan", "--detailed-exitcode")).code).toBe(0);
  }
});

test("destroy deletes every resource and keeps models and runs; a protected one blocks it", async () => {
  const sandbox = createSandbox();
  sandbox.write(small);
  await sandbox.mlx("apply", "--yes");
  await sandbox.mlx("run", "experiment/fit");
  sandbox.write({
    "mlx.yaml": sandbox
      .read("mlx.yaml")
      .replace("source: ./recipe }", "source: ./recipe, lifecycle: { protect: true } }"),
  });
  await sandbox.mlx("apply", "--yes");
  const refused = await sandbox.mlx("destroy", "--yes");
  expect(refused.code).toBe(5);
  expect(refused.stdout + refused.stderr).toContain("recipe/plain");
  sandbox.write(small);
  await sandbox.mlx("apply", "--yes");
  expect((await sandbox.mlx("destroy", "--yes")).code).toBe(0);
  const { models } = (await sandbox.json("models", "list")) as { models: unknown[] };
  expect(models).toHaveLength(1);
});

test("a plan that deletes most of what there is needs to be told so", async () => {
  const sandbox = createSandbox();
  sandbox.write(small);
  await sandbox.mlx("apply", "--yes");
  sandbox.write({ "mlx.yaml": "project: small\n" });
  const refused = await sandbox.mlx("apply", "--yes");
  expect(refused.code).toBe(5);
  expect(refused.stdout + refused.stderr).toContain("--allow-mass-delete");
  expect((await sandbox.mlx("apply", "--yes", "--allow-mass-delete")).code).toBe(0);
});

test("moved carries the models along", async () => {
  const sandbox = createSandbox();
  sandbox.write(small);
  await sandbox.mlx("apply", "--yes");
  await sandbox.mlx("run", "experiment/fit");
  const text = sandbox.read("mlx.yaml").replace("  fit: {", "  fit-all: {");
  sandbox.write({ "mlx.yaml": text });
  expect((await sandbox.mlx("plan")).stdout).toContain("moved:");
  sandbox.write({ "mlx.yaml": `${text}moved: [ { from: experiment/fit, to: experiment/fit-all } ]\n` });
  const { stdout } = await sandbox.mlx("plan");
  expect(stdout).toContain("» experiment/fit-all (from experiment/fit)");
  expect((await sandbox.mlx("apply", "--yes")).code).toBe(0);
  expect((await sandbox.mlx("plan", "--detailed-exitcode")).code).toBe(0);
});

test("each environment has a state of its own, and a plan after its apply is empty", async () => {
  const sandbox = createSandbox();
  sandbox.write({
    ...small,
    "mlx.yaml": `${small["mlx.yaml"]}environments:
  dev: { default: true }
  prod: { instances: { small: { tasks: { train: { parameters: { depth: 9 } } } } } }
`,
  });
  expect((await sandbox.mlx("apply", "--yes")).code).toBe(0);
  expect((await sandbox.mlx("plan", "--env", "prod", "--detailed-exitcode")).code).toBe(2);
  expect((await sandbox.mlx("apply", "--env", "prod", "--yes")).code).toBe(0);
  for (const env of ["dev", "prod"])
    expect((await sandbox.mlx("plan", "--env", env, "--detailed-exitcode")).code).toBe(0);
});

test("a store of a newer mlx, and a damaged one, are left alone and explained", async () => {
  const sandbox = createSandbox();
  sandbox.write(small);
  await sandbox.mlx("apply", "--yes");
  const whole = readFileSync(sandbox.path(".mlx/mlx.db"));
  const newer = Buffer.from(whole);
  newer.writeUInt32BE(9999, 60); // user_version in the header of an SQLite file
  writeFileSync(sandbox.path(".mlx/mlx.db"), newer);
  const refused = await sandbox.mlx("plan");
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining("MLX5001")]);
  writeFileSync(sandbox.path(".mlx/mlx.db"), "this is not a database, whatever its name says".repeat(100));
  const corrupt = await sandbox.mlx("plan");
  expect([corrupt.code, corrupt.stderr]).toEqual([1, expect.stringContaining("MLX5002")]);
  expect(sandbox.read(".mlx/mlx.db")).toMatch(/^this is not a database/);
  writeFileSync(sandbox.path(".mlx/mlx.db"), whole);
  await until(
    "the store is whole again",
    async () => (await sandbox.mlx("plan", "--detailed-exitcode")).code === 0,
  );
});
