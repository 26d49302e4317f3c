import { timestamp } from "@mlx/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { nextTry } from "./next-try.ts";

const created = Date.UTC(2026, 0, 1);
const day = 24 * 3_600_000;
const deliveryWith = (tries: number) => ({
  createdAt: timestamp(created),
  attempts: Array.from({ length: tries }, () => ({ at: timestamp(created), milliseconds: 1, problem: "no" })),
});

test("each pause is twice as long as the one before, up to an hour", () => {
  const pauses = [0, 1, 2, 3, 8, 9, 30].map((tries) =>
    nextTry(deliveryWith(tries), created, { random: 0.5 }),
  );
  expect(pauses).toEqual([10_000, 20_000, 40_000, 80_000, 2_560_000, 3_600_000, 3_600_000]);
});

test("a receiver that wants more time gets it", () => {
  expect(nextTry(deliveryWith(0), created, { random: 0.5, afterSeconds: 600 })).toBe(600_000);
  expect(nextTry(deliveryWith(0), created, { random: 0.5, afterSeconds: 1 })).toBe(10_000);
});

test("it is given up once it is a day old", () => {
  expect(nextTry(deliveryWith(40), created + day - 1, { random: 0.5 })).toBe(3_600_000);
  expect(nextTry(deliveryWith(0), created + day, { random: 0.5 })).toBeUndefined();
});

test("jitter is a fifth of the pause at most, and there is always a pause", () => {
  fc.assert(
    fc.property(fc.nat(200), fc.double({ min: 0, max: 1, noNaN: true }), (tries, random) => {
      const exact = Math.min(3_600_000, 10_000 * 2 ** tries);
      const pause = nextTry(deliveryWith(tries), created, { random }) ?? 0;
      expect(pause).toBeGreaterThanOrEqual(exact * 0.8 - 1);
      expect(pause).toBeLessThanOrEqual(exact * 1.2 + 1);
    }),
  );
});
