import type { Run } from "@mlx/core";
import { chunks } from "../chunks.ts";
import type { Queries } from "../database.ts";
import { withoutNulls } from "../without-nulls.ts";

const parts = [
  "metric_series",
  "run_attempts",
  "run_outputs",
  "run_events",
  "run_uses",
  "cached_steps",
] as const;

/** Terminal runs that ended before, oldest first; not those that made a model version, or left an output. */
export async function listRemovable(
  queries: Queries,
  namespace: string,
  endedBefore: string,
  limit: number,
): Promise<readonly Pick<Run, "id" | "endedAt">[]> {
  const rows = await selectRemovable(queries, namespace)
    .select(["id", "ended_at"])
    .where("ended_at", "<", endedBefore)
    .where(({ exists, not, selectFrom }) =>
      not(exists(selectFrom("run_outputs").select("run").whereRef("run_outputs.run", "=", "runs.seq"))),
    )
    .orderBy("ended_at")
    .orderBy("seq")
    .limit(limit)
    .execute();
  return rows.map((row) => withoutNulls({ id: row.id, endedAt: row.ended_at }));
}

/** Removes the runs with all of their parts. One that is not terminal, or whose model is there, stays. */
export async function removeRuns(queries: Queries, namespace: string, ids: readonly string[]): Promise<void> {
  for (const some of chunks(ids)) {
    const rows = await selectRemovable(queries, namespace).select("seq").where("id", "in", some).execute();
    const seqs = rows.map(({ seq }) => seq);
    if (seqs.length === 0) continue;
    await queries
      .deleteFrom("metric_points")
      .where("series", "in", ({ selectFrom }) =>
        selectFrom("metric_series").select("id").where("run", "in", seqs),
      )
      .execute();
    for (const part of parts) await queries.deleteFrom(part).where("run", "in", seqs).execute();
    await queries.deleteFrom("runs").where("seq", "in", seqs).execute();
  }
}

/**
 * A run is part of the lineage of the version that it made, as long as that is not deleted; and one that is
 * repeated exactly is compared with at the end of that run.
 */
function selectRemovable(queries: Queries, namespace: string) {
  return queries
    .selectFrom("runs")
    .where("runs.namespace", "=", namespace)
    .where("runs.ended_at", "is not", null)
    .where(({ exists, not, selectFrom }) =>
      not(
        exists(
          selectFrom("model_versions")
            .select("model_versions.run")
            .whereRef("model_versions.run", "=", "runs.seq")
            .where("model_versions.status", "<>", "DELETED"),
        ),
      ),
    )
    .where(({ exists, not, selectFrom }) =>
      not(
        exists(
          selectFrom("runs as exact")
            .select("exact.seq")
            .whereRef("exact.namespace", "=", "runs.namespace")
            .whereRef("exact.exact_of", "=", "runs.id")
            .where("exact.ended_at", "is", null),
        ),
      ),
    );
}
