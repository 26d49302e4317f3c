import type { Attempt, ChainStep, Run, RunRecord, RunStatus, TaskName } from "@mlx/core";
import { expect, test } from "vitest";
import { tasksOf } from "./run-status.ts";

// Only what a status is made of.
function recordOf(
  status: RunStatus,
  more: Partial<Run> = {},
  attempts: readonly Partial<Attempt>[] = [],
): RunRecord {
  const run = { id: "r", task: "train", status, attempt: attempts.length, ...more };
  return { run, attempts, metrics: [], outputs: [] } as unknown as RunRecord;
}

const step = (task: TaskName) => ({ task, spec: {} }) as ChainStep;
const chain = [step("preprocess"), step("train"), step("score")];

test.each<[RunStatus, object]>([
  [
    { state: "PENDING", reason: "WAITING_SLOT", message: "cpus: wants 4, 1 of 8 is free" },
    { state: "PENDING", message: "WAITING_SLOT: cpus: wants 4, 1 of 8 is free" },
  ],
  [
    { state: "RUNNING", phase: "EXECUTING" },
    { state: "RUNNING", message: "EXECUTING" },
  ],
  [
    { state: "RETRY", reason: "OOM_KILLED", message: "8 MiB", nextAttemptAt: "2026-01-01T00:00:00.000Z" },
    { state: "RETRY", message: "OOM_KILLED: 8 MiB" },
  ],
  [{ state: "DONE", reason: "OK" }, { state: "DONE" }],
  [
    { state: "FAILED", reason: "NON_ZERO_EXIT", message: "exit code 1" },
    { state: "FAILED", message: "NON_ZERO_EXIT: exit code 1" },
  ],
  [
    { state: "ABORTED", reason: "REPLACED" },
    { state: "ABORTED", message: "REPLACED" },
  ],
])("a run of one task is told as it stands: %j", (status, told) => {
  const times = { startedAt: "2026-01-01T00:00:00.000Z", endedAt: "2026-01-01T00:01:00.000Z" };
  expect(tasksOf(recordOf(status, times))).toEqual([
    { name: "train", ...told, started: times.startedAt, ended: times.endedAt },
  ]);
});

const done: Partial<Attempt> = {
  ...{ number: 1, step: 0, left: { outputs: {} } },
  ...{ startedAt: "2026-01-01T00:00:00.000Z", endedAt: "2026-01-01T00:00:09.000Z" },
};
const trying: Partial<Attempt> = { number: 2, step: 1, startedAt: "2026-01-01T00:00:10.000Z" };
const failed: Partial<Attempt> = { ...trying, outcome: { reason: "NON_ZERO_EXIT", message: "exit code 1" } };

test.each<[string, RunStatus, readonly Partial<Attempt>[], readonly string[]]>([
  ["waits", { state: "PENDING", reason: "QUEUED" }, [], ["PENDING", "PENDING", "PENDING"]],
  ["runs", { state: "RUNNING", phase: "EXECUTING" }, [done, trying], ["DONE", "RUNNING", "PENDING"]],
  [
    "is tried again",
    { state: "RETRY", reason: "NON_ZERO_EXIT", message: "", nextAttemptAt: "2026-01-01T00:01:00.000Z" },
    [done, failed],
    ["DONE", "RETRY", "PENDING"],
  ],
  [
    "has failed",
    { state: "FAILED", reason: "NON_ZERO_EXIT", message: "exit code 1" },
    [done, failed],
    ["DONE", "FAILED", "ABORTED"],
  ],
  [
    "was cancelled",
    { state: "ABORTED", reason: "CANCELLED" },
    [done, trying],
    ["DONE", "ABORTED", "ABORTED"],
  ],
])("each task of a chain that %s has a state of its own", (_, status, attempts, states) => {
  const tasks = tasksOf(recordOf(status, { chain }, attempts));
  expect(tasks.map(({ name }) => name)).toEqual(["preprocess", "train", "score"]);
  expect(tasks.map(({ state }) => state)).toEqual(states);
});

test("what a task of a chain is told with is its own attempt's", () => {
  const status: RunStatus = { state: "FAILED", reason: "NON_ZERO_EXIT", message: "exit code 1" };
  expect(tasksOf(recordOf(status, { chain }, [done, failed]))).toEqual([
    {
      ...{ name: "preprocess", state: "DONE", attempt: 1 },
      ...{ started: "2026-01-01T00:00:00.000Z", ended: "2026-01-01T00:00:09.000Z" },
    },
    {
      name: "train",
      state: "FAILED",
      message: "exit code 1",
      attempt: 2,
      started: "2026-01-01T00:00:10.000Z",
    },
    { name: "score", state: "ABORTED", message: "an earlier task of the run did not succeed" },
  ]);
});
