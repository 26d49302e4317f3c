import { timestamp } from "@mlx/core";
import { expect, test } from "vitest";
import { applyPlan, planChanges, startRun } from "../src/index.ts";
import { waitForEnd } from "../src/operations/stop-daemon.ts";
import { createFolder, openIn, smallProject, value } from "./project-folder.ts";

test("what a daemon leaves is what it worked on, and not what others work on", async () => {
  const project = await openIn(createFolder(smallProject).root);
  const { plan } = value(await planChanges(project, {}));
  value(await applyPlan(project, { plan, command: "apply" }));
  const adapters = await project.adapters();
  const { store, clock, worker } = adapters;
  // A process with its id lives, and is another one.
  const ended = { ...worker, id: "ended 0" };
  const start = async (by: typeof worker) => {
    const target = { target: "instance/small", task: "train", parameters: {} } as const;
    const { run } = value(await startRun(project, target));
    const at = timestamp(clock.now());
    const claimed = await store.runs.claim(run.id, { worker: by, at, ttlSeconds: 60 });
    const fence = { runId: run.id, epoch: claimed?.epoch ?? 0 };
    await store.runs.putAttempt(fence, { ...fence, number: 1, executor: "process", startedAt: at });
    return fence;
  };
  const [killedOver, given, ofAnother] = [await start(ended), await start(ended), await start(worker)];
  await store.runs.release(given, timestamp(clock.now()));
  const { signal } = new AbortController();
  const stopped = await waitForEnd(ended, { now: true, signal, onWaiting: () => {} }, adapters);
  const left = stopped.running.map(({ run }) => run.id).sort();
  expect(stopped.ended).toBe(true);
  expect(left).not.toContain(ofAnother.runId);
  expect(left).toEqual([killedOver.runId, given.runId].sort());
});
