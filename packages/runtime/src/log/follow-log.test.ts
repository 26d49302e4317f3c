import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clock } from "@mlx/core";
import { afterEach, beforeEach, expect, it } from "vitest";
import { followLog } from "./follow-log.ts";
import { defaultLogLimits } from "./log-limits.ts";
import { createLogWriter } from "./log-writer.ts";
import { createWakeUp } from "./wake-up.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mlx-follow-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Its sleep never ends by itself; it says when somebody sleeps. */
function createEndlessClock() {
  let slept = Promise.withResolvers<void>();
  const clock: Clock = {
    now: () => 0,
    monotonic: () => 0,
    sleep: (_, signal) => {
      slept.resolve();
      return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
    },
  };
  async function untilSleeping(): Promise<void> {
    await slept.promise;
    slept = Promise.withResolvers();
  }
  return { clock, untilSleeping };
}

it("reads on when it is woken, without waiting for its next look", async () => {
  const writer = createLogWriter({ folder, limits: defaultLogLimits, secrets: [], now: () => 0 });
  const { clock, untilSleeping } = createEndlessClock();
  const wakeUp = createWakeUp();
  let over = false;
  const log = followLog(folder, { cursor: "0", follow: true, clock, ended: async () => over, wakeUp });
  const lines = log[Symbol.asyncIterator]();
  for (const text of ["one", "two", "three"]) {
    const next = lines.next();
    await untilSleeping();
    writer.write("stdout", Buffer.from(`${text}\n`));
    wakeUp.wake();
    expect((await next).value?.line.text).toBe(text);
  }
  const end = lines.next();
  await untilSleeping();
  over = true;
  wakeUp.wake();
  expect((await end).done).toBe(true);
  writer.close();
});
