import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  addInsight,
  addModel,
  applyPlan,
  describeModel,
  planChanges,
  promoteModel,
  readStatus,
  searchRuns,
  startRun,
  traceLineage,
} from "../src/index.ts";
import { createFolder, openIn, smallProject, value } from "./project-folder.ts";

async function openApplied() {
  const { root } = createFolder(smallProject);
  const project = await openIn(root);
  const { plan } = value(await planChanges(project, {}));
  value(await applyPlan(project, { plan, command: "apply" }));
  return { root, project };
}

test("versions from elsewhere: what bears an alias stands in the status, and only tags that are there go", async () => {
  const { root, project } = await openApplied();
  for (const name of ["a", "b", "c"]) {
    const path = join(root, name);
    writeFileSync(path, name);
    value(await addModel(project, { name: "churn", path, metrics: {}, tags: { stage: "pilot" } }));
  }
  value(await promoteModel(project, { ref: "churn@v1", force: false }));
  const { models } = value(await readStatus(project));
  expect(models.map(({ version, aliases }) => [version.version, aliases])).toEqual([
    [3, []],
    [1, ["champion"]],
  ]);
  const untag = (name: string) => describeModel(project, { ref: "churn", tags: {}, untag: [name] });
  expect(await untag("stag")).toMatchObject({
    failure: { code: "MLX7022", summary: 'model/churn@v3 has no tag "stag"', next: ["did you mean stage?"] },
  });
  expect(value(await untag("stage")).tags).toEqual({});
});

test.each(["NaN", "1e400", "-Infinity", ""])("an insight of %j is refused", async (text) => {
  const { project } = await openApplied();
  const context = { modelId: "model/x@v1" };
  expect(await addInsight(project, { context, metrics: { X: text } })).toMatchObject({
    failure: { code: "MLX8029" },
  });
});

test("what follows a page is counted behind its offset, and the last run has a lineage", async () => {
  const { project } = await openApplied();
  const ids: string[] = [];
  for (let made = 0; made < 3; made += 1)
    ids.push(
      value(await startRun(project, { target: "instance/small", task: "train", parameters: {} })).run.id,
    );
  expect(value(await searchRuns(project, { filter: "limit 1 offset 1" }))).toMatchObject({
    total: 3,
    more: 1,
  });
  expect(value(await searchRuns(project, { filter: "offset 9" }))).toMatchObject({ total: 3, more: 0 });
  for (const of of ["last", "run/last"])
    expect(value(await traceLineage(project, { of }))).toMatchObject({ kind: "run" });
  expect(value(await traceLineage(project, { of: "last" })).id).toContain(ids.at(-1));
});
