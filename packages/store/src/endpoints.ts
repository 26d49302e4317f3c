import type { EndpointStore } from "@mlx/core";
import type { Database } from "./database.ts";
import { fromJson, toJson } from "./json-text.ts";

/** What daemons serve. A record has the service's address of now, wherever it was written. */
export function createEndpointStore({ namespace, read, write }: Database): EndpointStore {
  return {
    put: (endpoint) =>
      write(async (queries) => {
        const { service } = endpoint;
        const record = toJson(endpoint);
        await queries
          .insertInto("endpoints")
          .values({ namespace, service, record })
          .onConflict((conflict) => conflict.columns(["namespace", "service"]).doUpdateSet({ record }))
          .execute();
      }),
    list: () =>
      read(async (queries) => {
        const rows = await queries
          .selectFrom("endpoints")
          .select(["service", "record"])
          .where("namespace", "=", namespace)
          .orderBy("service")
          .execute();
        return rows.map(({ service, record }) => ({ ...fromJson(record), service }));
      }),
    remove: (service) =>
      write(async (queries) => {
        await queries
          .deleteFrom("endpoints")
          .where("namespace", "=", namespace)
          .where("service", "=", service)
          .execute();
      }),
  };
}
