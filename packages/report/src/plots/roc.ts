import type { Point, RocCurve } from "./plot.ts";

/**
 * The curve of a score that is higher for what is positive, and the area under it: how often a positive
 * has a higher score than a negative, where equal ones count half. `undefined` unless there are both.
 * Source: Fawcett, An introduction to ROC analysis (2006), algorithm 1.
 */
export function rocOf(
  scored: readonly { readonly score: number; readonly positive: boolean }[],
): Omit<RocCurve, "of"> | undefined {
  const positives = scored.filter(({ positive }) => positive).length;
  const negatives = scored.length - positives;
  if (positives === 0 || negatives === 0) return undefined;
  const sorted = scored.toSorted((a, b) => b.score - a.score);
  const points: Point[] = [[0, 0]];
  let [truePositives, falsePositives] = [0, 0];
  sorted.forEach(({ score, positive }, index) => {
    if (positive) truePositives += 1;
    else falsePositives += 1;
    // Equal scores are passed at once: between them there is no threshold.
    if (sorted[index + 1]?.score !== score)
      points.push([falsePositives / negatives, truePositives / positives]);
  });
  return { points, auc: areaUnder(points) };
}

/** By trapezoids; the points are ordered by x. */
export function areaUnder(points: readonly Point[]): number {
  let area = 0;
  for (const [index, [x, y]] of points.entries()) {
    const [before, below] = points[index - 1] ?? [x, y];
    area += ((x - before) * (y + below)) / 2;
  }
  return area;
}
