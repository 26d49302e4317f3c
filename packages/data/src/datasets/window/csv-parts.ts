import { statSync } from "node:fs";
import type { DuckDBConnection } from "@duckdb/node-api";
import { describeTable, quoted, tableOf } from "../query-files.ts";

/** Files that follow each other and are written alike. */
export interface CsvPart {
  readonly files: readonly string[];
  readonly dialect: CsvDialect;
  /** As it is written; null where a cell of it is empty. */
  readonly header: readonly (string | null)[];
  /** The same columns, as DuckDB names them: none twice, none empty. */
  readonly names: readonly string[];
  /** The column that was asked for holds numbers, as the first rows tell. */
  readonly isNumber: boolean;
  readonly table: (files: readonly string[]) => string;
}

export interface CsvDialect {
  readonly delimiter: string;
  /** What stands before a quote that is meant as it stands. */
  readonly escaping: string;
}

/** DuckDB would find single quotes too, and take them off; to nearly all programs they are part of the text. */
export const quote = '"';
/** What DuckDB says of a character that it has not seen. */
const unseen = "(empty)";
const numbers = new Set(["BIGINT", "HUGEINT", "DOUBLE"]);
/** Nothing is left out, and an empty cell in quotes stays one. */
const asWritten = ["all_varchar=true", "skip=0", "comment=''", "allow_quoted_nulls=false"];

/** Finds out how the files are written. Those without a single byte are passed over. */
export async function csvParts(
  connection: DuckDBConnection,
  files: readonly string[],
  column: string,
): Promise<readonly CsvPart[]> {
  const parts: { readonly key: string; readonly part: CsvPart; readonly files: string[] }[] = [];
  for (const file of files) {
    if (statSync(file).size === 0) continue;
    const { dialect, types } = await sniff(connection, file);
    const options = [
      ...asWritten,
      `delim=${quoted(dialect.delimiter)}`,
      `quote=${quoted(quote)}`,
      `escape=${quoted(dialect.escaping)}`,
    ];
    const header = await headerOf(connection, file, options);
    const isNumber = numbers.has(types[header.indexOf(column)] ?? "");
    const key = JSON.stringify([dialect, header, isNumber]);
    const last = parts.at(-1);
    if (last?.key === key) {
      last.files.push(file);
      continue;
    }
    const table = (some: readonly string[]) => tableOf("read_csv", some, [...options, "header=true"]);
    const names = (await describeTable(connection, table([file]))).map(({ name }) => name);
    const alike = [file];
    parts.push({ key, files: alike, part: { files: alike, dialect, header, names, isNumber, table } });
  }
  return parts.map(({ part }) => part);
}

async function sniff(
  connection: DuckDBConnection,
  file: string,
): Promise<{ readonly dialect: CsvDialect; readonly types: readonly string[] }> {
  const sniffed = await connection.runAndReadAll(
    `SELECT "Delimiter", "Escape", list_transform("Columns", c -> c.type)::JSON::VARCHAR
     FROM sniff_csv(${quoted(file)}, header=true, skip=0, comment='', quote=${quoted(quote)})`,
  );
  const [delimiter, escaping, types] = sniffed.getRows()[0] ?? [];
  const seen = (value: unknown, otherwise: string) =>
    typeof value === "string" && value !== "" && value !== unseen ? value : otherwise;
  return {
    dialect: { delimiter: seen(delimiter, ","), escaping: seen(escaping, quote) },
    types: JSON.parse(String(types)),
  };
}

async function headerOf(
  connection: DuckDBConnection,
  file: string,
  options: readonly string[],
): Promise<readonly (string | null)[]> {
  const table = tableOf("read_csv", [file], [...options, "header=false"]);
  const first = await connection.runAndReadAll(`SELECT * FROM ${table} LIMIT 1`);
  return (first.getRows()[0] ?? []).map((cell) => (cell === null ? null : String(cell)));
}
