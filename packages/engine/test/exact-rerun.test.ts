import type { EnvironmentLock, Manifest, MlxError } from "@mlx/core";
import { expect, test } from "vitest";
import { compareExact, createRun, executeRun, type RunDeps, rerunExactly } from "../src/index.ts";
import { createAppliedWorld } from "./applied-world.ts";
import { desiredState, fit, type World } from "./world.ts";

const forever = new AbortController().signal;
const digest = (text: string) => `sha256:${text.repeat(64)}` as const;

async function repeat(world: World, deps: RunDeps = world.deps) {
  const made = await createRun({ target: fit, parameters: {} }, world.deps);
  const was = await executeRun(made.id, world.deps, forever);
  const again = await rerunExactly(made.id, deps);
  return { was, again, end: () => executeRun(again.id, deps, forever) };
}

test("what makes the same from the same is said to be equal", async () => {
  const loss = { metrics: [{ name: "loss", value: 1, step: 0, at: 1 }] };
  const world = await createAppliedWorld([loss, loss]);
  const { was, again, end } = await repeat(world);
  expect(again).toMatchObject({
    trigger: "rerun",
    rerunOf: was.run.id,
    exact: { of: was.run.id },
    spec: was.run.spec,
  });
  const is = await end();
  expect([is.run.status.state, is.model, is.outputs]).toEqual(["DONE", undefined, []]);
  expect(await world.store.models.versions("small")).toHaveLength(1);
  expect(await compareExact(was, is, world.deps)).toEqual({
    equal: true,
    files: 0,
    metrics: 1,
    differences: [],
  });
  expect(world.executor.submissions[1]).toEqual({
    ...world.executor.submissions[0],
    runId: is.run.id,
    trigger: "rerun",
  });
});

test("what differs is named: files by their digests, metrics by their values", async () => {
  const world = await createAppliedWorld([
    {
      metrics: [
        { name: "loss", value: 1, step: 0, at: 1 },
        { name: "old", value: Number.NaN, step: 0, at: 1 },
      ],
    },
    {
      metrics: [
        { name: "loss", value: 2, step: 0, at: 1 },
        { name: "new", value: 3, step: 0, at: 1 },
      ],
    },
  ]);
  const { was, end } = await repeat(world);
  world.published.set("model", 2);
  const is = await end();
  const file = (path: string, of: string) => ({ path, size: 1, executable: false, digest: digest(of) });
  const manifests: Manifest[] = [
    { version: 1, entries: [file("model.bin", "a"), file("same", "b"), file("gone", "c")] },
    { version: 1, entries: [file("model.bin", "d"), file("same", "b")] },
  ];
  const model = (await world.store.models.ofRun(was.run.id))?.artifact.digest;
  const readManifest = async (of: string) => manifests[of === model ? 0 : 1] ?? { version: 1, entries: [] };
  const artifacts = { ...world.deps.artifacts, readManifest };
  expect(await compareExact(was, is, { store: world.store, artifacts })).toEqual({
    equal: false,
    files: 3,
    metrics: 3,
    differences: [
      { of: "model", name: "gone", was: digest("c") },
      { of: "model", name: "model.bin", was: digest("a"), is: digest("d") },
      { of: "metric", name: "loss", was: 1, is: 2 },
      { of: "metric", name: "new", is: 3 },
      { of: "metric", name: "old", was: Number.NaN },
    ],
  });
});

test("other data is refused before the program is started", async () => {
  const world = await createAppliedWorld();
  const { was, end } = await repeat(world);
  world.data.set("numbers.csv", "9,9");
  const { run } = await end();
  expect(run.status).toEqual({
    state: "FAILED",
    reason: "INPUT_UNAVAILABLE",
    message: expect.stringContaining(
      `dataset/numbers (channel "train") holds other data than run ${was.run.id.slice(0, 8)} read at `,
    ),
  });
  expect(world.executor.submissions).toHaveLength(1);
});

test("its window is the one that was read, however much later it is", async () => {
  const world = await createAppliedWorld([], desiredState({ timeframe: { minutes: 60, onEmpty: "fail" } }));
  world.data.set("numbers.csv", new Date(world.clock.now()).toISOString());
  const { was, end } = await repeat(world);
  await world.advance(7 * 24 * 3_600_000);
  const { run, attempts } = await end();
  expect([run.status.state, attempts[0]?.staged]).toEqual(["DONE", was.attempts[0]?.staged]);
});

test("the packages of then are asked for, and other software is refused", async () => {
  const world = await createAppliedWorld();
  const { process } = world.deps.executors;
  const lockOf = (...packages: string[]): EnvironmentLock => ({
    runtime: "python 3.11.7",
    digest: digest(String(packages.length)),
    packages,
  });
  const withLock = (lock: EnvironmentLock, asked: unknown[] = []): RunDeps => ({
    ...world.deps,
    executors: {
      ...world.deps.executors,
      process: {
        ...process,
        prepare: async ({ packages }) => {
          asked.push(packages);
          return lock;
        },
      },
    },
  });
  const made = await createRun({ target: fit, parameters: {} }, world.deps);
  await executeRun(made.id, withLock(lockOf("numpy==1.26.4", "scipy==1.11.4")), forever);
  const asked: unknown[] = [];
  const deps = withLock(lockOf("numpy==2.0.0"), asked);
  const { run } = await executeRun((await rerunExactly(made.id, deps)).id, deps, forever);
  expect(asked).toEqual([["numpy==1.26.4", "scipy==1.11.4"]]);
  expect(run.status).toMatchObject({ state: "FAILED", reason: "ENVIRONMENT_FAILED" });
  expect("message" in run.status && run.status.message).toContain(
    "It had numpy==1.26.4, scipy==1.11.4. There is now numpy==2.0.0.",
  );
});

test("only what is DONE can be repeated exactly", async () => {
  const world = await createAppliedWorld([{ exit: { exitCode: 3 } }]);
  const made = await createRun({ target: fit, parameters: {} }, world.deps);
  await executeRun(made.id, world.deps, forever);
  await expect(rerunExactly(made.id, world.deps)).rejects.toMatchObject({
    code: "MLX3073",
    summary: `run ${made.id.slice(0, 8)} cannot be repeated exactly: it is FAILED, so there is nothing to compare with`,
  } satisfies Partial<MlxError>);
});
