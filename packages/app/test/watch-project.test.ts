import { rmSync, symlinkSync, writeFileSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { applyPlan, planChanges, type WatchEvent, watchProject } from "../src/index.ts";
import { createFolder, type Folder, openIn, smallProject, value } from "./project-folder.ts";
import { until } from "./until.ts";

/** Watches until the test is over, or `stop`. */
async function watch(cwd: string, { apply = false } = {}) {
  const project = await openIn(cwd);
  const controller = new AbortController();
  const events: WatchEvent[] = [];
  const onEvent = (event: WatchEvent) => events.push(event);
  const ended = watchProject(project, { apply, signal: controller.signal, onEvent });
  const stop = async () => {
    controller.abort();
    value(await ended);
  };
  onTestFinished(stop);
  const seen = (type: WatchEvent["type"]) => events.filter((event) => event.type === type).length;
  /** Until there were so many events of the type. */
  const reach = (type: WatchEvent["type"], count: number) =>
    until(`there were ${count} events "${type}": ${JSON.stringify(events)}`, () => seen(type) >= count);
  const types = () => events.map(({ type }) => type);
  const last = () => events.at(-1);
  await until("the first plan is there", () => events.length >= 2);
  return { events, types, last, reach, stop };
}

/** What the newest plan changes. */
function changesOf(event: WatchEvent | undefined): readonly string[] {
  return event?.type === "planned"
    ? event.plan.changes.map(({ action, address }) => `${action} ${address}`)
    : [];
}

async function apply(folder: Folder): Promise<void> {
  const project = await openIn(folder.root);
  const { plan } = value(await planChanges(project, {}));
  value(await applyPlan(project, { plan, command: "apply" }));
}

const withDepth = (depth: number) => ({
  "mlx.yaml": smallProject["mlx.yaml"].replace("depth: 3", `depth: ${depth}`),
});

test("a configuration that was broken at first is planned once it is mended", async () => {
  const folder = createFolder({ ...smallProject, "mlx.yaml": "project: [" });
  const watching = await watch(folder.root);
  expect(watching.types()).toEqual(["watching", "invalid"]);
  folder.write(smallProject);
  await watching.reach("planned", 1);
  expect(watching.types()).toEqual(["watching", "invalid", "changed", "planned"]);
  expect(changesOf(watching.last())).toHaveLength(3);
});

test("what changes nothing is not told, so that a file which the events are written to is no loop", async () => {
  const folder = createFolder(smallProject);
  await apply(folder);
  const watching = await watch(folder.root);
  // With quiet between them that makes each a batch of its own.
  for (let n = 0; n < 3; n += 1) {
    folder.write({ "w.log": `line ${n}`, "mlx.yaml": `# ${n}\n${smallProject["mlx.yaml"]}` });
    await new Promise((wake) => setTimeout(wake, 500));
  }
  folder.write(withDepth(4));
  await watching.reach("planned", 2);
  expect(watching.types()).toEqual(["watching", "planned", "changed", "planned"]);
  expect(changesOf(watching.last())).toEqual(["update instance/small"]);
});

test("the same findings are told once", async () => {
  const folder = createFolder(smallProject);
  const watching = await watch(folder.root);
  folder.write({ "mlx.yaml": "project: [" });
  await watching.reach("invalid", 1);
  folder.write({ "w.log": "the findings" });
  await new Promise((wake) => setTimeout(wake, 500));
  folder.write(smallProject);
  await watching.reach("planned", 2);
  expect(watching.types()).toEqual(["watching", "planned", "changed", "invalid", "changed", "planned"]);
});

test("what is safe is applied, and an apply is no change of its own", async () => {
  const folder = createFolder(smallProject);
  const watching = await watch(folder.root, { apply: true });
  await watching.reach("applied", 1);
  folder.write(withDepth(4));
  await watching.reach("applied", 2);
  await watching.stop();
  expect(watching.types()).toEqual(["watching", "planned", "applied", "changed", "planned", "applied"]);
});

test("data and sources are watched where they lie: outside, behind a link, and where git ignores them", async () => {
  const outside = createFolder({ "data/a.csv": "x\n1\n", "linked/b.csv": "x\n1\n", "recipe/train.py": "1" });
  const folder = createFolder({
    "mlx.yaml": `project: small
datasets:
  away: { path: "${outside.root}/data/*.csv" }
  linked: { path: ./linked, format: csv }
  ignored: { path: ./data/c.csv }
recipes:
  plain: { type: Python, source: "${outside.path("recipe")}" }
`,
    "data/c.csv": "x\n1\n",
    "data/other.csv": "x\n1\n",
    ".gitignore": "/data/\n",
    ".git/HEAD": "",
  });
  symlinkSync(outside.path("linked"), folder.path("linked"));
  await apply(folder);
  const watching = await watch(folder.root);
  const written = [
    [outside, "data/a.csv", "update dataset/away"],
    [outside, "data/new.csv", "update dataset/away"],
    [outside, "linked/b.csv", "update dataset/linked"],
    [folder, "data/c.csv", "update dataset/ignored"],
    [outside, "recipe/train.py", "update recipe/plain"],
  ] as const;
  for (const [index, [where, file, change]] of written.entries()) {
    where.write({ [file]: `x\n${index + 2}\n` });
    await watching.reach("planned", index + 2);
    expect(changesOf(watching.last())).toContain(change);
  }
});

test("a file that an expression reads is watched, and so is a dataset that is declared later", async () => {
  const outside = createFolder({ "late.csv": "x\n1\n" });
  const described = (more = "") =>
    `project: small\ndatasets:\n  numbers: { path: ./numbers.csv, description: "\${file('.notes')}" }\n${more}`;
  const folder = createFolder({ "mlx.yaml": described(), "numbers.csv": "x\n1\n", ".notes": "one" });
  await apply(folder);
  const watching = await watch(folder.root);
  folder.write({ ".notes": "two" });
  await watching.reach("planned", 2);
  expect(changesOf(watching.last())).toEqual(["update dataset/numbers"]);
  folder.write({ "mlx.yaml": described(`  late: { path: "${outside.path("late.csv")}" }\n`) });
  await watching.reach("planned", 3);
  outside.write({ "late.csv": "x\n2\n" });
  await watching.reach("planned", 4);
  expect(changesOf(watching.last())).toContain("create dataset/late");
});

test("what cannot be watched is told, and the rest is watched on", async () => {
  const folder = createFolder({
    ...smallProject,
    "mlx.yaml": smallProject["mlx.yaml"].replace(
      "recipes:",
      `  long: { path: "../${"x".repeat(300)}/a.csv" }\nrecipes:`,
    ),
  });
  const watching = await watch(folder.root);
  await watching.reach("unwatched", 1);
  folder.write(smallProject);
  await watching.reach("planned", 1);
});

test.each([
  ["the folder above a project of a monorepo", "mono/.git", {}],
  ["the one of a worktree", "elsewhere/worktrees/a", { "mono/.git": "gitdir: ../elsewhere/worktrees/a\n" }],
])("while git is at work nothing is planned: its folder is %s", async (_, git, files) => {
  const folder = createFolder({
    ...files,
    [`${git}/HEAD`]: "",
    ...Object.fromEntries(Object.entries(smallProject).map(([name, text]) => [`mono/team/${name}`, text])),
  });
  const watching = await watch(folder.path("mono/team"));
  writeFileSync(folder.path(`${git}/index.lock`), "");
  folder.write({ "mono/team/mlx.yaml": withDepth(4)["mlx.yaml"] });
  await watching.reach("paused", 1);
  expect(watching.types()).toEqual(["watching", "planned", "paused"]);
  rmSync(folder.path(`${git}/index.lock`));
  await watching.reach("planned", 2);
});
