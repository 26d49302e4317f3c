import { expect, test } from "vitest";
import { applyPlan, changeRuns, countRuns, listRuns, planChanges, startRun } from "../src/index.ts";
import { createFolder, openIn, smallProject, value } from "./project-folder.ts";

test("a cancel of many stops each, told in the order that they were given", async () => {
  const project = await openIn(createFolder(smallProject).root);
  const { plan } = value(await planChanges(project, {}));
  value(await applyPlan(project, { plan, command: "apply" }));
  const ids: string[] = [];
  for (let number = 0; number < 3; number += 1) {
    const target = { target: "instance/small", task: "train", parameters: {} } as const;
    ids.push(value(await startRun(project, target)).run.id);
  }
  const { runs, refused } = value(await changeRuns(project, { change: "cancel", runs: ids }));
  expect(runs.map(({ id, status }) => [id, status.state])).toEqual(ids.map((id) => [id, "ABORTED"]));
  expect(refused).toEqual([]);
  expect(value(await listRuns(project, { limit: 2 }))).toHaveLength(2);
  expect(value(await countRuns(project, {}))).toBe(3);
  expect(value(await countRuns(project, { states: ["PENDING"] }))).toBe(0);
});
