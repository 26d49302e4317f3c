import fc from "fast-check";
import { expect, test } from "vitest";
import type { Point } from "../plots/plot.ts";
import { extent, thinDots, thinLine } from "./thin.ts";

const line = fc
  .array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 400 })
  .map((values) => values.map((value, step): Point => [step, value]));

test("a thinned line is a part of the line, in order, with its ends", () => {
  fc.assert(
    fc.property(line, fc.integer({ min: 3, max: 50 }), (points, most) => {
      const thinned = thinLine(points, most);
      expect(thinned.length).toBe(Math.min(points.length, most));
      const steps = thinned.map(([step]) => step);
      expect(steps).toEqual(steps.toSorted((a, b) => a - b));
      expect(new Set(steps).size).toBe(steps.length);
      for (const [step, value] of thinned) expect(points[step]?.[1]).toBe(value);
      expect([thinned[0], thinned.at(-1)]).toEqual([points[0], points.at(-1)]);
    }),
  );
});

test("a peak stays, also in a million points", () => {
  const points = Array.from(
    { length: 1_000_000 },
    (_, step): Point => [step, step === 654_321 ? 9 : Math.sin(step)],
  );
  const thinned = thinLine(points, 1000);
  expect(thinned).toHaveLength(1000);
  expect(thinned).toContainEqual([654_321, 9]);
});

test("a million dots become as many as there are cells, of the same extent within a cell", () => {
  const points = Array.from({ length: 1_000_000 }, (_, index): Point => [index % 997, (index * 7919) % 1009]);
  const thinned = thinDots(points, 40, 20);
  expect(thinned).toHaveLength(800);
  const [[left, right], [low, high]] = [extent(thinned, 0), extent(thinned, 1)];
  expect([left < 25, right > 971, low < 51, high > 957]).toEqual([true, true, true, true]);
});

test("few dots stay as they are, also where all are one", () => {
  const one: readonly Point[] = Array.from({ length: 5000 }, () => [1, 1] as const);
  expect(thinDots(one.slice(0, 10), 40, 20)).toHaveLength(10);
  expect(thinDots(one, 40, 20)).toEqual([[1, 1]]);
});
