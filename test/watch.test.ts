import { expect, test } from "vitest";
import { project, writesModel } from "./fixtures/project.ts";
import { createSandbox, type Sandbox, until } from "./sandbox.ts";

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
    await planNothing(sandbox);
  }
  sandbox.write({ "mlx.yaml": sandbox.read("mlx.yaml").replace(/ {2}predict:.*\n/, "") });
  await until("it is told that the deletion waits", () =>
    watching.output().includes("`mlx apply` asks first"),
  );
  const told = watching.output().slice(before);
  expect(told).toContain("- experiment/predict");
  expect(told.match(/^\S+ (changed|planned|Applied)/gm)).toEqual([
    expect.stringContaining("changed"),
    expect.stringContaining("planned"),
  ]);
  watching.child.kill("SIGINT");
  expect(await watching.finished).toMatchObject({ code: 0, signal: null });
  expect((await sandbox.mlx("plan", "--detailed-exitcode")).code).toBe(2);
});

test("watch into a file of the project is no loop", async () => {
  const sandbox = createSandbox();
  sandbox.write(project(writesModel("1")));
  expect((await sandbox.mlx("apply", "--yes")).code).toBe(0);
  const watching = sandbox.start("watch");
  watching.child.stdout?.on("data", () => sandbox.write({ "w.log": watching.output() }));
  const told = () =>
    watching
      .output()
      .split("\n")
      .filter((line) => /^\d\d:\d\d:\d\d /.test(line));
  await until("the first plan is there", () => watching.output().includes("No changes"));
  await planNothing(sandbox);
  sandbox.write({ "mlx.yaml": sandbox.read("mlx.yaml").replace("depth: 3", "depth: 4") });
  await until("the change is told", () => watching.output().includes("depth: 3 → 4"));
  watching.child.kill("SIGINT");
  expect((await watching.finished).code).toBe(0);
  expect(told().map((line) => line.split(" ")[1])).toEqual(["watching", "No", "changed:", "planned"]);
});

/** Nothing is to be done, however often one asks; meanwhile a watch that had something to tell would tell it. */
async function planNothing(sandbox: Sandbox): Promise<void> {
  for (let n = 0; n < 5; n += 1) expect((await sandbox.mlx("plan", "--detailed-exitcode")).code).toBe(0);
}
