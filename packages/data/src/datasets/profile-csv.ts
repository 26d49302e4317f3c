import { closeSync, openSync, readSync } from "node:fs";
import { constants, gunzipSync } from "node:zlib";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { DatasetProfile } from "@mlx/core";
import { explainDuckdbError } from "./explain-duckdb-error.ts";
import { describeTable, everyValue, measureTable, quoted, tableOf } from "./query-files.ts";

const delimiters = [",", ";", "\t", "|"];
/** Single quotes are part of a text. */
const options = ["header=true", "skip=0", `quote='"'`];
const united = [...options, "union_by_name=true"];

/**
 * Rows and columns of CSV files with a header line each. Errors are DuckDB's.
 *
 * Types are guessed from the first rows. A later value that is none of its column's type is no fault of
 * the file: then the guess is made again from all rows.
 */
export async function profileCsv(
  connection: DuckDBConnection,
  files: readonly string[],
): Promise<DatasetProfile> {
  const columns = await describeTable(connection, tableOf("read_csv", files, united));
  if (columns.some(({ name }) => delimiters.some((delimiter) => name.includes(delimiter))))
    for (const file of files) await refuseUnevenRows(connection, file);
  try {
    return await measureTable(connection, tableOf("read_csv", files, united), everyValue);
  } catch (error) {
    if (!explainDuckdbError(error).isConversion) throw error;
    return measureTable(connection, tableOf("read_csv", files, [...united, "sample_size=-1"]), everyValue);
  }
}

/**
 * Where rows have different numbers of fields, DuckDB takes each line for one field instead of failing.
 * The header line tells what was meant; read by it, the uneven row is an error with its line.
 */
export async function refuseUnevenRows(connection: DuckDBConnection, file: string): Promise<void> {
  const columns = await describeTable(connection, tableOf("read_csv", [file], options));
  const header = firstLine(file);
  const delimiter = delimiters.find((candidate) => header.includes(candidate));
  if (columns.length > 1 || delimiter === undefined || header.includes('"')) return;
  const types = header.split(delimiter).map((_, index) => `'${index}': 'VARCHAR'`);
  const asMeant = [
    ...options,
    "auto_detect=false",
    `delim=${quoted(delimiter)}`,
    `escape='"'`,
    `columns={${types.join(", ")}}`,
  ];
  await measureTable(connection, tableOf("read_csv", [file], asMeant), everyValue);
}

/** What the header line divides its names by; none in what is not text. */
export function delimiterOf(file: string): string | undefined {
  const header = firstLine(file);
  if (header.includes("\0")) return undefined;
  return delimiters.find((candidate) => header.includes(candidate));
}

function firstLine(path: string): string {
  const buffer = Buffer.alloc(64 * 1024);
  const file = openSync(path, "r");
  try {
    const start = buffer.subarray(0, readSync(file, buffer));
    const text = path.toLowerCase().endsWith(".gz")
      ? gunzipSync(start, { finishFlush: constants.Z_SYNC_FLUSH })
      : start;
    return text.toString("utf8").split("\n", 1)[0] ?? "";
  } finally {
    closeSync(file);
  }
}
