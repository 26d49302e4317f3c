import {
  formatModelVersion,
  isSecretRef,
  type Json,
  type Parameters,
  type ParameterValue,
  type runAttributes,
} from "@mlx/core";
import { chunks } from "../chunks.ts";
import type { Queries } from "../database.ts";
import { fromJson, fromOptionalJson } from "../json-text.ts";
import { readShownSeries } from "../metrics/shown-series.ts";
import type { Row } from "../tables.ts";
import { columnOf } from "./cells.ts";

/** Times are milliseconds since 1970. */
export type DocumentValue = string | number | boolean;

/** All that a row can be searched by: column to values, of which only an alias has several. */
export type SearchDocument = ReadonlyMap<string, DocumentValue>;

export interface RunDocument {
  readonly namespace: string;
  readonly values: SearchDocument;
}

/** Of those runs that there are. */
export async function readRunDocuments(
  queries: Queries,
  runs: readonly number[],
): Promise<ReadonlyMap<number, RunDocument>> {
  const documents = new Map<number, RunDocument>();
  for (const some of chunks(runs)) {
    const rows = await queries.selectFrom("runs").selectAll().where("seq", "in", some).execute();
    const series = Map.groupBy(await readLast(queries, rows), ({ run }) => run);
    const models = await queries
      .selectFrom("model_versions")
      .select(["run", "model", "version"])
      .where("run", "in", some)
      .orderBy("seq", "desc")
      .execute();
    // The first of several stays, as it does in a run's record.
    const modelOf = new Map(models.map((model) => [model.run, formatModelVersion(model)]));
    for (const row of rows) {
      const values = describeRun(row, modelOf.get(row.seq));
      for (const { name, last } of series.get(row.seq) ?? [])
        values.set(columnOf({ of: "metric", name }), last ?? Number.NaN);
      documents.set(row.seq, { namespace: row.namespace, values });
    }
  }
  return documents;
}

/** Of most runs three columns of one attempt, in a third of the time that whole summaries take. */
async function readLast(
  queries: Queries,
  rows: readonly Row<"runs">[],
): Promise<readonly Pick<Row<"metric_series">, "run" | "name" | "last">[]> {
  const simple = rows.filter(({ chain }) => chain === null).map(({ seq }) => seq);
  const chains = await readShownSeries(
    queries,
    rows.filter(({ chain }) => chain !== null),
  );
  if (simple.length === 0) return chains;
  const series = await queries
    .selectFrom("metric_series")
    .innerJoin("runs", (join) =>
      join.onRef("runs.seq", "=", "metric_series.run").onRef("runs.attempt", "=", "metric_series.attempt"),
    )
    .select(["metric_series.run", "metric_series.name", "metric_series.last"])
    .where("metric_series.run", "in", simple)
    .execute();
  return [...series, ...chains];
}

/** With each search: see `loadRunTable`. */
type ReadElsewhere = "id" | "service";

function describeRun(row: Row<"runs">, model: string | undefined): Map<string, DocumentValue> {
  const { recipe, parameters } = fromJson(row.spec);
  const [created, started, ended, scheduled] = [
    row.created_at,
    row.started_at,
    row.ended_at,
    row.scheduled_at,
  ].map((time) => (time === null ? undefined : Date.parse(time)));
  const attributes = {
    ...{ state: row.state, reason: row.reason, task: row.task, trigger: row.trigger, actor: row.actor },
    ...{ experiment: row.experiment, instance: row.instance, recipe, model, attempt: row.attempt },
    ...{ backfill: row.backfill, created, started, ended, scheduled },
    duration: started === undefined || ended === undefined ? undefined : (ended - started) / 1000,
  } satisfies Record<Exclude<keyof typeof runAttributes, ReadElsewhere>, DocumentValue | null | undefined>;
  const values = new Map<string, DocumentValue>();
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined && value !== null) values.set(columnOf({ of: "attribute", name }), value);
  // Of several tasks with one of that name it is the one that the run is known by.
  for (const { spec } of fromOptionalJson(row.chain) ?? []) addParameters(values, spec.parameters);
  addParameters(values, parameters);
  addTags(values, fromOptionalJson(row.tags) ?? {});
  return values;
}

export function addTags(values: Map<string, DocumentValue>, tags: { readonly [name: string]: string }): void {
  for (const [name, value] of Object.entries(tags)) values.set(columnOf({ of: "tag", name }), value);
}

function addParameters(values: Map<string, DocumentValue>, parameters: Parameters): void {
  for (const [name, value] of Object.entries(parameters)) addParameter(values, name, value);
}

/** One with members is searched by these (`model.depth`), a list by its JSON; a secret is not. */
function addParameter(values: Map<string, DocumentValue>, name: string, value: ParameterValue | Json): void {
  if (value === null || isSecretRef(value)) return;
  if (typeof value !== "object") values.set(columnOf({ of: "parameter", name }), value);
  else if (Array.isArray(value)) values.set(columnOf({ of: "parameter", name }), JSON.stringify(value));
  else for (const [member, inner] of Object.entries(value)) addParameter(values, `${name}.${member}`, inner);
}
