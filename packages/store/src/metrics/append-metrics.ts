/**
 * How points are kept, those of each attempt by themselves. Of one name and step there is one point,
 * the latest that was appended; its series' summary is over those. `last` is the value with the latest
 * time, of one time that with the highest step, so that appending points again changes nothing.
 *
 * An attempt keeps a million points. When it has more, its longest series is thinned: every other point
 * goes, and from then on only every second, fourth, … point of it is kept. Summaries go on counting all
 * points. In a thinned series a step that was seen before cannot be told from one whose point is gone,
 * so an earlier step counts as a repetition, and min and max only ever widen.
 */
import { InternalError, type MetricPoint } from "@mlx/core";
import { sql } from "kysely";
import { chunks } from "../chunks.ts";
import type { Queries } from "../database.ts";
import type { Row } from "../tables.ts";
import { foldPoints, type Series } from "./fold-points.ts";

type SeriesRow = Row<"metric_series">;
type PointRow = Row<"metric_points">;

/** Whose points they are. */
type AttemptKey = Pick<SeriesRow, "run" | "attempt">;

const keptPoints = 1_000_000;

export async function appendMetrics(
  queries: Queries,
  attempt: AttemptKey,
  points: readonly MetricPoint[],
  limit = keptPoints,
): Promise<void> {
  for (const [name, merged] of mergePoints(points)) await appendSeries(queries, attempt, name, merged);
  await thinSeries(queries, attempt, limit);
}

/** By name; of each step the last given, in order of steps. */
function mergePoints(points: readonly MetricPoint[]): ReadonlyMap<string, readonly MetricPoint[]> {
  const byName = new Map<string, Map<number, MetricPoint>>();
  for (const point of points) {
    if (!Number.isFinite(point.step) || !Number.isFinite(point.at))
      throw new InternalError(`a point of ${point.name} has no usable step or time`);
    const steps = byName.get(point.name);
    if (steps === undefined) byName.set(point.name, new Map([[point.step, point]]));
    else steps.set(point.step, point);
  }
  return new Map(
    [...byName].map(([name, steps]) => [name, [...steps.values()].sort((a, b) => a.step - b.step)]),
  );
}

async function appendSeries(
  queries: Queries,
  attempt: AttemptKey,
  name: string,
  points: readonly MetricPoint[],
): Promise<void> {
  const found = await queries
    .selectFrom("metric_series")
    .selectAll()
    .where("run", "=", attempt.run)
    .where("attempt", "=", attempt.attempt)
    .where("name", "=", name)
    .executeTakeFirst();
  const row = found ?? (await insertSeries(queries, attempt, name, points));
  const known = await readSteps(queries, row, points);
  const written: MetricPoint[] = [];
  let added = 0;
  let shrunk = false;
  for (const point of points) {
    const before = known.get(point.step);
    if (before !== undefined) {
      written.push(point);
      shrunk ||= row.stride === 1 && carriesSummary(row, before, point);
    } else if (row.stride === 1 || point.step > row.max_step) {
      if ((row.count + added) % row.stride === 0) written.push(point);
      added += 1;
    }
  }
  await writePoints(queries, row.id, written);
  const kept = row.kept + written.filter(({ step }) => !known.has(step)).length;
  // Without its identity: to set a key, even to what it is, has the database look through all points.
  const { id, run: _, attempt: __, name: ___, ...series } = row;
  const folded = {
    ...foldPoints(row.count === 0 ? undefined : series, points),
    ...{ count: row.count + added, kept },
  };
  const summary = shrunk ? { ...folded, ...(await recount(queries, id)) } : folded;
  await queries.updateTable("metric_series").set(summary).where("id", "=", id).execute();
}

async function insertSeries(
  queries: Queries,
  { run, attempt }: AttemptKey,
  name: string,
  points: readonly MetricPoint[],
): Promise<SeriesRow> {
  const series = foldPoints(undefined, points);
  if (series === undefined) throw new InternalError("a series was made without a point");
  return queries
    .insertInto("metric_series")
    .values({ run, attempt, name, ...series })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Those of the points' steps that are kept already. */
async function readSteps(
  queries: Queries,
  { id, count, max_step }: SeriesRow,
  points: readonly MetricPoint[],
): Promise<ReadonlyMap<number, PointRow>> {
  const known = new Map<number, PointRow>();
  if (count === 0) return known;
  const steps = points.map(({ step }) => step).filter((step) => step <= max_step);
  for (const some of chunks(steps)) {
    const rows = await queries
      .selectFrom("metric_points")
      .selectAll()
      .where("series", "=", id)
      .where("step", "in", some)
      .execute();
    for (const row of rows) known.set(row.step, row);
  }
  return known;
}

/** Whether the summary rests on the point as it was before, so that it must be made anew. */
function carriesSummary(series: Series, before: PointRow, after: MetricPoint): boolean {
  if (before.value === (Number.isNaN(after.value) ? null : after.value) && before.at === after.at)
    return false;
  return (
    [series.min, series.max].includes(before.value) || [series.first_at, series.last_at].includes(before.at)
  );
}

async function writePoints(queries: Queries, series: number, points: readonly MetricPoint[]): Promise<void> {
  for (const some of chunks(points)) {
    const rows = some.map(({ step, value, at }) => ({
      ...{ series, step, at },
      value: Number.isNaN(value) ? null : value,
    }));
    await queries
      .insertInto("metric_points")
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(["series", "step"]).doUpdateSet(({ ref }) => ({
          value: ref("excluded.value"),
          at: ref("excluded.at"),
        })),
      )
      .execute();
  }
}

/** The summary of a series whose points are all kept. */
async function recount(queries: Queries, series: number) {
  const points = queries.selectFrom("metric_points").where("series", "=", series);
  const finite = sql<number>`case when abs(value) <= ${Number.MAX_VALUE} then value end`;
  const bounds = await points
    .select(({ fn }) => [
      fn.min<number | null>(finite).as("min"),
      fn.max<number | null>(finite).as("max"),
      fn.min("at").as("first_at"),
    ])
    .executeTakeFirstOrThrow();
  const newest = await points
    .select(["value as last", "step as last_step", "at as last_at"])
    .orderBy("at", "desc")
    .orderBy("step", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();
  return { ...bounds, ...newest };
}

async function thinSeries(queries: Queries, { run, attempt }: AttemptKey, limit: number): Promise<void> {
  for (;;) {
    const series = await queries
      .selectFrom("metric_series")
      .select(["id", "kept", "stride"])
      .where("run", "=", run)
      .where("attempt", "=", attempt)
      .orderBy("kept", "desc")
      .execute();
    const [longest] = series;
    const kept = series.reduce((sum, each) => sum + each.kept, 0);
    if (longest === undefined || kept <= limit || longest.kept < 2) return;
    await queries
      .deleteFrom("metric_points")
      .where("series", "=", longest.id)
      .where("step", "in", ({ selectFrom }) =>
        selectFrom(({ selectFrom: from }) =>
          from("metric_points")
            .where("series", "=", longest.id)
            .select(["step", sql<number>`row_number() over (order by step)`.as("place")])
            .as("placed"),
        )
          .where(sql`place % 2`, "=", 0)
          .select("step"),
      )
      .execute();
    await queries
      .updateTable("metric_series")
      .set({ kept: Math.ceil(longest.kept / 2), stride: longest.stride * 2 })
      .where("id", "=", longest.id)
      .execute();
  }
}
