import { MlxError, type RunRecord } from "@mlx/core";
import { describe, expect, test } from "vitest";
import { createRun, executeRun, recoverRuns } from "../../src/index.ts";
import { createFakeExecutor, type FakeExecutor, type FakeProgram } from "../fake-executor.ts";
import { fit, type WorldPlace } from "../world.ts";
import { createDaemonWorld, type DaemonWorld } from "./daemon-world.ts";
import { onlyRun, types } from "./one-schedule.ts";

const second = 1000;
const minute = 60 * second;
const forever = new AbortController().signal;

interface TwoPlaces {
  readonly world: DaemonWorld;
  readonly a: WorldPlace & { readonly folder: string };
  readonly b: WorldPlace & { readonly folder: string };
  readonly record: () => Promise<RunRecord>;
}

/** A run that a daemon works on from `/a`, and a second place on the same machine. */
async function twoPlaces(program: FakeProgram): Promise<TwoPlaces> {
  const world = await createDaemonWorld({ experiments: [], workerLostGraceSeconds: 300 });
  const place = (folder: string) => ({
    host: "here",
    folder,
    executor: createFakeExecutor(() => program, world.clock),
  });
  const [a, b] = [place("/a"), place("/b")];
  return { world, a, b, record: () => onlyRun(world) };
}

async function startAtA(places: TwoPlaces) {
  const { world, a } = places;
  const first = world.start(1, { machine: a });
  await createRun({ target: fit, parameters: {} }, world.deps);
  await world.advance(10 * second);
  expect(a.executor.submissions).toHaveLength(1);
  return first;
}

const submissionsOf = ({ a, b }: TwoPlaces) =>
  [a, b].map(({ executor }) => executor.submissions.map(({ attempt }) => attempt));

describe("a run whose job lies in the state folder of another daemon", () => {
  test("says so", async () => {
    const places = await twoPlaces({ endless: true });
    await startAtA(places);
    expect((await places.record()).attempts).toMatchObject([{ place: { host: "here", folder: "/a" } }]);
  });

  test.each(["is killed", "gives it back"])("is not started again when that daemon %s", async (how) => {
    const places = await twoPlaces({ lasts: 4 * minute });
    const { world, a, b, record } = places;
    const first = await startAtA(places);
    const other = world.start(2, { machine: b });
    if (how === "is killed") first.kill();
    else first.stop();
    await world.advance(30 * second);
    const isSuspect = (await record()).run.suspectSince !== undefined;
    expect(isSuspect).toBe(how === "gives it back");
    await world.advance(2 * minute);
    expect((await record()).run).toMatchObject({
      status: { state: "RUNNING" },
      suspectSince: expect.any(String),
    });
    expect(types(other)).toContain("run-suspect");
    world.start(3, { machine: a });
    await world.advance(2 * minute);
    const { run, attempts } = await record();
    expect([run.status.state, attempts.length, submissionsOf(places)]).toEqual(["DONE", 1, [[1], []]]);
    expect(run.suspectSince).toBeUndefined();
  });

  test("is lost after the grace, not before, and tried again", async () => {
    const places = await twoPlaces({ lasts: minute });
    const { world, b, record } = places;
    (await startAtA(places)).kill();
    world.start(2, { machine: b });
    await world.advance(5 * minute + 50 * second);
    expect((await record()).attempts).toHaveLength(1);
    await world.advance(3 * minute);
    const { run, attempts } = await record();
    expect(run.status.state).toBe("DONE");
    expect(attempts.map(({ outcome }) => outcome)).toMatchObject([
      { reason: "WORKER_LOST", message: expect.stringContaining("from /a") },
      { reason: "OK" },
    ]);
    expect(submissionsOf(places)).toEqual([[1], [2]]);
  });

  test("is worked on from its own place after the grace, where that can be looked at", async () => {
    const places = await twoPlaces({ lasts: 20 * minute });
    const { world, a, b, record } = places;
    (await startAtA(places)).kill();
    world.start(2, { machine: { ...b, others: { "/a": a.executor } } });
    await world.advance(5 * minute);
    expect((await record()).run.lease?.worker.id).toBe("worker-1");
    await world.advance(20 * minute);
    const { run, attempts } = await record();
    expect([run.status.state, attempts.length, submissionsOf(places)]).toEqual(["DONE", 1, [[1], []]]);
  });

  test("is not lost while its container is seen to run out of reach", async () => {
    const places = await twoPlaces({ endless: true });
    const { world, b, record } = places;
    (await startAtA(places)).kill();
    let runs = true;
    const executor: FakeExecutor = {
      ...b.executor,
      find: async (key) => {
        const own = await b.executor.find(key);
        return own ?? (runs ? { ...key, executor: "docker", data: {} } : undefined);
      },
      observe: async (handle) => {
        if (handle.executor !== "docker") return b.executor.observe(handle);
        throw new MlxError({ code: "MLX4046", summary: "it runs elsewhere" });
      },
    };
    const {
      run: left,
      attempts: [attempt],
    } = await record();
    if (attempt === undefined) expect.fail("there is no attempt");
    await world.store.runs.putAttempt(
      { runId: left.id, epoch: left.epoch },
      { ...attempt, executor: "docker" },
    );
    world.start(2, { machine: { ...b, executor } });
    await world.advance(30 * minute);
    expect((await record()).attempts).toMatchObject([{ number: 1 }]);
    expect((await record()).run).toMatchObject({ status: { state: "RUNNING" } });
    runs = false;
    await world.advance(minute);
    expect((await record()).attempts).toMatchObject([{ outcome: { reason: "WORKER_LOST" } }, {}]);
  });
});

describe("a command in another state folder", () => {
  async function recover({ world, b }: TwoPlaces): Promise<readonly string[]> {
    const started: string[] = [];
    const startWorker = async (id: string) => {
      started.push(id);
    };
    await recoverRuns({ ...world.another(50, b), startWorker }, forever);
    return started;
  }

  test.each(["was killed", "gave it back"])(
    "leaves a run alone whose daemon %s, until it is lost",
    async (how) => {
      const places = await twoPlaces({ endless: true });
      const { world, record } = places;
      const first = await startAtA(places);
      if (how === "was killed") first.kill();
      else first.stop();
      await world.advance(30 * second);
      expect(await recover(places)).toEqual([]);
      await world.advance(4 * minute);
      expect(await recover(places)).toEqual([]);
      expect((await record()).attempts).toHaveLength(1);
      await world.advance(2 * minute);
      expect(await recover(places)).toEqual([(await record()).run.id]);
    },
  );

  test("that follows a run to its end waits for those who can find its job", async () => {
    const places = await twoPlaces({ lasts: 4 * minute });
    const { world, a, b, record } = places;
    (await startAtA(places)).kill();
    const following = executeRun((await record()).run.id, world.another(50, b), forever);
    await world.advance(3 * minute);
    world.start(3, { machine: a });
    await world.advance(2 * minute);
    const { run, attempts } = await following;
    expect([run.status.state, attempts.length, submissionsOf(places)]).toEqual(["DONE", 1, [[1], []]]);
  });
});
