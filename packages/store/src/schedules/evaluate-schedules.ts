import {
  type EvaluatedSchedule,
  InternalError,
  type NewRun,
  type Run,
  type Schedule,
  type ScheduleDecision,
  type ScheduleNow,
  type Tick,
} from "@mlx/core";
import { readSerial } from "../applies.ts";
import { chunks } from "../chunks.ts";
import type { Queries } from "../database.ts";
import { readActive } from "../runs/active-runs.ts";
import { insertRuns } from "../runs/insert-runs.ts";
import { requestStop } from "../runs/request-stop.ts";
import { toStatus } from "../runs/run-rows.ts";
import type { Row } from "../tables.ts";
import { insertTicks } from "./insert-ticks.ts";
import { toSchedule } from "./schedule-rows.ts";
import { moveSchedules } from "./write-schedules.ts";

type ScheduleRow = Row<"schedules">;
interface Decided {
  readonly row: ScheduleRow;
  /** As it was. */
  readonly schedule: Schedule;
  readonly decision: ScheduleDecision;
}

/** One look at each of the schedules; see `ScheduleStore.evaluate`. */
export async function evaluateSchedules(
  queries: Queries,
  namespace: string,
  ids: readonly string[],
  at: string,
  decide: (now: ScheduleNow) => ScheduleDecision | undefined,
): Promise<readonly EvaluatedSchedule[]> {
  const rows = await readRows(queries, namespace, ids);
  const serial = await readSerial(queries, namespace);
  const active = await readActive(
    queries,
    namespace,
    rows.map(({ experiment }) => experiment),
  );
  const decided = rows.flatMap((before): readonly Decided[] => {
    const schedule = toSchedule(before);
    const decision = decide({ schedule, serial, active: active.get(schedule.experiment) ?? [] });
    return decision === undefined ? [] : [{ row: follow(before, decision), schedule, decision }];
  });
  await moveSchedules(
    queries,
    decided.map(({ row }) => row),
  );
  const ticks = await insertTicks(
    queries,
    decided.flatMap(({ row, decision }) => decision.ticks.map((tick) => ({ schedule: row, tick }))),
  );
  await replaceRuns(queries, namespace, decided, at);
  const runs = await insertRuns(
    queries,
    namespace,
    decided.flatMap(({ row, decision }) => decision.runs.map((run) => checked(run, row))),
    at,
  );
  return evaluated(decided, ticks, runs);
}

/** What was decided once stays decided, also when the clock was set back. */
function follow(before: ScheduleRow, { lastEvaluated, wakeAt }: ScheduleDecision): ScheduleRow {
  const isLater = lastEvaluated > before.last_evaluated;
  return {
    ...before,
    last_evaluated: isLater ? lastEvaluated : before.last_evaluated,
    wake_at: wakeAt ?? null,
  };
}

function checked(run: NewRun, { id, experiment }: ScheduleRow): NewRun {
  if (run.experiment === experiment) return run;
  throw new InternalError(`the schedule ${id} of ${experiment} made a run of ${run.experiment}`);
}

/** The newest first, so that none of them takes the place of one before. */
async function replaceRuns(
  queries: Queries,
  namespace: string,
  decided: readonly Decided[],
  at: string,
): Promise<void> {
  for (const { decision } of decided)
    for (const id of decision.replaced.toReversed())
      await requestStop(queries, namespace, id, { reason: "REPLACED", actor: "schedule", at });
}

/** Made of what is here anyway: to read a thousand rows back takes longer than to write them. */
function evaluated(
  decided: readonly Decided[],
  ticks: readonly Tick[],
  runs: readonly Row<"runs">[],
): readonly EvaluatedSchedule[] {
  const ticksOf = Map.groupBy(ticks, ({ scheduleId }) => scheduleId);
  const rowsById = new Map(runs.map((row) => [row.id, row]));
  return decided.map(({ row, schedule: { wakeAt: _, ...schedule }, decision }) => ({
    schedule: {
      ...schedule,
      lastEvaluated: row.last_evaluated,
      ...(row.wake_at === null ? {} : { wakeAt: row.wake_at }),
    },
    ticks: ticksOf.get(row.id) ?? [],
    runs: decision.runs.flatMap((run) => {
      const made = rowsById.get(run.id);
      return made === undefined ? [] : [madeRun(run, made)];
    }),
  }));
}

function madeRun(run: NewRun, row: Row<"runs">): Run {
  return {
    ...run,
    status: toStatus(row),
    desired: row.desired,
    attempt: row.attempt,
    forgivenAttempts: row.forgiven_attempts,
    epoch: row.epoch,
    createdAt: row.created_at,
  };
}

/** In the order of the ids. */
async function readRows(
  queries: Queries,
  namespace: string,
  ids: readonly string[],
): Promise<readonly ScheduleRow[]> {
  const found = new Map<string, ScheduleRow>();
  for (const some of chunks(ids)) {
    const rows = await queries
      .selectFrom("schedules")
      .selectAll()
      .where("namespace", "=", namespace)
      .where("id", "in", some)
      .execute();
    for (const row of rows) found.set(row.id, row);
  }
  return [...new Set(ids)].flatMap((id) => found.get(id) ?? []);
}
