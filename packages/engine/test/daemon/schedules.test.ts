import { describe, expect, test } from "vitest";
import {
  countSchedules,
  countWaitingForDaemon,
  createBackfill,
  createRun,
  createRunByPolicy,
  listSchedules,
  nextFires,
  pauseSchedule,
  planBackfill,
  resumeSchedule,
  scheduleHistory,
  simulateSchedules,
} from "../../src/index.ts";
import { checkHistory } from "./check-history.ts";
import { createDaemonWorld, type DaemonWorld, experiment, scheduleSpec } from "./daemon-world.ts";

const minute = 60_000;
const hour = 60 * minute;

function createProject(
  concurrency: "forbid" | "queue" | "replace" | "allow" = "forbid",
): Promise<DaemonWorld> {
  return createDaemonWorld({
    start: "2026-06-01T00:00:00Z",
    capacity: { licence: 1 },
    experiments: [
      { name: "hourly", schedule: scheduleSpec({ cron: ["0 * * * *"], concurrency }), slots: { licence: 1 } },
      {
        name: "berlin",
        schedule: scheduleSpec({ cron: ["30 3 * * *"], timezone: "Europe/Berlin" }),
        slots: { licence: 1 },
      },
      { name: "off", schedule: scheduleSpec({ cron: ["* * * * *"], suspend: true }) },
    ],
  });
}

const time = (text: string) => Date.parse(`2026-${text}:00Z`);

test("schedules are listed with how they stand, what fires next and what came last", async () => {
  const world = await createProject();
  world.start(1);
  world.clock.jump(59 * minute);
  await world.advance(2 * minute);
  const listed = await listSchedules(world.deps);
  expect(
    listed.map(({ schedule, state, next, lastTick, lastRun }) => [
      schedule.experiment,
      state,
      next?.local,
      lastTick?.outcome,
      lastRun?.status.state,
    ]),
  ).toEqual([
    [experiment("berlin"), "ACTIVE", "2026-06-01T03:30+02:00", undefined, undefined],
    [experiment("hourly"), "ACTIVE", "2026-06-01T02:00+00:00", "FIRED", "DONE"],
    [experiment("off"), "SUSPENDED", undefined, undefined, undefined],
  ]);
  expect(await countSchedules(world.deps)).toEqual({ ACTIVE: 2, SUSPENDED: 1 });
  const [entry] = await scheduleHistory({ experiment: "hourly", limit: 5 }, world.deps);
  expect(entry).toMatchObject({ tick: { outcome: "FIRED" }, run: { status: { state: "DONE" } } });
});

test("what fires next is one list over all schedules, in order of time", async () => {
  const world = await createProject();
  const fires = await nextFires({ count: 3 }, world.deps);
  expect(fires.map(({ experiment: of, at }) => `${of} ${at}`)).toEqual([
    "experiment/hourly 2026-06-01T01:00:00.000Z",
    "experiment/berlin 2026-06-01T01:30:00.000Z",
    "experiment/hourly 2026-06-01T02:00:00.000Z",
  ]);
  const some = { experiments: ["hourly"], count: 10, until: time("06-01T02:00") };
  expect((await nextFires(some, world.deps)).length).toBe(2);
  await expect(nextFires({ experiments: ["hurly"], count: 1 }, world.deps)).rejects.toMatchObject({
    code: "MLX3040",
  });
  await expect(nextFires({ experiments: ["experiment/fit"], count: 1 }, world.deps)).rejects.toMatchObject({
    summary: "experiment/fit has no schedule",
  });
});

