import { defaultRunTimeouts, isTerminal, type RunStatus, type RunStore } from "@mlx/core";
import { expect, test } from "vitest";
import { createRun, executeRun, type RunDeps, recoverRuns, retryRun } from "../src/index.ts";
import { createAppliedWorld } from "./applied-world.ts";
import type { FakeProgram } from "./fake-executor.ts";
import { desiredState, fit, type World } from "./world.ts";

const forever = new AbortController().signal;

/**
 * A process that is killed at its nth write to a run: that write and all later ones never happen,
 * and neither does anything else that it still tries.
 */
function dyingAt(world: World, pid: number, writes: number): { deps: RunDeps; died: () => boolean } {
  let left = writes;
  const guard =
    <Args extends unknown[], T>(act: (...args: Args) => Promise<T>) =>
    (...args: Args): Promise<T> => {
      if (left <= 0) return Promise.reject(new TypeError("killed"));
      left -= 1;
      return left <= 0 ? Promise.reject(new TypeError("killed")) : act(...args);
    };
  const afterDeath =
    <Args extends unknown[], T>(act: (...args: Args) => Promise<T>) =>
    (...args: Args): Promise<T> =>
      left <= 0 ? Promise.reject(new TypeError("killed")) : act(...args);
  const deps = world.another(pid);
  const { runs } = deps.store;
  const dying: RunStore = {
    ...runs,
    claim: guard(runs.claim),
    putAttempt: guard(runs.putAttempt),
    transition: guard(runs.transition),
    appendMetrics: guard(runs.appendMetrics),
    appendEvent: guard(runs.appendEvent),
    end: guard(runs.end),
    putCachedStep: guard(runs.putCachedStep),
    reopen: guard(runs.reopen),
    release: afterDeath(runs.release),
    heartbeat: afterDeath(runs.heartbeat),
  };
  return {
    deps: {
      ...deps,
      emit: () => {},
      store: { ...deps.store, runs: dying },
      executors: {
        ...deps.executors,
        process: {
          ...deps.executors.process,
          submit: afterDeath(deps.executors.process.submit),
          stop: afterDeath(deps.executors.process.stop),
          cleanup: afterDeath(deps.executors.process.cleanup),
        },
      },
      artifacts: { ...deps.artifacts, deliver: afterDeath(deps.artifacts.deliver) },
    },
    died: () => left <= 0,
  };
}

/** Commands that a user types one after the other, until the run has ended. */
async function recoverToTheEnd(world: World, runId: string): Promise<void> {
  for (let command = 2; command < 12; command += 1) {
    await world.advance(60_000);
    const deps = world.another(command);
    const startWorker = async (id: string) => {
      await executeRun(id, world.another(command + 100), forever);
    };
    await recoverRuns({ ...deps, startWorker }, forever);
    const run = await world.store.runs.get(runId);
    if (run !== undefined && isTerminal(run.status.state)) return;
  }
  expect.fail("the run never ended");
}

interface Case {
  readonly programs: readonly FakeProgram[];
  readonly desired?: Parameters<typeof desiredState>[0];
  /** It has failed before, and somebody has it tried again: that write is the first to be killed at. */
  readonly reopened?: true;
  readonly status: Partial<RunStatus>;
  readonly attempts: number;
  /** Where not every attempt runs a program. */
  readonly submissions?: number;
}

const step = { inputs: {}, passes: [], cache: false } as const;
const chain = [
  { ...step, task: "preprocess", passes: ["clean"], cache: true },
  { ...step, task: "train", inputs: { train: { task: "preprocess", output: "clean" } } },
  { ...step, task: "evaluate", when: { metric: "loss", op: "<", value: 1 } },
  { ...step, task: "score" },
] as const;

