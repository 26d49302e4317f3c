import { chunks } from "../chunks.ts";
import type { Queries } from "../database.ts";
import { rememberInsert } from "../remember-insert.ts";
import type { NewRow, Row } from "../tables.ts";

/** Inserts or replaces the schedules. */
export async function writeSchedules(
  queries: Queries,
  rows: readonly Omit<Row<"schedules">, "seq">[],
): Promise<void> {
  await insertRows(queries, rows);
}

const insertRows = rememberInsert((queries, rows: readonly NewRow<"schedules">[]) =>
  queries
    .insertInto("schedules")
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(["namespace", "id"]).doUpdateSet(({ ref }) => ({
        experiment: ref("excluded.experiment"),
        spec: ref("excluded.spec"),
        enabled: ref("excluded.enabled"),
        anchor: ref("excluded.anchor"),
        last_evaluated: ref("excluded.last_evaluated"),
        wake_at: ref("excluded.wake_at"),
        paused: ref("excluded.paused"),
      })),
    ),
);

/** Writes up to when the schedules are decided, and when they are looked at next. */
export async function moveSchedules(
  queries: Queries,
  rows: readonly Pick<Row<"schedules">, "seq" | "last_evaluated" | "wake_at">[],
): Promise<void> {
  // Those that are due together mostly move to the same few times.
  const alike = Map.groupBy(rows, ({ last_evaluated, wake_at }) => `${last_evaluated} ${wake_at}`);
  for (const group of alike.values())
    for (const some of chunks(group)) {
      const [{ last_evaluated, wake_at } = {}] = some;
      await queries
        .updateTable("schedules")
        .set({ last_evaluated, wake_at })
        .where(
          "seq",
          "in",
          some.map(({ seq }) => seq),
        )
        .execute();
    }
}
