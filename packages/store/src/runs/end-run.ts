import { type ModelVersion, type NewModelVersion, nameOf, type RunEnding, type RunFence } from "@mlx/core";
import type { Queries } from "../database.ts";
import { toJson } from "../json-text.ts";
import { insertVersion, toModelVersion } from "../registry/version-rows.ts";
import type { Row } from "../tables.ts";
import { readFenced } from "./run-fence.ts";
import { addUse } from "./run-uses.ts";
import { transitionRun } from "./transition-run.ts";

/** The last write of a run: status, attempt, outputs and model together. Failures: 5020, 5021. */
export async function endRun(
  queries: Queries,
  namespace: string,
  fence: RunFence,
  { status, endedAt, attempt, outputs = [], model, tookOver, plots }: RunEnding,
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
  if (plots !== undefined)
    await queries
      .updateTable("runs")
      .set({ plots: toJson(plots) })
      .where("seq", "=", before.seq)
      .execute();
  if (tookOver !== undefined) await addUse(queries, { run: before.seq, used: tookOver, namespace });
  const made = model === undefined ? undefined : await publishVersion(queries, before, model, endedAt);
  const row = await transitionRun(queries, namespace, fence, status, { at: endedAt, actor, attempt });
  return { row, ...(made === undefined ? {} : { model: made }) };
}

/** An instance that was moved during the run has its new name. */
async function publishVersion(
  queries: Queries,
  { seq: run, namespace, instance, experiment }: Row<"runs">,
  version: NewModelVersion,
  at: string,
): Promise<ModelVersion> {
  const { origin } = version;
  const moved: NewModelVersion =
    origin.type === "external"
      ? version
      : {
          ...version,
          model: instance === origin.instance ? version.model : nameOf(instance),
          origin: { ...origin, instance, ...(experiment === null ? {} : { experiment }) },
        };
  return toModelVersion(await insertVersion(queries, namespace, moved, { run, at }));
}
