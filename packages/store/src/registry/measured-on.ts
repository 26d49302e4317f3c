import { type Address, type Attempt, type Digest, type ModelStore, stepsOf } from "@mlx/core";
import type { Queries } from "../database.ts";
import { toAttempt } from "../runs/attempt-rows.ts";
import { toRun } from "../runs/run-rows.ts";
import type { Row } from "../tables.ts";

type Measured = Awaited<ReturnType<ModelStore["measuredOn"]>>[number];

/**
 * What `evaluate` runs that loaded the artifact measured on the dataset, newest run first. A run that read a
 * window of it says nothing of the whole, and is left out.
 */
export async function listMeasuredOn(
  queries: Queries,
  namespace: string,
  artifact: Digest,
  dataset: Address<"dataset">,
): Promise<readonly Measured[]> {
  const rows = await queries
    .selectFrom("run_uses")
    .innerJoin("runs", "runs.seq", "run_uses.run")
    .selectAll("runs")
    .where("run_uses.namespace", "=", namespace)
    .where("run_uses.used", "=", artifact)
    .where("runs.task", "=", "evaluate")
    .where("runs.state", "=", "DONE")
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("run_uses as read")
          .select("read.run")
          .whereRef("read.run", "=", "runs.seq")
          .where("read.used", "=", dataset),
      ),
    )
    .orderBy("runs.seq", "desc")
    .execute();
  const measured: Measured[] = [];
  for (const row of rows) {
    const staged = await findStaged(queries, row, artifact, dataset);
    if (staged === undefined) continue;
    const { fingerprint, attempt } = staged;
    measured.push({ runId: row.id, fingerprint, metrics: await metricsOf(queries, row.seq, attempt) });
  }
  return measured;
}

/** What the dataset was found to hold when it was staged for the evaluation, and the attempt at that. */
async function findStaged(
  queries: Queries,
  row: Row<"runs">,
  artifact: Digest,
  dataset: Address<"dataset">,
): Promise<{ readonly fingerprint: Digest; readonly attempt: number } | undefined> {
  const run = toRun(row);
  const steps = stepsOf(run);
  const index = steps.findIndex(({ task, spec }) => task === "evaluate" && spec.model?.artifact === artifact);
  const spec = steps[index]?.spec;
  if (spec === undefined) return undefined;
  const attempts = await queries
    .selectFrom("run_attempts")
    .selectAll()
    .where("run", "=", row.seq)
    .orderBy("number", "desc")
    .execute();
  const newest = attempts
    .map((attempt): Attempt => toAttempt(run.id, attempt))
    .find(({ staged, step = 0 }) => staged !== undefined && step === index);
  if (newest === undefined) return undefined;
  for (const [channel, input] of Object.entries(spec.inputs)) {
    const found = newest.staged?.[channel];
    if (input.dataset === dataset && found !== undefined && found.window === undefined)
      return { fingerprint: found.fingerprint, attempt: newest.number };
  }
  return undefined;
}

async function metricsOf(
  queries: Queries,
  run: number,
  attempt: number,
): Promise<{ readonly [name: string]: number }> {
  const series = await queries
    .selectFrom("metric_series")
    .select(["name", "last"])
    .where("run", "=", run)
    .where("attempt", "=", attempt)
    .orderBy("name")
    .execute();
  return Object.fromEntries(series.map(({ name, last }) => [name, last ?? Number.NaN]));
}
