import { expect, test } from "vitest";
import { project, writesModel } from "./fixtures/project.ts";
import { createSandbox, until } from "./sandbox.ts";

test("watch plans on save, keeps the last good state, applies what is safe, and never loops", async () => {
  const sandbox = createSandbox();
  sandbox.write(project(writesModel("1")));
  const watching = sandbox.start("watch", "--apply");
  const count = (text: string) => watching.output().split(text).length - 1;
  await until(
    "the first plan was applied",
    () => /appl(y|ied)/i.test(watching.output()) && count("experiment/fit") > 0,
  );
  await until("the store has it", async () => (await sandbox.mlx("plan", "--detailed-exitcode")).code === 0);

  const good = sandbox.read("mlx.yaml");
  sandbox.write({ "mlx.yaml": `${good}oops: [` });
  await until("the error is shown", () => /mlx\.yaml:\d+:\d+/.test(watching.output()));

  sandbox.write({ "mlx.yaml": good.replace("depth: 3", "depth: 4") });
  await until("the change is shown", () => watching.output().includes("depth: 3 → 4"));
  await until("it was applied", async () => (await sandbox.mlx("plan", "--detailed-exitcode")).code === 0);

  const before = watching.output().length;
  for (let n = 0; n < 3; n += 1) {
    sandbox.write({ "out/result.txt": String(n), "mlx.yaml": sandbox.read("mlx.yaml") });
    await new Promise((wake) => setTimeout(wake, 600));
  }
  expect(watching.output().slice(before)).not.toMatch(/~ |\+ |Appl/);

  sandbox.write({ "mlx.yaml": sandbox.read("mlx.yaml").replace(/ {2}predict:.*\n/, "") });
  await until("the deletion is shown", () => watching.output().includes("- experiment/predict"));
  await new Promise((wake) => setTimeout(wake, 1000));
  expect((await sandbox.mlx("plan", "--detailed-exitcode")).code).toBe(2);
  watching.child.kill("SIGINT");
  expect((await watching.finished).code).not.toBeNull();
});
