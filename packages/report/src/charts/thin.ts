import type { Point } from "../plots/plot.ts";

/**
 * At most `most` points (3 or more) of a line that look like all of them: largest triangle three buckets.
 * First and last stay. Source: Steinarsson, Downsampling time series for visual representation (2013).
 */
export function thinLine(points: readonly Point[], most: number): readonly Point[] {
  const [first, last] = [points[0], points.at(-1)];
  if (points.length <= most || first === undefined || last === undefined) return points;
  const size = (points.length - 2) / (most - 2);
  const bucket = (index: number) => Math.floor(index * size) + 1;
  const kept: Point[] = [first];
  let [fromX, fromY] = first;
  for (let index = 0; index < most - 2; index++) {
    const [nextX, nextY] = index === most - 3 ? last : mean(points, bucket(index + 1), bucket(index + 2));
    let largest = -1;
    let chosen: Point = last;
    for (let at = bucket(index); at < bucket(index + 1); at++) {
      const [x, y] = points[at] ?? last;
      const area = Math.abs((fromX - nextX) * (y - fromY) - (fromX - x) * (nextY - fromY));
      if (area > largest) [largest, chosen] = [area, [x, y]];
    }
    kept.push(chosen);
    [fromX, fromY] = chosen;
  }
  kept.push(last);
  return kept;
}

function mean(points: readonly Point[], from: number, until: number): Point {
  const end = Math.min(until, points.length);
  let [x, y] = [0, 0];
  for (let at = from; at < end; at++) {
    const point = points[at];
    x += (point?.[0] ?? 0) / (end - from);
    y += (point?.[1] ?? 0) / (end - from);
  }
  return [x, y];
}

/** Of a cloud of points one for each cell of a grid that has any: what lies on one spot is drawn once. */
export function thinDots(points: readonly Point[], columns: number, rows: number): readonly Point[] {
  if (points.length <= columns * 20) return points;
  const [[minX, maxX], [minY, maxY]] = [extent(points, 0), extent(points, 1)];
  const cells = new Map<number, Point>();
  for (const point of points) {
    const column = cellOf(point[0], minX, maxX, columns);
    const cell = column * rows + cellOf(point[1], minY, maxY, rows);
    if (!cells.has(cell)) cells.set(cell, point);
  }
  return [...cells.values()];
}

/** Without spreading: a call takes only so many arguments. */
export function extent(points: readonly Point[], dimension: 0 | 1): readonly [min: number, max: number] {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const point of points) {
    min = Math.min(min, point[dimension]);
    max = Math.max(max, point[dimension]);
  }
  return [min, max];
}

function cellOf(value: number, min: number, max: number, cells: number): number {
  return max === min ? 0 : Math.min(cells - 1, Math.floor(((value - min) / (max - min)) * cells));
}
