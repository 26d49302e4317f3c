import { formatAddress, type NewRun, type Run } from "@mlx/core";
import { expect, test } from "vitest";
import {
  applyPlan,
  cancelRun,
  checkRunFilter,
  createRun,
  executeRun,
  planProject,
  rerunRun,
  retryRun,
  selectRuns,
} from "../src/index.ts";
import { createAppliedWorld } from "./applied-world.ts";
import type { FakeProgram } from "./fake-executor.ts";
import { desiredState, fit, type World } from "./world.ts";

const forever = new AbortController().signal;
const failing: FakeProgram = { exit: { exitCode: 1 } };

async function finished(world: World) {
  const { id } = await createRun({ target: fit, parameters: {} }, world.deps);
  return executeRun(id, world.deps, forever);
}

test("a run that is retried makes a further attempt of the same, and those before count no more", async () => {
  const programs = [failing, failing, failing, failing, {}];
  const world = await createAppliedWorld(programs, desiredState({ maxRetries: 1 }));
  const { run } = await finished(world);
  expect([run.status.state, run.attempt]).toEqual(["FAILED", 2]);
  const reopened = await retryRun(run.id.slice(0, 8), world.deps);
  expect(reopened).toMatchObject({ status: { state: "RETRY" }, attempt: 2, forgivenAttempts: 2 });
  const again = await executeRun(run.id, world.deps, forever);
  expect([again.run.status.state, again.run.attempt]).toEqual(["FAILED", 4]);
  await retryRun(run.id, world.deps);
  const { run: done, attempts } = await executeRun(run.id, world.deps, forever);
  expect([done.status.state, attempts.length]).toEqual(["DONE", 5]);
  expect(new Set(world.executor.submissions.map(({ runId }) => runId))).toEqual(new Set([run.id]));
  const told = (await world.store.runs.events(run.id)).filter(({ reason }) => reason === "RETRIES_EXHAUSTED");
  expect(told.map(({ data }) => data?.attempt)).toEqual([2, 4]);
});

test("a run without retries does not say that they are used up", async () => {
  const world = await createAppliedWorld([failing]);
  const { run } = await finished(world);
  const reasons = (await world.store.runs.events(run.id)).map(({ reason }) => reason);
  expect(reasons).not.toContain("RETRIES_EXHAUSTED");
});

test("a run that was cancelled is retried as if it had not been", async () => {
  const world = await createAppliedWorld();
  const { id } = await createRun({ target: fit, parameters: {} }, world.deps);
  await cancelRun({ run: id, force: false }, world.deps);
  expect((await retryRun(id, world.deps)).stop).toBeUndefined();
  expect((await executeRun(id, world.deps, forever)).run.status).toEqual({ state: "DONE", reason: "OK" });
});

test.each(["WAITING_SLOT", "WAITING_OVERLAP", "RETRY"] as const)(
  "a run that waits (%s) is cancelled at once",
  async (waits) => {
    const world = await createAppliedWorld([failing, {}], desiredState({ maxRetries: 1 }));
    const { store, deps } = world;
    const run = await createRun({ target: fit, parameters: {} }, deps);
    const at = new Date(world.clock.now()).toISOString();
    const copy = async (changes: Partial<NewRun>) => {
      const { task, actor, instance, experiment, spec } = run;
      const basis = { id: deps.ids.uuid(), trigger: "schedule", task, actor, instance, spec } as const;
      return store.runs.create({ ...basis, ...(experiment && { experiment }), ...changes }, at);
    };
    let waiting: Run = run;
    if (waits === "RETRY") {
      await deps.store.runs.claim(run.id, { worker: deps.worker, at, ttlSeconds: 60 });
      const fence = { runId: run.id, epoch: 1 };
      const status = { state: "RETRY", reason: "NON_ZERO_EXIT", message: "", nextAttemptAt: at } as const;
      waiting = await store.runs.transition(fence, status, { at, actor: "ann" });
    } else if (waits === "WAITING_OVERLAP") waiting = await copy({ overlapLimit: 1 });
    else {
      waiting = await copy({ slots: { licence: 1 } });
      await store.runs.claimNext({
        worker: deps.worker,
        at,
        ttlSeconds: 60,
        capacity: { licence: 0 },
        limit: 9,
      });
    }
    const before = await store.runs.get(waiting.id);
    expect(JSON.stringify(before?.status)).toContain(waits);
    const { status } = await cancelRun({ run: waiting.id, force: false }, deps);
    expect(status).toMatchObject({ state: "ABORTED", reason: "CANCELLED" });
    expect(world.executor.submissions).toEqual([]);
  },
);

