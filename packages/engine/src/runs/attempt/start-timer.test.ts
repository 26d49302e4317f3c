import { createVirtualClock } from "@mlx/core/testing";
import { expect, test } from "vitest";
import { startTimer } from "./start-timer.ts";

const longest = 2 ** 31 - 1;

/** As the clock of the system: what sleeps for longer than its timers can count is woken at once. */
function createLimitedClock() {
  const clock = createVirtualClock();
  const sleep: typeof clock.sleep = (milliseconds, signal) =>
    clock.sleep(milliseconds > longest ? 1 : milliseconds, signal);
  return { ...clock, sleep };
}

test("a timer acts when its time is over, also after more than a timer of the system can count", async () => {
  const clock = createLimitedClock();
  let acted = 0;
  const seconds = 30 * 86_400;
  startTimer(clock, seconds, () => {
    acted += 1;
  });
  await clock.advance(seconds * 1000 - 1);
  expect(acted).toBe(0);
  await clock.advance(1);
  expect([acted, clock.pending()]).toEqual([1, 0]);
});

test("a timer that is cancelled does nothing, and nobody waits for it", async () => {
  const clock = createVirtualClock();
  let acted = 0;
  const cancel = startTimer(clock, 10, () => {
    acted += 1;
  });
  await clock.advance(9_999);
  cancel();
  await clock.advance(10_000);
  expect([acted, clock.pending()]).toEqual([0, 0]);
});
