import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { timestamp } from "@mlx/core";
import { expect, test } from "vitest";
import { applyPlan, planChanges, readLogs, startRun } from "../src/index.ts";
import { createFolder, openIn, smallProject, value } from "./project-folder.ts";

test("of a run that has ended, a log that is gone was removed", async () => {
  const { root, path } = createFolder(smallProject);
  const project = await openIn(root);
  const { plan } = value(await planChanges(project, {}));
  value(await applyPlan(project, { plan, command: "apply" }));
  const { run } = value(await startRun(project, { target: "instance/small", task: "train", parameters: {} }));
  const { store, clock, worker } = await project.adapters();
  const at = timestamp(clock.now());
  const read = async () => {
    const signal = AbortSignal.timeout(60_000);
    const lines = await readLogs(project, { run: run.id, follow: false, signal });
    return lines.ok ? await Array.fromAsync(lines.value) : lines.failure.summary;
  };
  expect(await read()).toBe(`run ${run.id.slice(0, 8)} has not started, so it has no log`);
  const claimed = await store.runs.claim(run.id, { worker, at, ttlSeconds: 60 });
  const fence = { runId: run.id, epoch: claimed?.epoch ?? 0 };
  await store.runs.putAttempt(fence, { ...fence, number: 1, executor: "process", startedAt: at });
  const folder = path(`.mlx/runs/${run.id}/attempts/1`);
  mkdirSync(`${folder}/logs`, { recursive: true });
  writeFileSync(`${folder}/job.json`, "{}");
  writeFileSync(
    `${folder}/exit.json`,
    JSON.stringify({ version: 1, exitCode: 1, signal: null, oomKilled: false, startedAt: at, endedAt: at }),
  );
  const status = { state: "FAILED", reason: "NON_ZERO_EXIT" } as const;
  await store.runs.transition(fence, { ...status, message: "no" }, { at, actor: "tester" });
  expect(await read()).toEqual([]);
  rmSync(`${folder}/logs`, { recursive: true });
  expect(await read()).toBe(`the log of attempt 1 of run ${run.id.slice(0, 8)} was removed`);
});
