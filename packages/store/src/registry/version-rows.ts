import { InternalError, type ModelOrigin, type ModelVersion, type NewModelVersion } from "@mlx/core";
import type { Queries } from "../database.ts";
import { fromJson, fromOptionalJson, toJson, toOptionalJson } from "../json-text.ts";
import { decodeMetrics, encodeMetrics } from "../metrics/encode-metrics.ts";
import { findRun } from "../runs/run-fence.ts";
import type { NewRow, Row } from "../tables.ts";
import { withoutNulls } from "../without-nulls.ts";

type VersionRow = Row<"model_versions">;

/**
 * Gives the version its number. Rows are never removed, a deleted version is only marked, so that the highest
 * is the highest ever used. `run`: the row of the run that made it.
 */
export async function insertVersion(
  queries: Queries,
  namespace: string,
  version: NewModelVersion,
  made: { readonly run: number | null; readonly at: string },
): Promise<VersionRow> {
  const { model } = version;
  const highest = await queries
    .selectFrom("model_versions")
    .select(({ fn }) => fn.max<number | null>("version").as("version"))
    .where("namespace", "=", namespace)
    .where("model", "=", model)
    .executeTakeFirstOrThrow();
  return queries
    .insertInto("model_versions")
    .values({
      ...{ namespace, id: version.id, model, made_as: model, status: "READY", deleted: null },
      version: (highest.version ?? 0) + 1,
      ...originColumns(version.origin, made.run),
      artifact: toJson(version.artifact),
      metrics: toJson(encodeMetrics(version.metrics)),
      signature: toOptionalJson(version.signature),
      description: version.description ?? null,
      tags: toJson(version.tags),
      created_at: made.at,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Adds one that is not there yet. */
export async function addVersion(
  queries: Queries,
  namespace: string,
  version: NewModelVersion,
  at: string,
): Promise<VersionRow> {
  const known = await queries
    .selectFrom("model_versions")
    .selectAll()
    .where("namespace", "=", namespace)
    .where("id", "=", version.id)
    .executeTakeFirst();
  if (known !== undefined) return known;
  const { origin } = version;
  const run = origin.type === "run" ? await findRun(queries, namespace, origin.runId) : undefined;
  return insertVersion(queries, namespace, version, { run: run?.seq ?? null, at });
}

export function toModelVersion(row: VersionRow): ModelVersion {
  return withoutNulls({
    id: row.id,
    model: row.model,
    version: row.version,
    status: row.status,
    origin: toOrigin(row),
    artifact: fromJson(row.artifact),
    metrics: decodeMetrics(fromJson(row.metrics)),
    signature: fromOptionalJson(row.signature),
    description: row.description,
    tags: fromJson(row.tags),
    createdAt: row.created_at,
    deleted: fromOptionalJson(row.deleted),
  });
}

type OriginColumns = Pick<
  NewRow<"model_versions">,
  "origin" | "instance" | "experiment" | "run" | "run_id" | "inputs" | "lineage" | "actor" | "source"
>;

function originColumns(origin: ModelOrigin, run: number | null): OriginColumns {
  const none = { instance: null, experiment: null, run_id: null, inputs: null, lineage: null, actor: null };
  if (origin.type === "external")
    return { ...none, origin: origin.type, run, actor: origin.actor, source: origin.source ?? null };
  return {
    ...{ ...none, origin: origin.type, run, source: null },
    ...{ instance: origin.instance, experiment: origin.experiment ?? null, run_id: origin.runId },
    ...{ inputs: toJson(origin.inputs), lineage: toJson(origin.lineage) },
  };
}

function toOrigin(row: VersionRow): ModelOrigin {
  const { instance, experiment, run_id: runId, inputs, lineage, actor, source } = row;
  if (row.origin === "external" && actor !== null)
    return withoutNulls({ type: "external" as const, actor, source });
  if (instance === null || runId === null || inputs === null || lineage === null)
    throw new InternalError(`version ${row.version} of model ${row.model} has no origin`);
  return withoutNulls({
    ...{ type: "run" as const, instance, experiment, runId },
    ...{ inputs: fromJson(inputs), lineage: fromJson(lineage) },
  });
}
