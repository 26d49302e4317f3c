import { type ModelVersion, nameOf, type RunEnding, type RunFence } from "@mlx/core";
import type { Queries } from "../database.ts";
import { toJson } from "../json-text.ts";
import { encodeMetrics } from "../metrics/encode-metrics.ts";
import { selectVersions, toModelVersion } from "../models.ts";
import type { Row } from "../tables.ts";
import { readFenced } from "./run-fence.ts";
import { transitionRun } from "./transition-run.ts";

/** The last write of a run: status, attempt, outputs and model together. Failures: 5020, 5021. */
export async function endRun(
  queries: Queries,
  namespace: string,
  fence: RunFence,
  { status, endedAt, attempt, outputs = [], model }: RunEnding,
  { actor }: { readonly actor: string },
): Promise<{ readonly row: Row<"runs">; readonly model?: ModelVersion }> {
  const before = await readFenced(queries, namespace, fence);
  if (outputs.length > 0) {
    const rows = outputs.map(({ channel, artifact, path }) => ({
      ...{ run: before.seq, channel, path },
      artifact: toJson(artifact),
    }));
    await queries.insertInto("run_outputs").values(rows).execute();
  }
  const made = model === undefined ? undefined : await publishVersion(queries, before, model, endedAt);
  const row = await transitionRun(queries, namespace, fence, status, { at: endedAt, actor, attempt });
  return { row, ...(made === undefined ? {} : { model: made }) };
}

/**
 * Versions are never removed, a deleted one only marked, so that the highest is the highest ever used.
 * An instance that was moved during the run has its new name.
 */
async function publishVersion(
  queries: Queries,
  { seq: run, namespace, instance, experiment }: Row<"runs">,
  model: NonNullable<RunEnding["model"]>,
  createdAt: string,
): Promise<ModelVersion> {
  const name = instance === model.instance ? model.model : nameOf(instance);
  const highest = await queries
    .selectFrom("model_versions")
    .select(({ fn }) => fn.max("version").as("version"))
    .where("namespace", "=", namespace)
    .where("model", "=", name)
    .executeTakeFirst();
  await queries
    .insertInto("model_versions")
    .values({
      namespace,
      id: model.id,
      model: name,
      version: (highest?.version ?? 0) + 1,
      made_as: name,
      status: "READY",
      instance,
      experiment,
      run,
      artifact: toJson(model.artifact),
      metrics: toJson(encodeMetrics(model.metrics)),
      inputs: toJson(model.inputs),
      lineage: toJson(model.lineage),
      created_at: createdAt,
    })
    .execute();
  const row = await selectVersions(queries, namespace).where("id", "=", model.id).executeTakeFirstOrThrow();
  return toModelVersion(row);
}
