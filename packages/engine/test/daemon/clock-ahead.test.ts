import { expect, test } from "vitest";
import { listSchedules, nextFires, pauseSchedule, resumeSchedule, schedulesAhead } from "../../src/index.ts";
import { experiment } from "./daemon-world.ts";
import { allRuns, oneSchedule } from "./one-schedule.ts";

const minute = 60_000;
const years = 5 * 365 * 24 * 60 * minute;

test("a clock that was years ahead once is told of once, and pause and resume repair it", async () => {
  const world = await oneSchedule();
  const daemon = world.start(1);
  const told = () => daemon.events.filter(({ type }) => type === "schedules-ahead");
  await world.advance(30_000);
  world.clock.jump(years);
  await world.advance(10_000);
  world.clock.jump(-years);
  expect(told()).toEqual([]);
  await world.advance(11 * minute);
  const until = expect.stringMatching(/^2030-12-31T00:00:/);
  const x = experiment("x");
  expect(told()).toEqual([
    { type: "schedules-ahead", at: expect.any(Number), schedules: [{ experiment: x, until }] },
  ]);
  expect(await schedulesAhead(world.deps)).toEqual([{ experiment: x, until }]);
  const next = { at: "2030-12-31T00:01:00.000Z" };
  expect(await listSchedules(world.deps)).toMatchObject([{ decidedUntil: until, next }]);
  expect(await nextFires({ count: 1 }, world.deps)).toMatchObject([next]);
  const runs = (await allRuns(world)).length;
  await pauseSchedule({ experiment: "x" }, world.deps);
  await resumeSchedule({ experiment: "x" }, world.deps);
  await world.advance(6 * minute);
  expect((await allRuns(world)).length).toBe(runs + 6);
  expect(await schedulesAhead(world.deps)).toEqual([]);
  expect(told().length).toBe(1);
});
