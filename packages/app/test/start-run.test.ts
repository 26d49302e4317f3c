import { type Slots, timestamp } from "@mlx/core";
import { expect, test } from "vitest";
import { applyPlan, planChanges, startRun } from "../src/index.ts";
import { isLeft } from "../src/operations/follow-run.ts";
import { createFolder, openIn, smallProject, value } from "./project-folder.ts";

test("a run that no daemon has the slots for is queued, with what it waits for in vain", async () => {
  const project = await openIn(createFolder(smallProject).root);
  const { plan } = value(await planChanges(project, {}));
  value(await applyPlan(project, { plan, command: "apply" }));
  const { store, clock, worker } = await project.adapters();
  const offer = (id: string, capacity: Slots, draining = false) => {
    const at = timestamp(clock.now());
    const identity = { ...worker, id, host: "elsewhere" };
    return store.workers.put({ identity, capacity, draining, startedAt: at, heartbeatAt: at, version: "0" });
  };
  const start = async () => {
    const { byDaemon, neverMet } = value(
      await startRun(project, { target: "instance/small", task: "train", parameters: {} }),
    );
    return [byDaemon, neverMet];
  };
  expect(await start()).toEqual([false, undefined]);
  await offer("one", { cpus: 0.5 });
  expect(await start()).toEqual([true, "cpus: wants 1, and there are 0.5 at all"]);
  await offer("other", { cpus: 2 }, true);
  expect(await start()).toEqual([true, "cpus: wants 1, and there are 0.5 at all"]);
  await offer("other", { cpus: 2 });
  expect(await start()).toEqual([true, undefined]);
});

test("while a daemon drains a run is queued and left to it until it has ended", async () => {
  const project = await openIn(createFolder(smallProject).root);
  const { plan } = value(await planChanges(project, {}));
  value(await applyPlan(project, { plan, command: "apply" }));
  const adapters = await project.adapters();
  const { store, clock, worker } = adapters;
  const at = timestamp(clock.now());
  const identity = { ...worker, id: "drains", host: "elsewhere" };
  const times = { startedAt: at, heartbeatAt: at, version: "0" };
  await store.workers.put({ identity, capacity: { cpus: 0.5 }, draining: true, ...times });
  const started = value(await startRun(project, { target: "instance/small", task: "train", parameters: {} }));
  expect(started).toMatchObject({ byDaemon: true, draining: true });
  expect(started).not.toHaveProperty("neverMet");
  expect(await isLeft(started.run.id, adapters)).toBe(false);
  await store.workers.remove(identity.id);
  expect(await isLeft(started.run.id, adapters)).toBe(true);
});
