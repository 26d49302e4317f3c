import type { Attempt } from "@mlx/core";
import { InternalError } from "@mlx/core";
import type { Queries } from "../database.ts";
import { fromOptionalJson, toOptionalJson } from "../json-text.ts";
import type { NewRow, Row } from "../tables.ts";
import { withoutNulls } from "../without-nulls.ts";

/** Inserts or replaces the attempt with its number; the run's `attempt` is the newest of them. */
export async function writeAttempt(
  queries: Queries,
  run: Pick<Row<"runs">, "seq" | "id" | "attempt">,
  attempt: Attempt,
): Promise<void> {
  if (attempt.runId !== run.id)
    throw new InternalError(`an attempt of run ${attempt.runId} was written to run ${run.id}`);
  if (!Number.isInteger(attempt.number) || attempt.number < 1)
    throw new InternalError(`run ${run.id} cannot have an attempt with the number ${attempt.number}`);
  const row = toAttemptRow(run.seq, attempt);
  const { run: _, number: __, ...changes } = row;
  await queries
    .insertInto("run_attempts")
    .values(row)
    .onConflict((conflict) => conflict.columns(["run", "number"]).doUpdateSet(changes))
    .execute();
  if (attempt.number > run.attempt)
    await queries.updateTable("runs").set({ attempt: attempt.number }).where("seq", "=", run.seq).execute();
}

function toAttemptRow(run: number, attempt: Attempt): NewRow<"run_attempts"> {
  return {
    run,
    number: attempt.number,
    epoch: attempt.epoch,
    executor: attempt.executor,
    place: toOptionalJson(attempt.place),
    handle: toOptionalJson(attempt.handle),
    environment: toOptionalJson(attempt.environment),
    staged: toOptionalJson(attempt.staged),
    started_at: attempt.startedAt ?? null,
    exit: toOptionalJson(attempt.exit),
    ended_at: attempt.endedAt ?? null,
    outcome: toOptionalJson(attempt.outcome),
    event_log: attempt.eventLog ?? null,
    step: attempt.step ?? null,
    result: toOptionalJson(attempt.left),
  };
}

export function toAttempt(runId: string, row: Row<"run_attempts">): Attempt {
  return withoutNulls({
    runId,
    number: row.number,
    epoch: row.epoch,
    executor: row.executor,
    place: fromOptionalJson(row.place),
    handle: fromOptionalJson(row.handle),
    environment: fromOptionalJson(row.environment),
    staged: fromOptionalJson(row.staged),
    startedAt: row.started_at,
    exit: fromOptionalJson(row.exit),
    endedAt: row.ended_at,
    outcome: fromOptionalJson(row.outcome),
    eventLog: row.event_log,
    step: row.step,
    left: fromOptionalJson(row.result),
  });
}
