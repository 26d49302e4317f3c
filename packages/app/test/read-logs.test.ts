import { appendFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { timestamp } from "@mlx/core";
import { expect, test } from "vitest";
import { applyPlan, openLogText, type Project, planChanges, readLogs, startRun } from "../src/index.ts";
import { createFolder, openIn, smallProject, value } from "./project-folder.ts";

async function startSmall(project: Project) {
  const { plan } = value(await planChanges(project, {}));
  value(await applyPlan(project, { plan, command: "apply" }));
  return value(await startRun(project, { target: "instance/small", task: "train", parameters: {} })).run;
}

test("of a run that has ended, a log that is gone was removed", async () => {
  const { root, path } = createFolder(smallProject);
  const project = await openIn(root);
  const run = await startSmall(project);
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

test("a log that grows is read on where the last look ended, less the bytes that the reader has", async () => {
  const { root, path } = createFolder(smallProject);
  const project = await openIn(root);
  const run = await startSmall(project);
  const log = value(await openLogText(project, { run: run.id, stream: "stdout", offset: 3 }));
  const more = async () => Buffer.concat(await Array.fromAsync(log.more())).toString();
  expect(await more()).toBe("");
  const { store, clock, worker } = await project.adapters();
  const at = timestamp(clock.now());
  const claimed = await store.runs.claim(run.id, { worker, at, ttlSeconds: 60 });
  const fence = { runId: run.id, epoch: claimed?.epoch ?? 0 };
  await store.runs.putAttempt(fence, { ...fence, number: 1, executor: "process", startedAt: at });
  const folder = path(`.mlx/runs/${run.id}/attempts/1`);
  mkdirSync(`${folder}/logs`, { recursive: true });
  writeFileSync(`${folder}/job.json`, "{}");
  const write = (stream: string, text: string) =>
    appendFileSync(`${folder}/logs/000000000000000.log`, `${at.slice(0, -1)}000000Z ${stream} F ${text}\n`);
  write("stdout", "one");
  expect(await more()).toBe("\n");
  write("stderr", "no");
  write("stdout", "two");
  expect(await more()).toBe("two\n");
  expect(await more()).toBe("");
});
