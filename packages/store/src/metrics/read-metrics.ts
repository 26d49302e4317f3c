import type { MetricPoint, MetricSummary } from "@mlx/core";
import type { Queries } from "../database.ts";
import type { Row } from "../tables.ts";

/** A run's row; its metrics are those of its newest attempt, and before the first it has none. */
type RunRow = Pick<Row<"runs">, "seq" | "attempt">;

export async function readMetricSummaries(
  queries: Queries,
  { seq, attempt }: RunRow,
): Promise<readonly MetricSummary[]> {
  const rows = await queries
    .selectFrom("metric_series")
    .selectAll()
    .where("run", "=", seq)
    .where("attempt", "=", attempt)
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
  { seq, attempt }: RunRow,
  name: string,
): Promise<readonly MetricPoint[]> {
  const rows = await queries
    .selectFrom("metric_points")
    .innerJoin("metric_series", "metric_series.id", "metric_points.series")
    .where("metric_series.run", "=", seq)
    .where("metric_series.attempt", "=", attempt)
    .where("metric_series.name", "=", name)
    .select(["step", "value", "at"])
    .orderBy("step")
    .execute();
  return rows.map(({ step, value, at }) => ({ name, value: value ?? Number.NaN, step, at }));
}
