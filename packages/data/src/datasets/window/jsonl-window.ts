import type { DuckDBConnection } from "@duckdb/node-api";
import { quoted, tableOf } from "../query-files.ts";
import { type ColumnOfTimes, noSuchColumn } from "./column-of-times.ts";
import { keptRows, type TimeRange, type TimestampSource } from "./timestamp-sql.ts";
import type { WindowSource } from "./window-source.ts";

const options = ["format='newline_delimited'"];
/** Where a column is not found, so many rows tell which ones there are. */
const sampled = 1000;

/**
 * Files of JSON lines; a line that is kept stays as it is written. The column is a key of the outermost object, its
 * value text or a number. Failure: 6105, where no line has it.
 */
export async function jsonlWindow(
  connection: DuckDBConnection,
  files: readonly string[],
  column: ColumnOfTimes,
  range: TimeRange,
): Promise<WindowSource> {
  const pointer = quoted(`/${column.name.replaceAll("~", "~0").replaceAll("/", "~1")}`);
  const table = tableOf("read_json_objects", files, options);
  const isThere = async (condition: string) =>
    (await connection.runAndReadAll(`SELECT 1 FROM ${table} WHERE ${condition} LIMIT 1`)).getRows().length >
    0;
  if (!(await isThere(`json_exists(json, ${pointer})`)) && (await isThere("true")))
    throw noSuchColumn(column, files, await keysOf(connection, table));
  const sql = `json_extract_string(json, ${pointer})`;
  const timestamp: TimestampSource =
    column.format === undefined
      ? { type: "mixed", sql, isNumber: `json_type(json, ${pointer}) IN ('UBIGINT', 'BIGINT', 'DOUBLE')` }
      : { type: "text", sql, format: column.format };
  return {
    kept: `SELECT json::VARCHAR FROM ${table} WHERE ${keptRows(timestamp, range)}`,
    // A line holds no control character, so nothing in it is ever taken for a delimiter.
    copyOptions: "FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER E'\\x01'",
    extraRows: 0,
    parts: [{ timestamp, files, table: (file) => tableOf("read_json_objects", [file], options) }],
  };
}

async function keysOf(connection: DuckDBConnection, table: string): Promise<readonly string[]> {
  const keys = await connection.runAndReadAll(
    `SELECT DISTINCT unnest(json_keys(json)) FROM (SELECT json FROM ${table} LIMIT ${sampled})`,
  );
  return keys.getRows().map(([key]) => String(key));
}
