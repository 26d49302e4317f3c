import type { Address, Schedule, ScheduleStore } from "@mlx/core";
import type { Database, Queries } from "./database.ts";
import { noSuchSchedule } from "./errors.ts";
import { toJson } from "./json-text.ts";
import { evaluateSchedules } from "./schedules/evaluate-schedules.ts";
import { toSchedule, toTick } from "./schedules/schedule-rows.ts";
import type { Row } from "./tables.ts";

/** The schedules of a namespace's experiments and what became of their times. */
export function createScheduleStore({ namespace, read, write }: Database): ScheduleStore {
  const select = (queries: Queries) =>
    queries.selectFrom("schedules").selectAll().where("namespace", "=", namespace);
  const change = (experiment: Address<"experiment">, changes: (row: Row<"schedules">) => Changes) =>
    write(async (queries): Promise<Schedule> => {
      const row = await select(queries).where("experiment", "=", experiment).executeTakeFirst();
      if (row === undefined) throw noSuchSchedule(experiment);
      const changed = { ...row, ...changes(row) };
      const { paused, anchor, last_evaluated, wake_at } = changed;
      await queries
        .updateTable("schedules")
        .set({ paused, anchor, last_evaluated, wake_at })
        .where("namespace", "=", namespace)
        .where("id", "=", row.id)
        .execute();
      return toSchedule(changed);
    });
  return {
    list: () =>
      read(async (queries) => (await select(queries).orderBy("experiment").execute()).map(toSchedule)),
    get: (experiment) =>
      read(async (queries) => {
        const row = await select(queries).where("experiment", "=", experiment).executeTakeFirst();
        return row === undefined ? undefined : toSchedule(row);
      }),
    due: (at, limit) =>
      read(async (queries) => {
        const rows = await select(queries)
          .where("wake_at", "<=", at)
          .orderBy("wake_at")
          .limit(limit)
          .execute();
        return rows.map(toSchedule);
      }),
    nextWake: () =>
      read(async (queries) => {
        const row = await queries
          .selectFrom("schedules")
          .select("wake_at")
          .where("namespace", "=", namespace)
          .where("wake_at", "is not", null)
          .orderBy("wake_at")
          .limit(1)
          .executeTakeFirst();
        return row?.wake_at ?? undefined;
      }),
    evaluate: (ids, at, decide, beforeCommit) =>
      write(async (queries) => {
        const evaluated = await evaluateSchedules(queries, namespace, ids, at, decide);
        await beforeCommit?.();
        return evaluated;
      }),
    pause: (experiment, pause) =>
      change(experiment, ({ paused }) => (paused === null ? { paused: toJson(pause), wake_at: null } : {})),
    resume: (experiment, at) =>
      change(experiment, ({ paused }) =>
        paused === null ? {} : { paused: null, anchor: at, last_evaluated: at, wake_at: at },
      ),
    ticks: ({ experiment, outcomes }, { limit, before }) =>
      read(async (queries) => {
        let query = selectTicks(queries, namespace);
        if (experiment !== undefined) query = query.where("experiment", "=", experiment);
        if (outcomes !== undefined) query = query.where("outcome", "in", outcomes);
        if (before !== undefined) query = query.where("seq", "<", before);
        return (await query.orderBy("seq", "desc").limit(limit).execute()).map(toTick);
      }),
    ticksAfter: (after, limit) =>
      read(async (queries) => {
        const rows = await selectTicks(queries, namespace)
          .where("seq", ">", after)
          .orderBy("seq")
          .limit(limit)
          .execute();
        return rows.map(toTick);
      }),
    removeTicks: (evaluatedBefore) =>
      write(async (queries) => {
        const { numDeletedRows } = await queries
          .deleteFrom("ticks")
          .where("namespace", "=", namespace)
          .where("evaluated_at", "<", evaluatedBefore)
          .executeTakeFirstOrThrow();
        return Number(numDeletedRows);
      }),
  };
}

type Changes = Partial<Pick<Row<"schedules">, "paused" | "anchor" | "last_evaluated" | "wake_at">>;

function selectTicks(queries: Queries, namespace: string) {
  return queries.selectFrom("ticks").selectAll().where("namespace", "=", namespace);
}