test("a pause is told and undone; a schedule that is not paused keeps its anchor", async () => {
  const world = await createProject();
  await pauseSchedule({ experiment: "hourly", reason: "holidays" }, world.deps);
  expect((await listSchedules(world.deps))[1]).toMatchObject({
    state: "PAUSED",
    schedule: { paused: { actor: "ann@here", reason: "holidays" } },
  });
  await world.advance(minute);
  const resumed = await resumeSchedule({ experiment: "hourly" }, world.deps);
  expect(resumed).toMatchObject({ anchor: "2026-06-01T00:01:00.000Z" });
  await world.advance(minute);
  expect(await resumeSchedule({ experiment: "hourly" }, world.deps)).toEqual(resumed);
});

describe("a backfill", () => {
  test("makes the runs of times that have none, the oldest first, one at a time", async () => {
    const world = await createProject();
    const request = {
      experiment: "hourly",
      from: time("05-31T20:00"),
      until: time("05-31T23:00"),
      again: false,
    };
    const plan = await planBackfill(request, world.deps);
    expect(plan.times[0]).toEqual({
      nominal: "2026-05-31T20:00:00.000Z",
      previous: "2026-05-31T19:00:00.000Z",
    });
    const runs = await createBackfill(plan, {}, world.deps);
    expect(runs.map(({ scheduledAt }) => scheduledAt?.slice(11, 13))).toEqual(["20", "21", "22", "23"]);
    // As after a crash: nothing is made twice.
    expect((await createBackfill(plan, {}, world.deps)).map(({ id }) => id)).toEqual(
      runs.map(({ id }) => id),
    );
    const running = world.start(1);
    await world.advance(minute);
    running.drain();
    await world.advance(minute);
    const all = await world.store.runs.list({ backfill: plan.id }, { limit: 10 });
    expect(all.map(({ run }) => run.status.state)).toEqual(["DONE", "DONE", "DONE", "DONE"]);
    expect(await checkHistory(world.store, {})).toEqual([]);
    const more = { ...request, from: time("05-31T18:00") };
    expect((await planBackfill(more, world.deps)).times.map(({ skip }) => skip?.because)).toEqual([
      undefined,
      undefined,
      "done",
      "done",
      "done",
      "done",
    ]);
    const again = await planBackfill({ ...more, again: true }, world.deps);
    expect(again.times.every(({ skip }) => skip === undefined)).toBe(true);
  });

  test.each([
    ["ends before it begins", "05-31T20:00", "05-31T19:00", "MLX3041"],
    ["lies in the future", "06-02T00:00", "06-03T00:00", "MLX3041"],
    ["holds no time", "05-31T20:01", "05-31T20:59", "MLX3041"],
    ["holds too many", "01-01T00:00", "12-01T00:00", undefined],
  ])("is refused where its range %s", async (_, from, until, code) => {
    const world = await createProject();
    const range = { from: time(from), until: time(until), again: false };
    const planned = planBackfill({ experiment: code === undefined ? "off" : "hourly", ...range }, world.deps);
    await expect(planned).rejects.toMatchObject({ code: code ?? "MLX3042" });
    expect(await world.store.runs.list({}, { limit: 1 })).toEqual([]);
  });
});

test("a backfill is refused when it is planned, where its runs cannot be made", async () => {
  const schedule = scheduleSpec({ cron: ["0 * * * *"] });
  const world = await createDaemonWorld({
    start: "2026-06-01T00:00:00Z",
    experiments: [{ name: "check", task: "score", schedule }],
  });
  const range = { from: time("05-31T20:00"), until: time("05-31T22:00"), again: false };
  await expect(planBackfill({ experiment: "check", ...range }, world.deps)).rejects.toMatchObject({
    code: "MLX7004",
  });
});

test("runs of a backfill wait for a daemon, until one is there", async () => {
  const world = await createProject();
  const range = { from: time("05-31T20:00"), until: time("05-31T22:00"), again: false };
  const plan = await planBackfill({ experiment: "hourly", ...range }, world.deps);
  await createBackfill(plan, {}, world.deps);
  await createRun({ target: "berlin", parameters: {} }, world.deps);
  expect(await countWaitingForDaemon(world.deps)).toBe(3);
  world.start(1);
  await world.advance(1000);
  expect(await countWaitingForDaemon(world.deps)).toBe(0);
});

