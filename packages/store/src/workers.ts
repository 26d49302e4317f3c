import type { WorkerStore } from "@mlx/core";
import type { Database } from "./database.ts";
import { fromJson, toJson } from "./json-text.ts";

/** The daemons of a namespace. */
export function createWorkerStore({ namespace, read, write }: Database): WorkerStore {
  return {
    put: (worker) =>
      write(async (queries) => {
        const { identity, startedAt: started_at } = worker;
        const record = toJson(worker);
        await queries
          .insertInto("workers")
          .values({ namespace, id: identity.id, started_at, record })
          .onConflict((conflict) => conflict.columns(["namespace", "id"]).doUpdateSet({ started_at, record }))
          .execute();
      }),
    list: () =>
      read(async (queries) => {
        const rows = await queries
          .selectFrom("workers")
          .select("record")
          .where("namespace", "=", namespace)
          .orderBy("started_at")
          .orderBy("id")
          .execute();
        return rows.map(({ record }) => fromJson(record));
      }),
    remove: (id) =>
      write(async (queries) => {
        await queries.deleteFrom("workers").where("namespace", "=", namespace).where("id", "=", id).execute();
      }),
  };
}
