import type { AuditStore } from "@mlx/core";
import type { Database } from "./database.ts";
import { fromJson, toPlainJson } from "./json-text.ts";
import { rememberInsert } from "./remember-insert.ts";
import type { Row } from "./tables.ts";

/** The log of what was asked for over HTTP. */
export function createAuditStore({ namespace, read, write }: Database): AuditStore {
  return {
    add: async (entries) => {
      if (entries.length === 0) return;
      const rows = entries.map((entry) => ({ namespace, at: entry.at, record: toPlainJson(entry) }));
      await write((queries) => insertRows(queries, rows));
    },
    list: ({ limit, before }) =>
      read(async (queries) => {
        let query = queries.selectFrom("audit").select(["seq", "record"]).where("namespace", "=", namespace);
        if (before !== undefined) query = query.where("seq", "<", before);
        const rows = await query.orderBy("seq", "desc").limit(limit).execute();
        return rows.map(({ seq, record }) => ({ ...fromJson(record), seq }));
      }),
    remove: (before) =>
      write(async (queries) => {
        // Clocks go back: from the beginning up to the first that is young enough.
        const { kept } = await queries
          .selectFrom("audit")
          .select(({ fn }) => fn.min<number | null>("seq").as("kept"))
          .where("namespace", "=", namespace)
          .where("at", ">=", before)
          .executeTakeFirstOrThrow();
        let old = queries.deleteFrom("audit").where("namespace", "=", namespace);
        if (kept !== null) old = old.where("seq", "<", kept);
        return Number((await old.executeTakeFirstOrThrow()).numDeletedRows);
      }),
  };
}

const insertRows = rememberInsert((queries, rows: readonly Omit<Row<"audit">, "seq">[]) =>
  queries.insertInto("audit").values(rows),
);