describe("a run that respects the policy", () => {
  const make = (world: DaemonWorld) => createRunByPolicy({ target: "hourly", parameters: {} }, world.deps);

  test("is refused beside another where that is forbidden", async () => {
    const world = await createProject("forbid");
    const { id } = await make(world);
    await expect(make(world)).rejects.toMatchObject({
      code: "MLX3043",
      summary: expect.stringContaining(id.slice(0, 8)),
    });
    expect((await world.store.runs.unfinished()).length).toBe(1);
  });

  test("waits in a queue, while there is room in it", async () => {
    const world = await createProject("queue");
    await make(world);
    expect((await make(world)).status).toMatchObject({ reason: "WAITING_OVERLAP" });
    await expect(make(world)).rejects.toMatchObject({ code: "MLX3043" });
  });

  test("takes the place of the others", async () => {
    const world = await createProject("replace");
    const first = await make(world);
    expect((await make(world)).status.state).toBe("PENDING");
    expect((await world.store.runs.get(first.id))?.status).toMatchObject({
      state: "ABORTED",
      reason: "REPLACED",
    });
  });

  test("may run beside those of the schedule up to the limit, as one of the schedule may", async () => {
    const world = await createProject("allow");
    // Runs by hand do not count.
    expect((await make(world)).status).toMatchObject({ reason: "QUEUED" });
    expect((await make(world)).status).toMatchObject({ reason: "QUEUED" });
    const { id: _, status: __, ...run } = await make(world);
    const scheduled = { ...run, id: world.deps.ids.uuid(), trigger: "schedule" } as const;
    await world.store.runs.create(scheduled, new Date(world.clock.now()).toISOString());
    expect(await make(world)).toMatchObject({
      status: { reason: "WAITING_OVERLAP" },
      overlapLimit: 1,
      overlapOf: "schedule",
    });
    // One at a time, and one may wait.
    const waiting = { ...scheduled, id: world.deps.ids.uuid(), overlapLimit: 1 };
    await world.store.runs.create(waiting, new Date(world.clock.now()).toISOString());
    await expect(make(world)).rejects.toMatchObject({ code: "MLX3043" });
  });

  test.each(["forbid", "queue", "replace", "allow"] as const)(
    "beside a backfill is made at once: %s",
    async (concurrency) => {
      const world = await createProject(concurrency);
      const range = { from: time("05-31T20:00"), until: time("05-31T21:00"), again: false };
      const plan = await planBackfill({ experiment: "hourly", ...range }, world.deps);
      await createBackfill(plan, {}, world.deps);
      expect(await make(world)).not.toHaveProperty("overlapLimit");
      const backfill = await world.store.runs.list({ backfill: plan.id }, { limit: 10 });
      expect(backfill.map(({ run }) => run.status.state)).toEqual(["PENDING", "PENDING"]);
    },
  );
});

test("a simulation holds what the applied experiments hold, and changes nothing", async () => {
  const world = await createProject();
  const request = { from: time("06-01T00:00"), until: time("06-01T04:00"), capacity: world.capacity };
  const { durations, problems, events } = await simulateSchedules(
    { ...request, seconds: (2 * hour) / 1000 },
    world.deps,
  );
  expect(problems).toEqual([]);
  expect(new Set(durations.map(({ source }) => source))).toEqual(new Set(["given"]));
  const last = [...events].at(-1);
  // Of the hourly one 00:00 runs until 02:00, and what fires meanwhile is skipped.
  expect(last).toMatchObject({ type: "finished", summary: { waitedFor: { licence: expect.any(Number) } } });
  const assumed = await simulateSchedules(request, world.deps);
  expect(assumed.durations[0]).toMatchObject({ seconds: 60, source: "assumed" });
  expect(await world.store.runs.list({}, { limit: 1 })).toEqual([]);
});
