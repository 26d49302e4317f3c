import { isTerminal, type RunStore } from "@mlx/core";
import { expect, test } from "vitest";
import { applyPlan, createRun, executeRun, planProject, type RunDeps, recoverRuns } from "../src/index.ts";
import { createWorld, desiredState, fit, type World } from "./world.ts";

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

test.each([
  ["that succeeds", [{ metrics: [{ name: "loss", value: 1, step: 0, at: 1 }] }], 0, "DONE", 1],
  ["that fails once and is tried again", [{ exit: { exitCode: 75 } }, {}], 1, "DONE", 2],
  ["that fails for good", [{ exit: { exitCode: 3 } }], 0, "FAILED", 1],
] as const)(
  "a run %s ends the same, whichever write its mlx is killed at",
  async (_, programs, maxRetries, state, attempts) => {
    let killed = 0;
    for (let write = 1; ; write += 1) {
      const world = await createWorld(programs);
      const desired = desiredState({ maxRetries });
      const { plan } = await planProject(desired, world.deps, { allowMassDelete: false });
      await applyPlan(plan, world.deps, "apply");
      const run = await createRun({ target: fit, parameters: {} }, world.deps);
      const { deps, died } = dyingAt(world, 66, write);
      await executeRun(run.id, deps, forever).catch(() => undefined);
      if (!died()) break;
      killed += 1;
      world.kill(66);
      await recoverToTheEnd(world, run.id);
      const record = await world.store.runs.record(run.id);
      expect([
        write,
        record?.run.status.state,
        record?.attempts.length,
        world.executor.submissions.length,
      ]).toEqual([write, state, attempts, attempts]);
      await recoverRuns({ ...world.another(200), startWorker: async () => {} }, forever);
      expect(await world.executor.list()).toEqual([]);
      expect((await world.store.models.versions("small")).length).toBe(state === "DONE" ? 1 : 0);
    }
    expect(killed).toBeGreaterThan(5);
  },
);
