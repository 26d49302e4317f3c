import { MlxError } from "@mlx/core";
import { expect, test } from "vitest";
import { createDaemonWorld, type DaemonWorld, experiment, scheduleSpec } from "./daemon-world.ts";
import { outcomes, types } from "./one-schedule.ts";

const second = 1000;
const minute = 60 * second;
const schedule = scheduleSpec({ cron: ["* * * * *"] });
const scores = ["a", "b", "c"].map((name) => ({ name, task: "score", schedule }) as const);

/** There is no model, so that each time has failed once that was found out. */
function startWith(world: DaemonWorld, store: Partial<DaemonWorld["store"]>) {
  return world.start(1, { over: { store: { ...world.store, ...store } } });
}

test("runs that take seconds to prepare, each, are decided as soon as they are ready", async () => {
  const world = await createDaemonWorld({ experiments: scores });
  const { models } = world.store;
  let prepared = 0;
  const latest: typeof models.latest = async (model) => {
    prepared += 1;
    await world.clock.sleep(2 * second, new AbortController().signal);
    return models.latest(model);
  };
  startWith(world, { models: { ...models, latest } });
  await world.advance(minute + 30 * second);
  expect(await outcomes(world)).toEqual(["00:01 FAILED", "00:01 FAILED", "00:01 FAILED"]);
  // Ahead of the time, which a model may come after, and once when it has come.
  expect(prepared).toBe(2 * scores.length);
});

test("a read that failed once is made again", async () => {
  const world = await createDaemonWorld({ experiments: scores });
  const { resources } = world.store;
  let failures = 0;
  const list: typeof resources.list = async (kind) => {
    if (kind === "experiment" && failures === 0) {
      failures += 1;
      throw new MlxError({ code: "MLX5003", summary: "the store is busy" });
    }
    return resources.list(kind);
  };
  const daemon = startWith(world, { resources: { ...resources, list } });
  await world.advance(minute + 30 * second);
  expect(failures).toBe(1);
  expect(types(daemon)).toContain("duty-restored");
  expect(await outcomes(world)).toEqual(["00:01 FAILED", "00:01 FAILED", "00:01 FAILED"]);
});

test("what all schedules of a minute read is read once", async () => {
  const world = await createDaemonWorld({ experiments: scores });
  const { resources } = world.store;
  const kinds: unknown[] = [];
  const list: typeof resources.list = (kind) => {
    // Whether there is a policy is asked by who promotes, with schedules or without.
    if (kind !== "model") kinds.push(kind);
    return resources.list(kind);
  };
  startWith(world, { resources: { ...resources, list } });
  await world.advance(3 * minute + second);
  expect(await world.store.schedules.ticks({ experiment: experiment("c") }, { limit: 9 })).toHaveLength(3);
  expect(kinds).toEqual(["experiment"]);
});
