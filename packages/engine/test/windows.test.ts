import type { RunRecord } from "@mlx/core";
import { expect, test } from "vitest";
import { createRun, executeRun, prepareRun } from "../src/index.ts";
import { createAppliedWorld } from "./applied-world.ts";
import { desiredState, fit, type World } from "./world.ts";

const forever = new AbortController().signal;
const hour = 3_600_000;
const at = (milliseconds: number) => new Date(milliseconds).toISOString();

async function worldOf(
  rows: (now: number) => readonly number[],
  desired: Parameters<typeof desiredState>[0],
) {
  const world = await createAppliedWorld([], desiredState(desired));
  world.data.set("numbers.csv", rows(world.clock.now()).map(at).join("\n"));
  return world;
}

async function run(world: World): Promise<RunRecord> {
  const made = await createRun({ target: fit, parameters: {} }, world.deps);
  return executeRun(made.id, world.deps, forever);
}

test("a run with a timeframe reads what lies in it: its end inside, its start outside", async () => {
  const rows = (now: number) => [now - 2 * hour, now - hour, now - hour + 1, now, now + 1];
  const world = await worldOf(rows, { timeframe: { minutes: 60, onEmpty: "fail" } });
  const { run: ended, attempts } = await run(world);
  const end = ended.createdAt;
  const window = { start: at(Date.parse(end) - hour), end };
  expect([ended.status.state, attempts[0]?.staged?.train]).toEqual([
    "DONE",
    { fingerprint: expect.stringMatching(/^sha256:/), files: 0, window, rows: 2 },
  ]);
  expect(world.executor.submissions[0]?.window).toEqual(window);
});

test("a timeframe of millennia begins where times do", async () => {
  const world = await worldOf((now) => [now], { timeframe: { minutes: 1e12, onEmpty: "fail" } });
  const { run: ended, attempts } = await run(world);
  expect([ended.status.state, attempts[0]?.staged?.train?.window?.start]).toEqual([
    "DONE",
    "1678-01-01T00:00:00.000Z",
  ]);
});

test("its window ends at the time that it is for", async () => {
  const world = await worldOf(() => [Date.parse("2025-12-31T12:00:00Z")], {
    timeframe: { minutes: 1440, onEmpty: "fail" },
  });
  const prepared = await prepareRun({ target: fit, parameters: {} }, world.deps);
  const scheduledAt = "2026-01-01T00:00:00.000Z";
  const id = world.deps.ids.uuid();
  await world.store.runs.create({ ...prepared, id, trigger: "backfill", scheduledAt }, at(world.clock.now()));
  const { attempts } = await executeRun(id, world.deps, forever);
  expect(attempts[0]?.staged?.train).toMatchObject({
    window: { start: "2025-12-31T00:00:00.000Z", end: scheduledAt },
    rows: 1,
  });
});

test("a model that was trained on a window does not get stale by the window moving on", async () => {
  const world = await worldOf((now) => [now], { timeframe: { minutes: 60, onEmpty: "fail" } });
  const { run: ended } = await run(world);
  const origin = (await world.store.models.latest("small"))?.origin;
  expect(origin?.type === "run" && origin.inputs.datasets).toEqual(ended.spec.trainingInputs.datasets);
});

test("an empty window fails the run, with what can be done", async () => {
  const world = await worldOf(() => [0], { timeframe: { minutes: 60, onEmpty: "fail" } });
  const { run: ended } = await run(world);
  expect(ended.status).toEqual({
    state: "FAILED",
    reason: "INPUT_UNAVAILABLE",
    message: expect.stringMatching(
      /^the run has nothing to read: no rows in dataset\/numbers after .* until .*\n/,
    ),
  });
  expect(world.executor.submissions).toEqual([]);
});

test("or it passes, where that is wanted, and its program is not started", async () => {
  const world = await worldOf(() => [0], { timeframe: { minutes: 60, onEmpty: "pass" } });
  const { run: ended, model, attempts } = await run(world);
  const window = attempts[0]?.staged?.train?.window;
  const message = `no rows in dataset/numbers after ${window?.start} until ${window?.end}`;
  expect([ended.status, model]).toEqual([{ state: "DONE", reason: "OK_WITH_WARNINGS", message }, undefined]);
  expect(world.executor.submissions).toEqual([]);
});

test("a step of a chain whose window is empty is skipped with what would load its model", async () => {
  const step = { inputs: {}, passes: [], cache: false } as const;
  const chain = [
    { ...step, task: "train" },
    { ...step, task: "score" },
  ] as const;
  const world = await worldOf(() => [0], { timeframe: { minutes: 60, onEmpty: "pass" }, chain });
  const { run: ended, attempts, outputs } = await run(world);
  const window = attempts[0]?.staged?.train?.window;
  const none = `no rows in dataset/numbers after ${window?.start} until ${window?.end}`;
  expect(ended.status).toEqual({ state: "DONE", reason: "OK_WITH_WARNINGS", message: `train: ${none}` });
  expect([attempts.map(({ left }) => left?.skipped), outputs]).toEqual([[none, "train was skipped"], []]);
});
