import { formatModelVersion, type RunRecord, stepsOf } from "@mlx/core";
import { chunks } from "../chunks.ts";
import type { Queries } from "../database.ts";
import { fromJson, fromOptionalJson } from "../json-text.ts";
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
  const used = of(await readUsedVersions(queries, rows));
  return rows.map((row) => {
    const [model] = models.get(row.seq) ?? [];
    const run = toRun(row);
    // What a chain uses, and was not made for, is what it took over.
    const given = stepsOf(run).map(({ spec }) => spec.model?.ref);
    const tookOver =
      model === undefined
        ? (used.get(row.seq) ?? []).map(formatModelVersion).find((version) => !given.includes(version))
        : undefined;
    return {
      run,
      attempts: (attempts.get(row.seq) ?? []).map((attempt) => toAttempt(row.id, attempt)),
      metrics: (series.get(row.seq) ?? []).map(toMetricSummary),
      outputs: (outputs.get(row.seq) ?? []).map(({ channel, artifact, path }) => ({
        ...{ channel, path },
        artifact: fromJson(artifact),
      })),
      ...(model === undefined ? {} : { model: formatModelVersion(model) }),
      ...(tookOver === undefined ? {} : { tookOver }),
      ...(row.plots === null ? {} : { plots: fromJson(row.plots) }),
    };
  });
}

/** Of those that train in a chain: no other can have taken one over. */
async function readUsedVersions(queries: Queries, rows: readonly Row<"runs">[]) {
  const chains = rows.flatMap(({ seq, chain }) =>
    fromOptionalJson(chain)?.some(({ task }) => task === "train") === true ? [seq] : [],
  );
  if (chains.length === 0) return [];
  return queries
    .selectFrom("run_uses")
    .innerJoin("model_versions", (join) =>
      join
        .onRef("model_versions.namespace", "=", "run_uses.namespace")
        .onRef("model_versions.id", "=", "run_uses.used"),
    )
    .select(["run_uses.run", "model_versions.model", "model_versions.version"])
    .where("run_uses.run", "in", chains)
    .execute();
}
