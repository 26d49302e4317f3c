import fc from "fast-check";
import { expect, test } from "vitest";
import { areaUnder, rocOf } from "./roc.ts";

const scored = fc.array(
  fc.record({
    // Few values, so that many are equal.
    score: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.double({ noNaN: true, min: -1, max: 1 })),
    positive: fc.boolean(),
  }),
  { maxLength: 40 },
);

/** How often a positive is before a negative, pair by pair. */
function byPairs(rows: readonly { readonly score: number; readonly positive: boolean }[]): number {
  const [positives, negatives] = [rows.filter((row) => row.positive), rows.filter((row) => !row.positive)];
  const won = positives.flatMap(({ score }) =>
    negatives.map((other) => (score > other.score ? 1 : score === other.score ? 0.5 : 0)),
  );
  return won.reduce<number>((sum, value) => sum + value, 0) / won.length;
}

test("the area is the share of pairs that are in order", () => {
  fc.assert(
    fc.property(scored, (rows) => {
      const curve = rocOf(rows);
      const both = rows.some(({ positive }) => positive) && rows.some(({ positive }) => !positive);
      expect(curve !== undefined).toBe(both);
      if (curve !== undefined) expect(curve.auc).toBeCloseTo(byPairs(rows), 9);
    }),
  );
});

test("each point is what a threshold gives, and the curve never falls", () => {
  fc.assert(
    fc.property(scored, (rows) => {
      const { points = [] } = rocOf(rows) ?? {};
      if (points.length === 0) return;
      const positives = rows.filter(({ positive }) => positive).length;
      const thresholds = [...new Set(rows.map(({ score }) => score + 0))].sort((a, b) => b - a);
      const expected = thresholds.map((threshold) => {
        const taken = rows.filter(({ score }) => score >= threshold);
        const hits = taken.filter(({ positive }) => positive).length;
        return [(taken.length - hits) / (rows.length - positives), hits / positives];
      });
      expect(points).toEqual([[0, 0], ...expected]);
    }),
  );
});

test("the other way round it is the rest", () => {
  fc.assert(
    fc.property(scored, (rows) => {
      const turned = rocOf(rows.map(({ score, positive }) => ({ score: -score, positive })));
      if (turned !== undefined) expect(turned.auc).toBeCloseTo(1 - (rocOf(rows)?.auc ?? 0), 9);
    }),
  );
});

test("the area under one point is nothing", () => {
  expect([areaUnder([]), areaUnder([[0.5, 1]])]).toEqual([0, 0]);
});
