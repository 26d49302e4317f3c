import { expect, test } from "vitest";
import { createSandbox } from "./sandbox.ts";

const commands = [
  "init",
  "validate",
  "fmt",
  "config",
  "schema",
  "explain",
  "doctor",
  "plan",
  "apply",
  "destroy",
  "history",
  "watch",
  "run",
  "runs",
  "runs list",
  "runs show",
  "runs retry",
  "runs rerun",
  "up",
  "down",
  "schedules",
  "schedules list",
  "schedules next",
  "schedules history",
  "schedules pause",
  "schedules resume",
  "schedules simulate",
  "backfill",
  "notifications",
  "notifications list",
  "notifications show",
  "notifications test",
  "notifications resend",
  "gc",
  "logs",
  "cancel",
  "models",
  "models list",
  "models show",
  "models get",
  "lineage",
  "status",
  "completion",
  "version",
];

test("help lists every command", async () => {
  const { code, stdout } = await createSandbox().mlx("--help");
  expect(code).toBe(0);
  for (const command of commands) expect(stdout).toMatch(new RegExp(`^\\s+${command.split(" ")[0]}\\b`, "m"));
});

test.each(commands)("mlx %s --help shows examples and exit codes", async (command) => {
  const { code, stdout } = await createSandbox().mlx(...command.split(" "), "--help");
  expect(code).toBe(0);
  expect(stdout).toContain(`mlx ${command}`);
  if (stdout.includes("COMMAND --help")) return;
  expect(stdout).toMatch(/Examples/);
  expect(stdout).toMatch(/Exit codes/);
});

test.each([
  ["plan", "--detailed-exitcod"],
  ["pln"],
  ["plan", "extra", "words"],
  ["explain", "MLX0"],
  ["schema", "nothing"],
])("mlx %s %s is refused", async (...args) => {
  const { code, stderr } = await createSandbox({ example: "hello" }).mlx(...args);
  expect(code).toBe(1);
  expect(stderr).not.toBe("");
  expect(stderr).not.toMatch(/at .*\.js:\d+/);
});

test("with --json a failure is a document too", async () => {
  const { stdout, code } = await createSandbox().mlx("plan", "--json");
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    version: 1,
    kind: "error",
    code: "MLX8001",
    next: expect.any(Array),
  });
});

test("schemas are JSON Schema, completions are scripts, doctor names what it looked at", async () => {
  const sandbox = createSandbox({ example: "hello" });
  expect(JSON.parse((await sandbox.mlx("schema")).stdout)).toMatchObject({ type: "object" });
  for (const shell of ["bash", "zsh", "fish"])
    expect((await sandbox.mlx("completion", shell)).stdout).toContain("mlx");
  const doctor = await sandbox.mlx("doctor");
  expect(doctor.code).toBe(0);
  for (const name of ["Node", "Python", "store"]) expect(doctor.stdout).toContain(name);
});

test("a reader that goes away is no error", async () => {
  const sandbox = createSandbox();
  const running = sandbox.start("schema");
  running.child.stdout?.destroy();
  const { stderr } = await running.finished;
  expect(stderr).toBe("");
});

test.each([
  ["status"],
  ["run", "experiment/nothing"],
  ["runs"],
  ["cancel", "last"],
  ["schedules", "pause", "nothing"],
  ["backfill", "nothing", "--from", "2026-01-01", "--to", "2026-01-02"],
  ["down"],
  ["destroy", "--yes"],
])("mlx %s in an environment that is not declared is refused", async (...args) => {
  const sandbox = createSandbox();
  sandbox.write({ "mlx.yaml": "project: small\nenvironments:\n  prod: {}\n" });
  const { code, stderr } = await sandbox.mlx(...args, "--env", "prud");
  expect([code, stderr]).toEqual([3, expect.stringContaining("MLX1401")]);
  expect(stderr).toContain("Did you mean `prod`?");
});
