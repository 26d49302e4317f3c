import { MlxError } from "@mlx/core";
import { expect, test } from "vitest";
import { cancelRun, createRun, executeRun, retryRun } from "../src/index.ts";
import { createAppliedWorld } from "./applied-world.ts";
import type { FakeProgram } from "./fake-executor.ts";
import { fit, predict, type World } from "./world.ts";

const forever = new AbortController().signal;
const full = new MlxError({ code: "MLX6003", summary: "no space is left" });

async function execute(world: World, target = fit) {
  const { id } = await createRun({ target, parameters: {} }, world.deps);
  return executeRun(id, world.deps, forever);
}

async function retry(world: World, id: string) {
  await retryRun(id, world.deps);
  return executeRun(id, world.deps, forever);
}

/** A training whose program has succeeded, and whose model could not be published. */
async function unpublished(program: FakeProgram = {}) {
  const world = await createAppliedWorld([program, {}]);
  world.published.set("model", full);
  const { run } = await execute(world);
  expect(run.status).toMatchObject({ state: "FAILED", reason: "PUBLISH_FAILED" });
  world.published.set("model", 3);
  return { world, run };
}

test("what could not be published is published again, and its program does not run again", async () => {
  const { world, run } = await unpublished({ outputs: { finalMetrics: { loss: 0.5 } } });
  const next = `\`mlx runs retry ${run.id.slice(0, 8)}\` publishes it`;
  expect(run.status).toMatchObject({ message: expect.stringContaining(next) });
  expect(world.executor.cleaned).toEqual([]);
  await world.advance(60_000);
  const { run: done, attempts, model } = await retry(world, run.id);
  // It ends when it is published, not when its program ended.
  expect(Date.parse(done.endedAt ?? "") - Date.parse(run.endedAt ?? "")).toBeGreaterThanOrEqual(60_000);
  expect(done).toMatchObject({ status: { state: "DONE", reason: "OK" }, attempt: 1 });
  expect(attempts).toMatchObject([{ number: 1, outcome: { reason: "OK" } }]);
  expect(model).toBe("model/small@v1");
  expect((await world.store.models.latest("small"))?.metrics).toEqual({ loss: 0.5 });
  expect(world.executor.submissions.length).toBe(1);
  expect(world.executor.cleaned).toEqual([{ runId: run.id, attempt: 1 }]);
});

test("that may fail again, and be tried again", async () => {
  const { world, run } = await unpublished();
  world.published.set("model", full);
  const failed = await retry(world, run.id);
  expect(failed.run).toMatchObject({ status: { state: "FAILED", reason: "PUBLISH_FAILED" }, attempt: 1 });
  world.published.set("model", 3);
  expect((await retry(world, run.id)).run).toMatchObject({ status: { state: "DONE" }, attempt: 1 });
  expect(world.executor.submissions.length).toBe(1);
});

test("where what it left is gone, the program runs again", async () => {
  let isGone = false;
  const outputs = {
    get replacedFolders() {
      return isGone ? ["model"] : [];
    },
  };
  const { world, run } = await unpublished({ outputs });
  isGone = true;
  expect((await retry(world, run.id)).run).toMatchObject({ status: { state: "DONE" }, attempt: 2 });
  expect(world.executor.submissions.length).toBe(2);
});

test("outputs that were refused are not asked for again: the program runs again", async () => {
  const world = await createAppliedWorld();
  world.published.set("model", 0);
  const { run } = await execute(world);
  const message = expect.not.stringContaining("runs retry");
  expect(run.status).toMatchObject({ state: "FAILED", reason: "OUTPUT_INVALID", message });
  world.published.set("model", 1);
  expect((await retry(world, run.id)).run).toMatchObject({ status: { state: "DONE" }, attempt: 2 });
});

test("who dies while it publishes again is followed by one that does", async () => {
  const { world, run } = await unpublished();
  const { promise, resolve } = Promise.withResolvers<number>();
  world.published.set("model", promise);
  await retryRun(run.id, world.deps);
  const leaving = new AbortController();
  const left = executeRun(run.id, world.deps, leaving.signal);
  await expect
    .poll(async () => (await world.store.runs.get(run.id))?.status)
    .toMatchObject({
      phase: "PUBLISHING",
    });
  leaving.abort();
  expect((await left).run.status.state).not.toBe("DONE");
  resolve(3);
  const done = await executeRun(run.id, world.another(2), forever);
  expect(done.run).toMatchObject({ status: { state: "DONE" }, attempt: 1 });
  expect(world.executor.submissions.length).toBe(1);
});

test("one that is cancelled before it is published again is aborted, and may be retried", async () => {
  const { world, run } = await unpublished();
  await retryRun(run.id, world.deps);
  await cancelRun({ run: run.id, force: false }, world.deps);
  expect((await world.store.runs.get(run.id))?.status.state).toBe("ABORTED");
  expect((await retry(world, run.id)).run).toMatchObject({ status: { state: "DONE" }, attempt: 1 });
});

test("its batch has the name that it would have had", async () => {
  const world = await createAppliedWorld();
  await execute(world);
  world.published.set("predictions", full);
  const { run } = await execute(world, predict);
  expect(run.status).toMatchObject({ reason: "PUBLISH_FAILED" });
  world.published.set("predictions", 2);
  const { outputs } = await retry(world, run.id);
  expect(outputs.map(({ path }) => path)).toEqual(world.delivered);
  expect(world.delivered[0]?.endsWith(run.id.slice(0, 8))).toBe(true);
});
