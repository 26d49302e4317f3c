import { Kysely } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Queries } from "./database.ts";
import { rememberInsert } from "./remember-insert.ts";
import { openConnection } from "./sqlite/connection.ts";
import { sqliteDialect } from "./sqlite/dialect.ts";
import type { Row, Tables } from "./tables.ts";

type Wake = Row<"slot_wakes">;

let database: Kysely<Tables>;

beforeEach(async () => {
  const connection = await openConnection(":memory:");
  connection.exec("create table slot_wakes (namespace text, name text primary key)");
  database = new Kysely<Tables>({ dialect: sqliteDialect(connection) });
});

afterEach(() => database.destroy());

const wakes = (count: number, namespace = "n"): readonly Wake[] =>
  Array.from({ length: count }, (_, index) => ({ namespace, name: `${namespace}-${index}` }));
const inTransaction = <T>(operation: (queries: Queries) => Promise<T>) =>
  database.transaction().execute(operation);

test("what is built for so many rows is built once, and takes the values of each call", async () => {
  const built: number[] = [];
  const insert = rememberInsert((queries, rows: readonly Wake[]) => {
    built.push(rows.length);
    return queries.insertInto("slot_wakes").values(rows).returning("name");
  });
  const all = [...wakes(250), ...wakes(50, "m"), ...wakes(150, "o")];
  const returned = await inTransaction(async (queries) => [
    ...(await insert(queries, all.slice(0, 250))),
    ...(await insert(queries, all.slice(250, 300))),
    ...(await insert(queries, all.slice(300))),
    ...(await insert(queries, [])),
  ]);
  expect(built).toEqual([100, 50]);
  expect(returned.map(({ name }) => name).sort()).toEqual(all.map(({ name }) => name).sort());
  expect(await database.selectFrom("slot_wakes").selectAll().execute()).toEqual(all);
});

test("the order of a row's members does not matter", async () => {
  const insert = rememberInsert((queries, rows: readonly Wake[]) =>
    queries.insertInto("slot_wakes").values(rows),
  );
  await inTransaction(async (queries) => {
    await insert(queries, [{ namespace: "a", name: "b" }]);
    await insert(queries, [{ name: "d", namespace: "c" }]);
  });
  expect(await database.selectFrom("slot_wakes").selectAll().execute()).toEqual([
    { namespace: "a", name: "b" },
    { namespace: "c", name: "d" },
  ]);
});

test("a statement that has another value in it is a bug", async () => {
  const insert = rememberInsert((queries, rows: readonly Wake[]) =>
    queries
      .insertInto("slot_wakes")
      .values(rows)
      .onConflict((conflict) => conflict.column("name").doUpdateSet({ namespace: "x" })),
  );
  await expect(inTransaction((queries) => insert(queries, wakes(1)))).rejects.toThrow("not only the values");
});