test.each<[string, Case]>([
  [
    "that succeeds",
    {
      programs: [{ metrics: [{ name: "loss", value: 1, step: 0, at: 1 }] }],
      status: { state: "DONE", reason: "OK" },
      attempts: 1,
    },
  ],
  [
    "that fails once and is tried again",
    {
      programs: [{ exit: { exitCode: 75 } }, {}],
      desired: { maxRetries: 1 },
      status: { state: "DONE", reason: "OK" },
      attempts: 2,
    },
  ],
  [
    "that fails for good",
    {
      programs: [{ exit: { exitCode: 3 } }],
      status: { state: "FAILED", reason: "NON_ZERO_EXIT" },
      attempts: 1,
    },
  ],
  [
    "whose retries are used up",
    {
      programs: [{ exit: { exitCode: 3 } }, { exit: { exitCode: 3 } }],
      desired: { maxRetries: 1 },
      status: { state: "FAILED", reason: "NON_ZERO_EXIT" },
      attempts: 2,
    },
  ],
  [
    "that is reopened",
    {
      programs: [{ exit: { exitCode: 3 } }, {}],
      reopened: true,
      status: { state: "DONE", reason: "OK" },
      attempts: 2,
    },
  ],
  [
    "of a chain",
    {
      programs: [
        { outputs: { outputFolders: { clean: "clean" } } },
        { metrics: [{ name: "loss", value: 2, step: 0, at: 1 }] },
        {},
      ],
      desired: { chain },
      status: { state: "DONE", reason: "OK" },
      attempts: 4,
      submissions: 3,
    },
  ],
  [
    "of a chain that fails in its middle",
    {
      programs: [{ outputs: { outputFolders: { clean: "clean" } } }, { exit: { exitCode: 3 } }],
      desired: { chain },
      status: { state: "FAILED", reason: "NON_ZERO_EXIT" },
      attempts: 2,
    },
  ],
  [
    "that is stopped for its silence",
    {
      programs: [{ endless: true }],
      desired: { timeouts: { ...defaultRunTimeouts, stallSeconds: 5, onStall: "stop" } },
      status: { state: "FAILED", reason: "TIMED_OUT" },
      attempts: 1,
    },
  ],
  [
    "that does not start in time",
    {
      programs: [{ neverStarts: true }],
      desired: { timeouts: { ...defaultRunTimeouts, startSeconds: 5 } },
      status: { state: "FAILED", reason: "START_FAILED" },
      attempts: 1,
    },
  ],
])("a run %s ends the same, whichever write its mlx is killed at", async (_, given) => {
  let killed = 0;
  for (let write = 1; ; write += 1) {
    const world = await createAppliedWorld(given.programs, desiredState(given.desired));
    world.published.set("clean", 1);
    const run = await createRun({ target: fit, parameters: {} }, world.deps);
    const { deps, died } = dyingAt(world, 66, write);
    if (given.reopened) {
      await executeRun(run.id, world.deps, forever);
      await retryRun(run.id, deps).catch(() => undefined);
      // Who asked for it does so again, when he sees that nothing came of it.
      if ((await world.store.runs.get(run.id))?.status.state === "FAILED")
        await retryRun(run.id, world.another(67));
    }
    await executeRun(run.id, deps, forever).catch(() => undefined);
    if (!died()) break;
    killed += 1;
    world.kill(66);
    await recoverToTheEnd(world, run.id);
    const record = await world.store.runs.record(run.id);
    const status = record?.run.status;
    expect([write, status, record?.attempts.length, world.executor.submissions.length]).toEqual([
      write,
      expect.objectContaining(given.status),
      given.attempts,
      given.submissions ?? given.attempts,
    ]);
    const steps = (await world.store.runs.events(run.id)).filter(({ type }) => type === "step");
    const ended = record?.attempts.filter(({ left }) => left !== undefined) ?? [];
    expect(steps.map(({ data }) => data?.attempt)).toEqual(ended.map(({ number }) => number));
    const told = (await world.store.runs.events(run.id)).filter((it) => it.reason === "RETRIES_EXHAUSTED");
    expect(told.length).toBeLessThanOrEqual(1);
    await recoverRuns({ ...world.another(200), startWorker: async () => {} }, forever);
    expect(await world.executor.list()).toEqual([]);
    expect((await world.store.models.versions("small")).length).toBe(status?.state === "DONE" ? 1 : 0);
  }
  expect(killed).toBeGreaterThan(5);
});
