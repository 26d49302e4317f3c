import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { forEachAtOnce } from "./for-each-at-once.ts";
import { createGate } from "./gate.ts";

test("works on every item, never on more than the limit at once", async () => {
  let running = 0;
  let most = 0;
  const done: number[] = [];
  await forEachAtOnce([...Array(20).keys()], 3, async (item) => {
    running += 1;
    most = Math.max(most, running);
    await setImmediate();
    running -= 1;
    done.push(item);
  });
  expect(most).toBe(3);
  expect(done.sort((a, b) => a - b)).toEqual([...Array(20).keys()]);
});

test("after a failure nothing new begins, and what runs has ended before it is thrown", async () => {
  const begun: number[] = [];
  const ended: number[] = [];
  const work = forEachAtOnce([0, 1, 2, 3, 4, 5], 2, async (item) => {
    begun.push(item);
    await setImmediate();
    if (item === 0) throw new TypeError("first");
    await setImmediate();
    ended.push(item);
  });
  await expect(work).rejects.toThrow("first");
  expect([begun, ended]).toEqual([[0, 1], [1]]);
});

test("a gate lets a few in at a time, also after a failure", async () => {
  const gate = createGate(2);
  let running = 0;
  let most = 0;
  const work = (fail: boolean) =>
    gate(async () => {
      running += 1;
      most = Math.max(most, running);
      await setImmediate();
      running -= 1;
      if (fail) throw new TypeError("failed");
    });
  const results = await Promise.allSettled([true, false, true, false, false].map(work));
  expect(results.map(({ status }) => status)).toEqual([
    "rejected",
    "fulfilled",
    "rejected",
    "fulfilled",
    "fulfilled",
  ]);
  expect(most).toBe(2);
});
