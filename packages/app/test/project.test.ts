import { expect, test } from "vitest";
import { applyPlan, planChanges, recoverRuns } from "../src/index.ts";
import { createFolder, openIn, smallProject, value } from "./project-folder.ts";

test("a view that throws fails no apply, and is told of afterwards", async () => {
  const { root } = createFolder(smallProject);
  const project = await openIn(root, {
    events: () => {
      throw new RangeError("Invalid time value");
    },
  });
  const { plan } = value(await planChanges(project, {}));
  expect(value(await applyPlan(project, { plan, command: "apply" }))).toMatchObject({ serial: 1 });
  expect(project.eventFailures()).toEqual([new RangeError("Invalid time value")]);
});

test("what could not be opened is tried again once the files are mended", async () => {
  const folder = createFolder({ ...smallProject, "mlx.yaml": "project: [" });
  const project = await openIn(folder.root);
  await expect(project.adapters()).rejects.toMatchObject({ category: "configuration-invalid" });
  folder.write(smallProject);
  project.reload();
  expect((await project.adapters()).store.namespace).toBe("small");
});

test("a store that could not be opened is tried again", async () => {
  const folder = createFolder({
    ...smallProject,
    ".mlx/mlx.db": "this is no database, though long enough to be one",
  });
  const project = await openIn(folder.root);
  await expect(project.adapters()).rejects.toMatchObject({ code: expect.stringMatching(/^MLX50/) });
  const other = await openIn(folder.root, { store: folder.path("other.db") });
  expect((await other.adapters()).store.location).toBe(folder.path("other.db"));
  folder.write({ ".mlx/mlx.db": "" });
  expect((await project.adapters()).store.location).toBe(folder.path(".mlx/mlx.db"));
});

test("another name in the files is another namespace, also in an opened project", async () => {
  const folder = createFolder(smallProject);
  const project = await openIn(folder.root);
  const { plan } = value(await planChanges(project, {}));
  value(await applyPlan(project, { plan, command: "apply" }));
  folder.write({ "mlx.yaml": smallProject["mlx.yaml"].replace("project: small", "project: other") });
  project.reload();
  expect((await project.adapters()).store.namespace).toBe("other");
  expect(value(await planChanges(project, {})).plan.summary).toMatchObject({ create: 3 });
});

test("recovery leaves it to the operation to say why a project cannot be opened", async () => {
  const { root } = createFolder({ "mlx.yaml": "project: [" });
  expect(await recoverRuns(await openIn(root))).toEqual({ ok: true, value: undefined });
});

test.each([
  ["--env", { environment: "nope" }],
  ["MLX_ENV", { processEnv: { PATH: process.env.PATH, MLX_ACTOR: "tester", MLX_ENV: "nope" } }],
])("an environment that is not declared is not the default one: %s", async (by, options) => {
  const { root } = createFolder({
    ...smallProject,
    "mlx.yaml": `${smallProject["mlx.yaml"]}environments:\n  prod: { default: true }\n`,
  });
  await expect((await openIn(root, options)).adapters()).rejects.toMatchObject({
    category: "configuration-invalid",
    diagnostics: [{ code: "MLX1401", summary: `There is no environment \`nope\` (from ${by}).` }],
  });
  expect((await (await openIn(root)).adapters()).store.namespace).toBe("small/prod");
});
