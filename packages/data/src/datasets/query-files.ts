import type { DuckDBConnection } from "@duckdb/node-api";
import { type DatasetProfile, InternalError } from "@mlx/core";

/** Counting every column makes DuckDB convert every value, not only count lines. */
export const everyValue = "count(*), count(COLUMNS(*))";

/** Row count and columns of a table that `tableOf` made; `counts` begins with `count(*)`. */
export async function measureTable(
  connection: DuckDBConnection,
  table: string,
  counts: string,
): Promise<DatasetProfile> {
  const columns = await describeTable(connection, table);
  const reader = await connection.runAndReadAll(`SELECT ${counts} FROM ${table}`);
  const rows = reader.getRows()[0]?.[0];
  if (typeof rows !== "bigint") throw new InternalError("DuckDB returned no row count");
  return { rows: Number(rows), columns };
}

export async function describeTable(
  connection: DuckDBConnection,
  table: string,
): Promise<DatasetProfile["columns"]> {
  const reader = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${table}`);
  return reader.getRows().map(([name, type]) => ({ name: String(name), type: String(type) }));
}

/** Files as one table: a call of DuckDB's function `read`. Folder names never become columns. */
export function tableOf(read: string, files: readonly string[], options: readonly string[]): string {
  const list = `[${files.map(quoted).join(", ")}]`;
  return `${read}(${[list, ...options, "hive_partitioning=false"].join(", ")})`;
}

export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A column's name, whatever stands in it. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
