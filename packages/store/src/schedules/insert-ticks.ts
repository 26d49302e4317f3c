import type { NewTick, Tick } from "@mlx/core";
import type { Queries } from "../database.ts";
import { rememberInsert } from "../remember-insert.ts";
import type { Row } from "../tables.ts";
import { toTick } from "./schedule-rows.ts";

interface ScheduledTick {
  readonly schedule: Pick<Row<"schedules">, "namespace" | "id" | "experiment">;
  readonly tick: NewTick;
}

/** Writes those of the ticks that were not decided before, in order; returns these. */
export async function insertTicks(
  queries: Queries,
  ticks: readonly ScheduledTick[],
): Promise<readonly Tick[]> {
  const rows = ticks.map(({ schedule, tick }) => ({
    ...{ namespace: schedule.namespace, schedule: schedule.id, experiment: schedule.experiment },
    nominal: tick.nominal,
    range_until: tick.range?.until ?? null,
    range_count: tick.range?.count ?? null,
    outcome: tick.outcome,
    message: tick.message ?? null,
    run: tick.runId ?? null,
    evaluated_at: tick.evaluatedAt,
  }));
  const seqs = new Map((await insertRows(queries, rows)).map((row) => [keyOf(row), row.seq]));
  const inserted = rows.flatMap((row) => {
    const key = keyOf(row);
    const seq = seqs.get(key);
    // Of two alike, the first was inserted.
    seqs.delete(key);
    return seq === undefined ? [] : [{ ...row, seq }];
  });
  return inserted.map(toTick);
}

const insertRows = rememberInsert((queries, rows: readonly Omit<Row<"ticks">, "seq">[]) =>
  queries
    .insertInto("ticks")
    .values(rows)
    .onConflict((conflict) => conflict.columns(["namespace", "schedule", "nominal"]).doNothing())
    .returning(["seq", "schedule", "nominal"]),
);

function keyOf({ schedule, nominal }: Pick<Row<"ticks">, "schedule" | "nominal">): string {
  return `${schedule} ${nominal}`;
}
