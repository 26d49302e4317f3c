import type { DuckDBConnection } from "@duckdb/node-api";
import { describeTable, identifier, tableOf } from "../query-files.ts";
import { type ColumnOfTimes, noSuchColumn, notATime } from "./column-of-times.ts";
import {
  keptRows,
  nativeTypes,
  type TimeRange,
  type TimestampSource,
  unreadableRows,
} from "./timestamp-sql.ts";
import type { WindowSource } from "./window-source.ts";

const options = ["union_by_name=true"];
const numbers = /^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$|^(DOUBLE|FLOAT|DECIMAL\(.*\))$/;

/** Parquet files: a timestamp, a date, a number since 1970, or text. Failures: 6105, 6107. */
export async function parquetWindow(
  connection: DuckDBConnection,
  files: readonly string[],
  column: ColumnOfTimes,
  range: TimeRange,
): Promise<WindowSource> {
  const table = tableOf("read_parquet", files, options);
  const columns = await describeTable(connection, table);
  const found = columns.find(({ name }) => name === column.name);
  if (found === undefined)
    throw noSuchColumn(
      column,
      files,
      columns.map(({ name }) => name),
    );
  const timestamp = sourceOf(found, column, files);
  return {
    kept: `SELECT * FROM ${table} WHERE ${keptRows(timestamp, range)}`,
    copyOptions: "FORMAT parquet",
    extraRows: 0,
    ...(timestamp.type === "native"
      ? { absent: `SELECT 1 FROM ${table} WHERE ${unreadableRows(timestamp)} LIMIT 1` }
      : {}),
    parts: [{ timestamp, files, table: (file) => tableOf("read_parquet", [file], options) }],
  };
}

function sourceOf(
  { name, type }: { readonly name: string; readonly type: string },
  column: ColumnOfTimes,
  files: readonly string[],
): TimestampSource {
  const sql = identifier(name);
  const native = nativeTypes.find((candidate) => candidate === type);
  if (native !== undefined) return { type: "native", sql, name: native };
  if (type !== "VARCHAR" && !numbers.test(type)) throw notATime(column, files, type);
  const text = type === "VARCHAR" ? sql : `CAST(${sql} AS VARCHAR)`;
  if (column.format !== undefined) return { type: "text", sql: text, format: column.format };
  return { type: type === "VARCHAR" ? "text" : "number", sql: text };
}
