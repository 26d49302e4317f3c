import { expect, test } from "vitest";
import { createDaemonWorld } from "./daemon-world.ts";
import { types } from "./one-schedule.ts";

const minute = 60_000;

test("a drain does not wait for a collection", async () => {
  const world = await createDaemonWorld({ experiments: [] });
  let asked = 0;
  const daemon = world.start(1, {
    over: {
      artifacts: {
        ...world.deps.artifacts,
        collect: ({ signal }) =>
          new Promise((resolve) => {
            asked += 1;
            signal?.addEventListener("abort", () => resolve({ count: 1, bytes: 7 }));
          }),
      },
    },
  });
  await world.advance(11 * minute);
  expect(asked).toBe(1);
  daemon.drain();
  await world.advance(1000);
  expect(daemon.ended()).toBe(true);
  expect(types(daemon)).toContain("collected");
  expect(daemon.problems).toEqual([]);
});
