import type { ModelStore, ModelVersion } from "@mlx/core";
import { sql } from "kysely";
import type { Database, Queries } from "./database.ts";
import { fromJson } from "./json-text.ts";
import { decodeMetrics } from "./metrics/encode-metrics.ts";
import type { Row } from "./tables.ts";
import { withoutNulls } from "./without-nulls.ts";

/** The registry: versions are made by the end of a run, and only read here. */
export function createModelStore({ namespace, read }: Database): ModelStore {
  const many = (refine: (select: Select) => Select) =>
    read(async (queries) => (await refine(selectVersions(queries, namespace)).execute()).map(toModelVersion));
  const one = async (refine: (select: Select) => Select) =>
    (await many((select) => refine(select).limit(1)))[0];
  return {
    heads: () =>
      many((select) =>
        select
          .where((where) =>
            where(
              "version",
              "=",
              where
                .selectFrom("model_versions as newest")
                .whereRef("newest.namespace", "=", "model_versions.namespace")
                .whereRef("newest.model", "=", "model_versions.model")
                .select(({ fn }) => fn.max("newest.version").as("version")),
            ),
          )
          .orderBy("model"),
      ),
    current: () =>
      many((select) =>
        select
          .where("seq", "in", ({ selectFrom }) =>
            selectFrom("model_versions as ready")
              .where("ready.namespace", "=", namespace)
              .where("ready.status", "=", "READY")
              .groupBy(["ready.instance", "ready.experiment"])
              .select(({ fn }) => fn.max("ready.seq").as("seq")),
          )
          .orderBy("model")
          .orderBy("seq"),
      ),
    versions: (model) => many((select) => select.where("model", "=", model).orderBy("version", "desc")),
    get: (model, version) =>
      one((select) =>
        select
          .where("version", "=", version)
          .where((where) => where.or([where("model", "=", model), where("made_as", "=", model)]))
          .orderBy(sql`model <> ${model}`)
          .orderBy("seq", "desc"),
      ),
    getById: (id) => one((select) => select.where("id", "=", id)),
    latest: (model) =>
      one((select) =>
        select.where("model", "=", model).where("status", "=", "READY").orderBy("version", "desc"),
      ),
    latestOf: (experiment) =>
      one((select) =>
        select.where("experiment", "=", experiment).where("status", "=", "READY").orderBy("seq", "desc"),
      ),
  };
}

/** A version's columns, its run's id among them. */
export function selectVersions(queries: Queries, namespace: string) {
  return queries
    .selectFrom("model_versions")
    .selectAll("model_versions")
    .select(({ selectFrom }) =>
      selectFrom("runs")
        .whereRef("runs.seq", "=", "model_versions.run")
        .select("runs.id")
        .$asScalar()
        .$notNull()
        .as("run_id"),
    )
    .where("model_versions.namespace", "=", namespace);
}

type Select = ReturnType<typeof selectVersions>;

export function toModelVersion(row: Row<"model_versions"> & { readonly run_id: string }): ModelVersion {
  return withoutNulls({
    id: row.id,
    model: row.model,
    version: row.version,
    status: row.status,
    instance: row.instance,
    experiment: row.experiment,
    runId: row.run_id,
    artifact: fromJson(row.artifact),
    metrics: decodeMetrics(fromJson(row.metrics)),
    inputs: fromJson(row.inputs),
    lineage: fromJson(row.lineage),
    createdAt: row.created_at,
  });
}
