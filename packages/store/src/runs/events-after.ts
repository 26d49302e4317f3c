import { formatModelVersion, type RunStore } from "@mlx/core";
import { chunks } from "../chunks.ts";
import type { Queries } from "../database.ts";
import type { Row } from "../tables.ts";
import { toRunEvent } from "./run-events.ts";
import { toRun } from "./run-rows.ts";

/** The events of a namespace's runs behind `after`, each with its run, and the model that this made. */
export async function readEventsAfter(
  queries: Queries,
  namespace: string,
  after: number,
  limit: number,
): ReturnType<RunStore["eventsAfter"]> {
  const events = await queries
    .selectFrom("run_events")
    .selectAll()
    .where("namespace", "=", namespace)
    .where("seq", ">", after)
    .orderBy("seq")
    .limit(limit)
    .execute();
  const seqs = [...new Set(events.map(({ run }) => run))];
  const runs = new Map<number, ReturnType<typeof toRun>>();
  const models = new Map<number, string>();
  for (const some of chunks(seqs)) {
    for (const row of await readRows(queries, some)) runs.set(row.seq, toRun(row));
    for (const model of await readModels(queries, some))
      if (model.run !== null) models.set(model.run, formatModelVersion(model));
  }
  return events.flatMap((row) => {
    const run = runs.get(row.run);
    if (run === undefined) return [];
    const model = models.get(row.run);
    return [{ event: toRunEvent(run.id, row), run, ...(model === undefined ? {} : { model }) }];
  });
}

function readRows(queries: Queries, seqs: readonly number[]): Promise<readonly Row<"runs">[]> {
  return queries.selectFrom("runs").selectAll().where("seq", "in", seqs).execute();
}

function readModels(queries: Queries, runs: readonly number[]) {
  return queries
    .selectFrom("model_versions")
    .select(["run", "model", "version"])
    .where("run", "in", runs)
    .execute();
}
