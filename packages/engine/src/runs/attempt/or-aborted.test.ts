import { createVirtualClock } from "@mlx/core/testing";
import { expect, test } from "vitest";
import { orAborted } from "./or-aborted.ts";

const never = () => new Promise<string>(() => {});
const aborted = (reason: string) => AbortSignal.abort(reason);

test("what comes to its end first counts", async () => {
  const clock = createVirtualClock();
  const signal = new AbortController().signal;
  expect(await orAborted(Promise.resolve("done"), signal, clock)).toBe("done");
  await expect(orAborted(Promise.reject(new TypeError("no")), signal, clock)).rejects.toThrow("no");
  await expect(orAborted(never(), aborted("enough"), clock)).rejects.toBe("enough");
  const later = new AbortController();
  const waiting = orAborted(never(), later.signal, clock);
  later.abort("enough");
  await expect(waiting).rejects.toBe("enough");
});

test("what is to end has a while for it, and no longer", async () => {
  const clock = createVirtualClock();
  const told: string[] = [];
  const { promise, resolve } = Promise.withResolvers<string>();
  const follow = (name: string, work: Promise<string>) =>
    orAborted(work, aborted("enough"), clock, 5000).catch((reason) => told.push(`${name}: ${reason}`));
  const all = [follow("ends", promise), follow("hangs", never())];
  await clock.advance(1000);
  expect(told).toEqual([]);
  resolve("late");
  await clock.advance(0);
  await clock.advance(3999);
  expect(told).toEqual([]);
  await clock.advance(1);
  await Promise.all(all);
  expect(told).toEqual(["hangs: enough"]);
  expect(clock.pending()).toBe(0);
});
