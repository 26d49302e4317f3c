import type { DuckDBConnection } from "@duckdb/node-api";
import type { MlxError } from "@mlx/core";
import { timestampsUnreadable, type UnreadableTimestamps } from "../../errors.ts";
import type { ColumnOfTimes } from "./column-of-times.ts";
import { unreadableRows } from "./timestamp-sql.ts";
import type { WindowPart, WindowSource } from "./window-source.ts";

const rowsShown = 5;
const filesShown = 5;

/** Which timestamps cannot be read, by file and row: the failure 6106. */
export async function findUnreadable(
  connection: DuckDBConnection,
  { parts }: WindowSource,
  { name, format }: ColumnOfTimes,
): Promise<MlxError> {
  const found: UnreadableTimestamps["files"][number][] = [];
  let furtherFiles = 0;
  for (const part of parts)
    for (const path of part.files) {
      const inFile = await unreadableIn(connection, part, path);
      if (inFile === undefined) continue;
      if (found.length < filesShown) found.push(inFile);
      else furtherFiles += 1;
    }
  return timestampsUnreadable({
    column: name,
    files: found,
    furtherFiles,
    ...(format === undefined ? {} : { format }),
  });
}

async function unreadableIn(
  connection: DuckDBConnection,
  { timestamp, table }: WindowPart,
  path: string,
): Promise<UnreadableTimestamps["files"][number] | undefined> {
  const unreadable = unreadableRows(timestamp);
  const first = await connection.runAndReadAll(
    `SELECT row, text FROM (
       SELECT row_number() OVER () AS row, ${timestamp.sql}::VARCHAR AS text, ${unreadable} AS unreadable FROM ${table(path)}
     ) WHERE unreadable LIMIT ${rowsShown}`,
  );
  const rows = first.getRows().map(([row, text]) => ({
    row: Number(row),
    text: text === null || text === undefined ? null : String(text),
  }));
  if (rows.length === 0) return undefined;
  const all = await connection.runAndReadAll(`SELECT count(*) FROM ${table(path)} WHERE ${unreadable}`);
  return { path, rows, count: Number(all.getRows()[0]?.[0]) };
}
