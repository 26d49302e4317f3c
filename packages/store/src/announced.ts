import type { Address, AnnouncedRun, AnnouncedStore } from "@mlx/core";
import { chunks } from "./chunks.ts";
import type { Database, Queries } from "./database.ts";
import { insertRuns } from "./runs/insert-runs.ts";
import { readRun } from "./runs/run-fence.ts";
import { toRun } from "./runs/run-rows.ts";
import { withoutNulls } from "./without-nulls.ts";

/** Runs that applies announced and that nobody has made yet. */
export function createAnnouncedStore({ namespace, read, write }: Database): AnnouncedStore {
  return {
    list: () =>
      read(async (queries) => {
        const rows = await queries
          .selectFrom("announced_runs")
          .select(["id", "experiment", "because", "actor", "at", "problem"])
          .where("namespace", "=", namespace)
          .orderBy("seq")
          .execute();
        return rows.map(withoutNulls);
      }),
    make: (run, at) =>
      write(async (queries) => {
        const { numDeletedRows } = await queries
          .deleteFrom("announced_runs")
          .where("namespace", "=", namespace)
          .where("id", "=", run.id)
          .executeTakeFirstOrThrow();
        if (numDeletedRows === 0n) return undefined;
        await insertRuns(queries, namespace, [run], at);
        return toRun(await readRun(queries, namespace, run.id));
      }),
    postpone: (id, problem) =>
      write(async (queries) => {
        await queries
          .updateTable("announced_runs")
          .set({ problem })
          .where("namespace", "=", namespace)
          .where("id", "=", id)
          .execute();
      }),
  };
}

export async function insertAnnounced(
  queries: Queries,
  namespace: string,
  announced: readonly AnnouncedRun[],
): Promise<void> {
  for (const some of chunks(announced)) {
    const rows = some.map(({ id, experiment, because, actor, at, problem = null }) => ({
      ...{ namespace, id, experiment, because, actor, at, problem },
    }));
    await queries.insertInto("announced_runs").values(rows).execute();
  }
}

/** Those of experiments that go. */
export async function forgetAnnounced(
  queries: Queries,
  namespace: string,
  experiments: readonly Address<"experiment">[],
): Promise<void> {
  for (const some of chunks(experiments)) {
    await queries
      .deleteFrom("announced_runs")
      .where("namespace", "=", namespace)
      .where("experiment", "in", some)
      .execute();
  }
}
