import type { MetricPoint, MetricSummary } from "@mlx/core";
import type { Queries } from "../database.ts";
import type { Row } from "../tables.ts";
import { readShownSeries } from "./shown-series.ts";

type SeriesRow = Row<"metric_series">;
type RunRow = Pick<Row<"runs">, "seq" | "attempt" | "chain">;

/** Of the attempt; without one, those that the run shows. */
export async function readMetricSummaries(
  queries: Queries,
  run: RunRow,
  attempt?: number,
): Promise<readonly MetricSummary[]> {
  return (await readSeries(queries, run, attempt)).map(toMetricSummary);
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
  run: RunRow,
  name: string,
  attempt?: number,
): Promise<readonly MetricPoint[]> {
  const series = (await readSeries(queries, run, attempt)).find((row) => row.name === name);
  if (series === undefined) return [];
  const rows = await queries
    .selectFrom("metric_points")
    .where("series", "=", series.id)
    .select(["step", "value", "at"])
    .orderBy("step")
    .execute();
  return rows.map(({ step, value, at }) => ({ name, value: value ?? Number.NaN, step, at }));
}

async function readSeries(
  queries: Queries,
  run: RunRow,
  attempt: number | undefined,
): Promise<readonly SeriesRow[]> {
  if (attempt === undefined) return readShownSeries(queries, [run]);
  return queries
    .selectFrom("metric_series")
    .selectAll()
    .where("run", "=", run.seq)
    .where("attempt", "=", attempt)
    .orderBy("name")
    .execute();
}
