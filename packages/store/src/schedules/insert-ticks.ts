import type { NewTick, Tick, TickOutcome } from "@mlx/core";
import { chunks } from "../chunks.ts";
import type { Queries } from "../database.ts";
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
  const inserted: Row<"ticks">[] = [];
  for (const some of chunks(ticks)) {
    const rows = some.map(({ schedule, tick }) => ({
      ...{ namespace: schedule.namespace, schedule: schedule.id, experiment: schedule.experiment },
      nominal: tick.nominal,
      range_until: tick.range?.until ?? null,
      range_count: tick.range?.count ?? null,
      outcome: tick.outcome,
      message: tick.message ?? null,
      run: tick.runId ?? null,
      evaluated_at: tick.evaluatedAt,
    }));
    inserted.push(
      ...(await queries
        .insertInto("ticks")
        .values(rows)
        .onConflict((conflict) => conflict.columns(["namespace", "schedule", "nominal"]).doNothing())
        .returningAll()
        .execute()),
    );
  }
  await countTicks(queries, inserted);
  return inserted.sort((a, b) => a.seq - b.seq).map(toTick);
}

async function countTicks(queries: Queries, ticks: readonly Row<"ticks">[]): Promise<void> {
  const [first] = ticks;
  if (first === undefined) return;
  const counts = new Map<TickOutcome, number>();
  for (const { outcome, range_count } of ticks)
    counts.set(outcome, (counts.get(outcome) ?? 0) + (range_count ?? 1));
  await queries
    .insertInto("tick_counts")
    .values([...counts].map(([outcome, count]) => ({ namespace: first.namespace, outcome, count })))
    .onConflict((conflict) =>
      conflict
        .columns(["namespace", "outcome"])
        .doUpdateSet(({ eb, ref }) => ({ count: eb(ref("tick_counts.count"), "+", ref("excluded.count")) })),
    )
    .execute();
}
