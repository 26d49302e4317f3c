import { createVirtualClock } from "@mlx/core/testing";
import { expect, test } from "vitest";
import { createBell } from "./bell.ts";

const never = new AbortController().signal;

/** Whether a wait is over. */
function watch(waiting: Promise<void>): { readonly over: () => boolean } {
  let over = false;
  void waiting.then(() => {
    over = true;
  });
  return { over: () => over };
}

test("a wait ends when its time is over", async () => {
  const clock = createVirtualClock();
  const waiting = watch(createBell(clock).wait(1000, never));
  await clock.advance(999);
  expect(waiting.over()).toBe(false);
  await clock.advance(1);
  expect(waiting.over()).toBe(true);
});

test("a wait ends when the bell rings, and leaves no sleeper behind", async () => {
  const clock = createVirtualClock();
  const bell = createBell(clock);
  const waiting = watch(bell.wait(1000, never));
  await clock.advance(1);
  bell.ring();
  await clock.advance(0);
  expect(waiting.over()).toBe(true);
  expect(clock.pending()).toBe(0);
});

test("a bell that rang while nobody waited is heard once", async () => {
  const clock = createVirtualClock();
  const bell = createBell(clock);
  bell.ring();
  bell.ring();
  await bell.wait(1000, never);
  const waiting = watch(bell.wait(1000, never));
  await clock.advance(999);
  expect(waiting.over()).toBe(false);
});

test("a wait ends with its signal, also with one that was aborted before", async () => {
  const clock = createVirtualClock();
  const bell = createBell(clock);
  const ending = new AbortController();
  const waiting = watch(bell.wait(1000, ending.signal));
  ending.abort();
  await clock.advance(0);
  expect(waiting.over()).toBe(true);
  await bell.wait(1000, ending.signal);
  expect(clock.pending()).toBe(0);
});
