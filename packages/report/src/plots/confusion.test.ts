import fc from "fast-check";
import { expect, test } from "vitest";
import { confusionOf, scoresOf } from "./confusion.ts";

const label = fc.constantFrom("cat", "dog", "10", "9", "");
const rows = fc.array(fc.record({ actual: label, predicted: label }), { minLength: 1, maxLength: 60 });

test("counts what a look at each row counts, and scores the same", () => {
  fc.assert(
    fc.property(rows, (pairs) => {
      const matrix = confusionOf(pairs);
      const count = (actual: string, predicted: string) =>
        pairs.filter((pair) => pair.actual === actual && pair.predicted === predicted).length;
      expect(matrix.counts).toEqual(
        matrix.labels.map((actual) => matrix.labels.map((predicted) => count(actual, predicted))),
      );
      expect(matrix.counts.flat().reduce((sum, value) => sum + value, 0)).toBe(pairs.length);
      expect(scoresOf(matrix).accuracy).toBeCloseTo(
        pairs.filter(({ actual, predicted }) => actual === predicted).length / pairs.length,
        12,
      );
    }),
  );
});

test("of two labels the second counts; labels that are numbers are ordered by size", () => {
  const pairs = [
    ["0", "0"],
    ["0", "1"],
    ["1", "1"],
    ["1", "1"],
    ["1", "0"],
  ].map(([actual = "", predicted = ""]) => ({ actual, predicted }));
  const matrix = confusionOf(pairs);
  expect(matrix).toEqual({
    labels: ["0", "1"],
    counts: [
      [1, 1],
      [1, 2],
    ],
  });
  expect(scoresOf(matrix)).toEqual({ accuracy: 0.6, precision: 2 / 3, recall: 2 / 3, f1: 2 / 3 });
  expect(confusionOf([{ actual: "10", predicted: "9", count: 3 }])).toEqual({
    labels: ["9", "10"],
    counts: [
      [0, 0],
      [3, 0],
    ],
  });
});
