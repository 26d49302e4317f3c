import { chunks } from "../chunks.ts";
import type { Queries } from "../database.ts";
import type { Row } from "../tables.ts";

/** Inserts or replaces the schedules. */
export async function writeSchedules(queries: Queries, rows: readonly Row<"schedules">[]): Promise<void> {
  for (const some of chunks(rows)) {
    await queries
      .insertInto("schedules")
      .values(some)
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
      )
      .execute();
  }
}
