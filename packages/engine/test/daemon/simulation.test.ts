import type { ScheduleSpec } from "@mlx/core";
import { expect, test } from "vitest";
import { comeToRest } from "./come-to-rest.ts";
import {
  createDaemonWorld,
  type DaemonWorld,
  type ScheduledExperiment,
  scheduleSpec,
} from "./daemon-world.ts";
import { createDraw, type Fate, type Faults } from "./faults.ts";

const second = 1000;
const minute = 60 * second;

/** Seeds of one run of these tests: the same ones each time, unless more are asked for. */
const simulations = Number(process.env.MLX_TEST_SIMULATIONS ?? 2);
const firstSeed = process.env.MLX_TEST_SIMULATIONS === undefined ? 1 : Date.now() % 1_000_000;
const seeds = Array.from({ length: simulations }, (_, index) => firstSeed + index);

type Draw = () => number;
const pick = <T>(draw: Draw, of: readonly [T, ...T[]]): T => of[Math.floor(draw() * of.length)] ?? of[0];
const between = (draw: Draw, low: number, high: number) => Math.floor(low + draw() * (high - low));

function randomSchedule(draw: Draw): ScheduleSpec {
  return scheduleSpec({
    cron: [pick(draw, ["* * * * *", "*/2 * * * *", "*/3 * * * *", "1-59/5 * * * *", "17 * * * *"])],
    timezone: pick(draw, ["UTC", "Europe/Berlin", "Asia/Kathmandu"]),
    concurrency: pick(draw, ["forbid", "queue", "replace", "allow"]),
    maxConcurrent: between(draw, 1, 3),
    catchUp: pick(draw, ["latest", "none", "all"]),
    catchUpLimit: between(draw, 1, 4),
    jitterSeconds: pick(draw, [0, 0, 20]),
    ...(draw() < 0.2 ? { startingDeadlineSeconds: 90 } : {}),
  });
}

function randomExperiment(draw: Draw, index: number): ScheduledExperiment {
  const [fails, seconds] = [draw() < 0.2, between(draw, 0, 100)];
  return {
    name: `e${index}`,
    schedule: randomSchedule(draw),
    slots: pick<ScheduledExperiment["slots"] & object>(draw, [
      {},
      { licence: 1 },
      { cpus: 2 },
      { licence: 2, cpus: 1 },
    ]),
    priority: between(draw, -2, 3),
    ...(draw() < 0.3 ? { maxRunning: 1 } : {}),
    maxRetries: 1,
    program: ({ attempt }) => ({
      lasts: seconds * second,
      ...(fails && attempt === 1 ? { exit: { exitCode: 75 } } : {}),
    }),
  };
}

/** Something goes wrong with one in so many calls of the store; the process dies at one of them. */
function randomFaults(draw: Draw, oneIn: number): Faults {
  let left = between(draw, 50, 3000);
  const end = pick<Fate>(draw, ["die-before", "die-behind"]);
  return () => {
    left -= 1;
    if (left === 0) return end;
    return draw() * oneIn < 1 ? pick<Fate>(draw, ["refuse", "lose"]) : "pass";
  };
}

const capacity = { cpus: 8, licence: 2, runs: 6 };

/** Lives until something ends it or the time is over, and is started again a while later. */
async function liveAndDie(world: DaemonWorld, draw: Draw, pids: number, end: number): Promise<number> {
  let [pid, deaths] = [pids, 0];
  while (world.clock.now() < end) {
    pid += 1;
    const daemon = world.start(pid, { faults: randomFaults(draw, 200) });
    while (!daemon.ended() && world.clock.now() < end) await world.clock.sleep(5 * second);
    if (daemon.ended()) deaths += 1;
    else daemon.kill();
    expect(daemon.problems).toEqual([]);
    await world.clock.sleep(between(draw, 0, 150) * second);
  }
  return deaths;
}

test.each(seeds.flatMap((seed) => [1, 2].map((daemons) => ({ seed, daemons }))))(
  "whatever fails and whoever dies, each time is decided once and each run ends ($daemons at a time, seed $seed)",
  async ({ seed, daemons }) => {
    const draw = createDraw(seed);
    const experiments = Array.from({ length: 24 }, (_, index) => randomExperiment(draw, index));
    const world = await createDaemonWorld({ experiments, seed, capacity });
    const end = world.clock.now() + 15 * minute;
    const lives = Promise.all(
      Array.from({ length: daemons }, (_, index) => liveAndDie(world, draw, (index + 1) * 1000, end)),
    );
    await world.advance(18 * minute);
    for (const deaths of await lives) expect(deaths).toBeGreaterThan(0);
    await comeToRest(world, 9000);
    expect(world.executor.submissions.length).toBeGreaterThan(50);
  },
  600_000,
);

test("thousands of schedules: each fires at its time, and idle ones cost nothing", async () => {
  const experiments = Array.from({ length: 3000 }, (_, index): ScheduledExperiment => {
    const minutes = index < 300 ? `${index % 3}-59/3` : `${index % 60}`;
    return {
      name: `e${index}`,
      schedule: scheduleSpec({ cron: [`${minutes} ${index < 1500 ? "*" : "5"} * * *`] }),
      program: () => ({ lasts: 5 * second }),
    };
  });
  const world = await createDaemonWorld({ experiments, capacity: { runs: 50 } });
  const daemon = world.start(1);
  await world.advance(10 * minute);
  const created = daemon.events.flatMap((event) => (event.type === "run-created" ? [event.run] : []));
  // Those of every third minute, and of those of one minute an hour the ones whose minute it was.
  expect(created.length).toBe(10 * 100 + 10 * 20);
  for (const { createdAt, scheduledAt } of created) expect(createdAt).toBe(scheduledAt);
  daemon.stop();
  await world.advance(10 * second);
  await comeToRest(world, 2);
}, 600_000);
