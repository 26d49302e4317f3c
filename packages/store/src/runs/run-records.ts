import { formatModelVersion, type RunRecord } from "@mlx/core";
import { chunks } from "../chunks.ts";
import type { Queries } from "../database.ts";
import { fromJson } from "../json-text.ts";
import { toMetricSummary } from "../metrics/read-metrics.ts";
import { readShownSeries } from "../metrics/shown-series.ts";
import type { Row } from "../tables.ts";
import { toAttempt } from "./attempt-rows.ts";
import { toRun } from "./run-rows.ts";

/** The runs with all that belongs to them, in the same order. */
export async function readRecords(
  queries: Queries,
  rows: readonly Row<"runs">[],
): Promise<readonly RunRecord[]> {
  const records: RunRecord[] = [];
  for (const some of chunks(rows)) records.push(...(await readSome(queries, some)));
  return records;
}

async function readSome(queries: Queries, rows: readonly Row<"runs">[]): Promise<readonly RunRecord[]> {
  const runs = rows.map(({ seq }) => seq);
  const of = <Part extends { readonly run: number | null }>(parts: readonly Part[]) =>
    Map.groupBy(parts, ({ run }) => run);
  const attempts = of(
    await queries.selectFrom("run_attempts").selectAll().where("run", "in", runs).orderBy("number").execute(),
  );
  const series = of(await readShownSeries(queries, rows));
  const outputs = of(
    await queries.selectFrom("run_outputs").selectAll().where("run", "in", runs).orderBy("channel").execute(),
  );
  const models = of(
    await queries
      .selectFrom("model_versions")
      .select(["run", "model", "version"])
      .where("run", "in", runs)
      .orderBy("seq")
      .execute(),
  );
  return rows.map((row) => {
    const [model] = models.get(row.seq) ?? [];
    return {
      run: toRun(row),
      attempts: (attempts.get(row.seq) ?? []).map((attempt) => toAttempt(row.id, attempt)),
      metrics: (series.get(row.seq) ?? []).map(toMetricSummary),
      outputs: (outputs.get(row.seq) ?? []).map(({ channel, artifact, path }) => ({
        ...{ channel, path },
        artifact: fromJson(artifact),
      })),
      ...(model === undefined ? {} : { model: formatModelVersion(model) }),
      ...(row.plots === null ? {} : { plots: fromJson(row.plots) }),
    };
  });
}
