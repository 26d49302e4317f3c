import type { MetricPoint, MetricSummary } from "@mlx/core";
import type { Queries } from "../database.ts";
import type { Row } from "../tables.ts";

export async function readMetricSummaries(queries: Queries, run: number): Promise<readonly MetricSummary[]> {
  const rows = await queries
    .selectFrom("metric_series")
    .selectAll()
    .where("run", "=", run)
    .orderBy("name")
    .execute();
  return rows.map(toMetricSummary);
}

/** Where every value is NaN or infinite, min and max are NaN. */
export function toMetricSummary(row: Row<"metric_series">): MetricSummary {
  return {
    name: row.name,
    last: row.last ?? Number.NaN,
    min: row.min ?? Number.NaN,
    max: row.max ?? Number.NaN,
    count: row.count,
    firstAt: row.first_at,
    lastAt: row.last_at,
  };
}

export async function readMetricPoints(
  queries: Queries,
  run: number,
  name: string,
): Promise<readonly MetricPoint[]> {
  const rows = await queries
    .selectFrom("metric_points")
    .innerJoin("metric_series", "metric_series.id", "metric_points.series")
    .where("metric_series.run", "=", run)
    .where("metric_series.name", "=", name)
    .select(["step", "value", "at"])
    .orderBy("step")
    .execute();
  return rows.map(({ step, value, at }) => ({ name, value: value ?? Number.NaN, step, at }));
}
