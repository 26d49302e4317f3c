import type { MetricPoint } from "@mlx/core";
import type { Row } from "../tables.ts";

/** A series without its identity: the summary of its points, and how they are kept. */
export type Series = Omit<Row<"metric_series">, "id" | "run" | "attempt" | "name">;

/** The series with the points' values in its summary; `count`, `kept` and `stride` are not touched. */
export function foldPoints(series: Series | undefined, points: readonly MetricPoint[]): Series | undefined {
  return points.reduce<Series | undefined>(foldPoint, series);
}

function foldPoint(series: Series | undefined, { value, step, at }: MetricPoint): Series {
  const finite = Number.isFinite(value) ? value : null;
  const stored = Number.isNaN(value) ? null : value;
  if (series === undefined)
    return {
      ...{ last: stored, last_step: step, min: finite, max: finite, count: 0 },
      ...{ first_at: at, last_at: at, max_step: step, stride: 1, kept: 0 },
    };
  const newest = at > series.last_at || (at === series.last_at && step >= series.last_step);
  return {
    ...series,
    ...(newest ? { last: stored, last_step: step, last_at: at } : {}),
    ...(finite === null
      ? {}
      : { min: Math.min(series.min ?? finite, finite), max: Math.max(series.max ?? finite, finite) }),
    first_at: Math.min(series.first_at, at),
    max_step: Math.max(series.max_step, step),
  };
}
