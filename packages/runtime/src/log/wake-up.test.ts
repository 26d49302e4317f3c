import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "@mlx/core";
import { expect, it } from "vitest";
import { createWakeUp } from "./wake-up.ts";

/** A clock whose sleep ends only by its signal. */
const endless: Clock = {
  now: () => 0,
  monotonic: () => 0,
  sleep: (_, signal) =>
    new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason))),
};

it("wakes all who wait, and each only once", async () => {
  const wakeUp = createWakeUp();
  const sleeping = [wakeUp.mark().sleep(1, endless), wakeUp.mark().sleep(1, endless)];
  wakeUp.wake();
  await Promise.all(sleeping);
  const again = wakeUp.mark().sleep(1, endless);
  expect(await Promise.race([again.then(() => "woken"), delay(5, "asleep")])).toBe("asleep");
  wakeUp.wake();
  await again;
});

it("does not miss a wake between the look and the sleep", async () => {
  const wakeUp = createWakeUp();
  const mark = wakeUp.mark();
  wakeUp.wake();
  await mark.sleep(1, endless);
});

it("sleeps no longer than it is told, and ends with the signal's reason", async () => {
  const wakeUp = createWakeUp();
  await wakeUp.mark().sleep(1, { ...endless, sleep: async () => {} });
  const stop = new AbortController();
  const reason = new Error("enough");
  const sleeping = wakeUp.mark().sleep(1, endless, stop.signal);
  stop.abort(reason);
  await expect(sleeping).rejects.toBe(reason);
  await expect(wakeUp.mark().sleep(1, endless, stop.signal)).rejects.toBe(reason);
});
