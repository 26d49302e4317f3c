import type { Digest, StepResult } from "@mlx/core";
import type { Queries } from "../database.ts";
import { fromJson, toJson } from "../json-text.ts";
import type { RunKey } from "./run-events.ts";

/** Of the newest run that had it. */
export async function findCachedStep(
  queries: Queries,
  namespace: string,
  key: Digest,
): Promise<{ readonly runId: string; readonly result: StepResult } | undefined> {
  const row = await queries
    .selectFrom("cached_steps")
    .innerJoin("runs", "runs.seq", "cached_steps.run")
    .select(["runs.id", "cached_steps.result"])
    .where("cached_steps.namespace", "=", namespace)
    .where("cached_steps.key", "=", key)
    .orderBy("cached_steps.run", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : { runId: row.id, result: fromJson(row.result) };
}

/** Of one run and key the later result counts. */
export async function writeCachedStep(
  queries: Queries,
  { namespace, seq: run }: RunKey,
  key: Digest,
  step: StepResult,
): Promise<void> {
  const result = toJson(step);
  await queries
    .insertInto("cached_steps")
    .values({ namespace, key, run, result })
    .onConflict((conflict) => conflict.columns(["namespace", "key", "run"]).doUpdateSet({ result }))
    .execute();
}
