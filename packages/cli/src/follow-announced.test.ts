import { type AnnouncedRun, formatAddress, type Run, type RunRecord } from "@mlx/core";
import { expect, test } from "vitest";
import { createFakeApp, createFakeInterrupts, silentProgress } from "../test/fake-context.ts";
import { planOf, recordOf, runOf } from "../test/values.ts";
import type { App, Project } from "./app.ts";
import { followAnnounced } from "./follow-announced.ts";

const train = runOf({ state: "PENDING", reason: "QUEUED" }, { id: "run-1" });
const score = runOf({ state: "PENDING", reason: "QUEUED" }, { id: "run-2", task: "score" });
const waiting: AnnouncedRun = {
  id: "run-2",
  experiment: formatAddress({ kind: "experiment", name: "forecast-scoring" }),
  because: "first scoring of service/forecast",
  actor: "ada@host",
  at: "2026-01-31T11:00:00.000Z",
  problem: "it waits for the first training",
};

/** A training that ends so, and a scoring that can be made once it was DONE. */
async function apply({
  wait,
  state,
}: {
  readonly wait: boolean;
  readonly state: "DONE" | "FAILED" | "RUNNING";
}) {
  const followed: string[] = [];
  let background = 0;
  const statusOf = {
    DONE: { state: "DONE", reason: "OK" },
    FAILED: { state: "FAILED", reason: "NON_ZERO_EXIT", message: "it exited with 1" },
    RUNNING: { state: "RUNNING", phase: "EXECUTING" },
  } as const;
  const isMade = () => followed.includes("run-1") && state === "DONE";
  const operations: Partial<App> = {
    announcedRuns: async () => ({
      ok: true,
      value: {
        runs: isMade() ? [train, score] : [train],
        waiting: isMade() ? [] : [waiting],
        byDaemon: false,
      },
    }),
    followRun: async (_, { run }): Promise<{ readonly ok: true; readonly value: RunRecord }> => {
      followed.push(run);
      return { ok: true, value: recordOf(statusOf[state], { id: run }) };
    },
    workOnAnnounced: async () => {
      background += 1;
      return { ok: true, value: { made: [], waiting: [], workedOnBy: "workers", left: 0 } };
    },
  };
  const { interrupts } = createFakeInterrupts();
  const result = await followAnnounced(
    { app: createFakeApp(operations), project: {} as Project },
    { plan: planOf(), record: { at: "2026-01-31T11:00:00.000Z" } },
    {
      wait,
      context: { terminal: { openRunProgress: async () => silentProgress }, interrupts },
      watch: () => {},
    },
  );
  if (!result.ok) throw result.failure;
  const ids = (runs: readonly Run[]) => runs.map(({ id }) => id);
  const { left, goingOn } = result.value;
  return {
    followed,
    ids: ids(result.value.followed.map(({ run }) => run)),
    goingOn: ids(goingOn),
    waiting: result.value.waiting.length,
    left,
    background,
  };
}

test("a scoring that can be made once the training has ended is followed too", async () => {
  expect(await apply({ wait: true, state: "DONE" })).toEqual({
    ...{ followed: ["run-1", "run-2"], ids: ["run-1", "run-2"], goingOn: [] },
    ...{ waiting: 0, left: false, background: 0 },
  });
});

test("one that fails leaves what needs it waiting", async () => {
  expect(await apply({ wait: true, state: "FAILED" })).toEqual({
    ...{ followed: ["run-1"], ids: ["run-1"], goingOn: [], waiting: 1, left: false, background: 0 },
  });
});

test("without waiting they go on in the background", async () => {
  expect(await apply({ wait: false, state: "DONE" })).toEqual({
    ...{ followed: [], ids: [], goingOn: ["run-1"], waiting: 1, left: false, background: 1 },
  });
});

test("a person who goes away leaves the rest to the background", async () => {
  expect(await apply({ wait: true, state: "RUNNING" })).toEqual({
    ...{ followed: ["run-1"], ids: ["run-1"], goingOn: [], waiting: 1, left: true, background: 1 },
  });
});