test("only what FAILED or was ABORTED is retried, and only what has ended is rerun", async () => {
  const world = await createAppliedWorld();
  const waiting = await createRun({ target: fit, parameters: {} }, world.deps);
  await expect(retryRun(waiting.id, world.deps)).rejects.toMatchObject({
    code: "MLX3025",
    next: [expect.stringContaining("mlx cancel")],
  });
  await expect(rerunRun(waiting.id, world.deps)).rejects.toMatchObject({ code: "MLX3025" });
  await executeRun(waiting.id, world.deps, forever);
  await expect(retryRun(waiting.id, world.deps)).rejects.toMatchObject({
    code: "MLX3025",
    next: [expect.stringContaining("mlx runs rerun")],
  });
  await expect(rerunRun("ffffffff", world.deps)).rejects.toMatchObject({ code: "MLX3012" });
});

test("a rerun is a new run of the same, about the same time, and not of the backfill", async () => {
  const world = await createAppliedWorld([failing, {}]);
  const { deps, store } = world;
  const prepared = await createRun({ target: fit, parameters: {} }, deps);
  const { task, actor, instance, spec } = prepared;
  const scheduledAt = "2025-12-31T00:00:00.000Z";
  const window = { start: "2025-12-30T00:00:00.000Z", end: scheduledAt };
  await store.runs.create(
    {
      ...{ id: deps.ids.uuid(), task, actor, instance, spec, trigger: "backfill", backfill: "b1" },
      ...{ experiment: fit, priority: 3, slots: { cpus: 1 }, scheduledAt, window },
      limits: { [fit]: 2, "backfill/b1": 1 },
    },
    new Date(world.clock.now() + 1).toISOString(),
  );
  const [first] = await selectRuns({ backfill: "b1" }, deps);
  if (first === undefined) expect.fail("it was not selected");
  await executeRun(first.id, deps, forever);
  const rerun = await rerunRun(first.id, { ...deps, actor: "bob@there" });
  expect(rerun).toMatchObject({
    ...{ trigger: "rerun", rerunOf: first.id, actor: "bob@there", spec: first.spec, attempt: 0 },
    ...{ priority: 3, slots: { cpus: 1 }, scheduledAt, window },
  });
  expect([rerun.limits, rerun.backfill]).toEqual([{ [fit]: 2 }, undefined]);
  expect(rerun.id).not.toBe(first.id);
  expect((await executeRun(rerun.id, deps, forever)).run.status.state).toBe("DONE");
  expect(world.executor.submissions.map(({ attempt }) => attempt)).toEqual([1, 1]);
});

test("runs are selected oldest first, however many", async () => {
  const world = await createAppliedWorld();
  const { task, actor, instance, spec } = await createRun({ target: fit, parameters: {} }, world.deps);
  const ids = Array.from({ length: 1100 }, () => world.deps.ids.uuid());
  const at = new Date(world.clock.now()).toISOString();
  await world.store.runs.createMany(
    ids.map((id) => ({ id, task, actor, instance, spec, trigger: "backfill", backfill: "b" })),
    at,
  );
  const selected = await selectRuns({ backfill: "b" }, world.deps);
  expect(selected.map(({ id }) => id)).toEqual(ids);
});

test("what runs are looked for of is applied, or has runs", async () => {
  const world = await createAppliedWorld();
  const check = (experiment: string) =>
    checkRunFilter({ experiment: formatAddress({ kind: "experiment", name: experiment }) }, world.deps);
  await expect(check("fti")).rejects.toMatchObject({
    code: "MLX3011",
    summary: "experiment/fti was not applied, and has no runs",
    next: ["did you mean experiment/fit?", "`mlx status` shows what the store holds"],
  });
  await expect(check("fit")).resolves.toBeUndefined();
  await finished(world);
  const { plan } = await planProject({ ...desiredState(), resources: [] }, world.deps, {
    allowMassDelete: true,
  });
  await applyPlan(plan, world.deps, "apply");
  await expect(check("fit")).resolves.toBeUndefined();
});
