import type { Plan } from "@mlx/core";
import { expect, test } from "vitest";
import { applyPlan, checkPlan, planChanges, readPlanFile, writePlanFile } from "../src/index.ts";
import type { Project } from "../src/project.ts";
import { createFolder, openIn, smallProject, value } from "./project-folder.ts";

async function planNow(project: Project): Promise<Plan> {
  project.reload();
  return value(await planChanges(project, {})).plan;
}

async function applyNow(project: Project): Promise<void> {
  value(await applyPlan(project, { plan: await planNow(project), command: "apply" }));
}

const stale = { ok: false, failure: { code: "MLX3001", category: "plan-stale" } };

test("a saved plan without changes is refused once the store has moved, or is another", async () => {
  const folder = createFolder(smallProject);
  const project = await openIn(folder.root);
  await applyNow(project);
  value(await writePlanFile(folder.path("plan.json"), await planNow(project)));
  const plan = value(await readPlanFile(folder.path("plan.json")));
  expect(plan.changes).toEqual([]);
  expect(await checkPlan(project, { plan })).toEqual({ ok: true, value: undefined });

  const elsewhere = await openIn(folder.root, { store: folder.path("elsewhere.db") });
  expect(await checkPlan(elsewhere, { plan })).toMatchObject(stale);

  folder.write({ "numbers.csv": "x,y\n1,3\n" });
  await applyNow(project);
  expect(await checkPlan(project, { plan })).toMatchObject({
    ...stale,
    failure: { summary: "the plan is stale: it was made at serial 1 of the store, which is at 2 by now" },
  });
});

test("a configuration with errors is called that, not another project", async () => {
  const folder = createFolder(smallProject);
  const project = await openIn(folder.root);
  const plan = await planNow(project);
  for (const text of ["project: [", `${smallProject["mlx.yaml"]}oops: 1\n`]) {
    folder.write({ "mlx.yaml": text });
    project.reload();
    const invalid = { ok: false, failure: { code: "MLX8002", category: "configuration-invalid" } };
    expect(await applyPlan(project, { plan, command: "apply" })).toMatchObject(invalid);
    expect(await checkPlan(project, { plan })).toMatchObject(invalid);
  }
});

test("a plan of another project is called that", async () => {
  const folder = createFolder(smallProject);
  const project = await openIn(folder.root);
  const plan = await planNow(project);
  folder.write({ "mlx.yaml": smallProject["mlx.yaml"].replace("project: small", "project: other") });
  project.reload();
  expect(await checkPlan(project, { plan })).toMatchObject({
    ok: false,
    failure: {
      code: "MLX8007",
      summary: "the plan is a plan of project small, and this is project other",
    },
  });
});

test("a blocked plan says what an apply of it would fail with", async () => {
  const folder = createFolder({
    ...smallProject,
    "mlx.yaml": smallProject["mlx.yaml"].replace(
      "./numbers.csv }",
      "./numbers.csv, lifecycle: { protect: true } }",
    ),
  });
  const project = await openIn(folder.root);
  await applyNow(project);
  const { plan, blocked } = value(await planChanges(project, { destroy: true }));
  const applied = await applyPlan(project, { plan, command: "destroy" });
  expect(blocked).toMatchObject({ code: "MLX3002", category: "blocked" });
  expect(applied).toEqual({ ok: false, failure: blocked });
});
