import { InternalError } from "@mlx/core";
import type { Compilable, QueryResult } from "kysely";
import { chunks } from "./chunks.ts";
import type { Queries } from "./database.ts";

/** Rows of one statement: few enough that a long list is mostly statements of one and the same text. */
const rowsAtOnce = 100;

/**
 * An insert of any number of rows that all have the same columns, none of them `undefined`. What `build`
 * makes of so many rows is compiled once for each database: to build a statement and to visit each of its
 * values takes Kysely longer than it takes SQLite to insert them. The values of the rows are all that the
 * statement may depend on. Returns what its `returning` says, in no certain order within a statement.
 */
export function rememberInsert<Row extends object, Returned>(
  build: (queries: Queries, rows: readonly Row[]) => Compilable<Returned>,
): (queries: Queries, rows: readonly Row[]) => Promise<readonly Returned[]> {
  /** By the database, and the number of rows. */
  const known = new WeakMap<object, Map<number, Text<Returned>>>();

  const textFor = (queries: Queries, rows: readonly Row[]): Text<Returned> => {
    const { adapter } = queries.getExecutor();
    const texts = known.get(adapter) ?? new Map<number, Text<Returned>>();
    known.set(adapter, texts);
    const before = texts.get(rows.length);
    if (before !== undefined) return before;
    const compiled = build(queries, rows).compile();
    const columns = Object.keys(rows[0] ?? {});
    if (compiled.parameters.length !== rows.length * columns.length)
      throw new InternalError(`not only the values of rows are in: ${compiled.sql.slice(0, 200)}`);
    const text = { compiled, columns };
    texts.set(rows.length, text);
    return text;
  };

  return async (queries, rows) => {
    const returned: Returned[] = [];
    for (const some of chunks(rows, rowsAtOnce)) {
      const { compiled, columns } = textFor(queries, some);
      const parameters = some.flatMap((row) => columns.map((column) => Reflect.get(row, column)));
      const result: QueryResult<Returned> = await queries.executeQuery({ ...compiled, parameters });
      returned.push(...result.rows);
    }
    return returned;
  };
}

interface Text<Returned> {
  readonly compiled: ReturnType<Compilable<Returned>["compile"]>;
  readonly columns: readonly string[];
}
