import type { DuckDBConnection } from "@duckdb/node-api";
import { refuseUnevenRows } from "../profile-csv.ts";
import { identifier, quoted } from "../query-files.ts";
import { type ColumnOfTimes, noSuchColumn } from "./column-of-times.ts";
import { type CsvPart, csvParts, quote } from "./csv-parts.ts";
import { keptRows, type TimeRange, type TimestampSource } from "./timestamp-sql.ts";
import type { WindowPart, WindowSource } from "./window-source.ts";

/**
 * CSV files: every cell is text, and comes out as it was, below the header as it is written. Files whose headers
 * differ are united by the names of their columns. Failures: 6103, 6105.
 */
export async function csvWindow(
  connection: DuckDBConnection,
  files: readonly string[],
  column: ColumnOfTimes,
  range: TimeRange,
): Promise<WindowSource> {
  const parts = await csvParts(connection, files, column.name);
  const [first] = parts;
  if (first === undefined) throw noSuchColumn(column, files, []);
  const header = headerOf(parts);
  const kept = [`SELECT ${header.map(orNull(quoted)).join(", ")}`];
  const read: WindowPart[] = [];
  for (const part of parts) {
    const name = part.names[part.header.indexOf(column.name)];
    if (name === undefined) {
      for (const file of part.files) await refuseUnevenRows(connection, file);
      throw noSuchColumn(column, part.files, part.header.filter(isName));
    }
    const timestamp = sourceOf(identifier(name), column, part.isNumber);
    const cells = columnsOf(part, header).map(orNull(identifier));
    kept.push(
      `SELECT ${cells.join(", ")} FROM ${part.table(part.files)} WHERE ${keptRows(timestamp, range)}`,
    );
    read.push({ timestamp, files: part.files, table: (file) => part.table([file]) });
  }
  const { delimiter, escaping } = first.dialect;
  return {
    kept: kept.join(" UNION ALL "),
    copyOptions: `FORMAT csv, HEADER false, DELIMITER ${quoted(delimiter)}, QUOTE ${quoted(quote)}, ESCAPE ${quoted(escaping)}`,
    extraRows: 1,
    parts: read,
  };
}

type Names = readonly (string | null)[];

/** As it is written; where files differ, each of their columns by the name that DuckDB gives it. */
function headerOf(parts: readonly CsvPart[]): Names {
  const [first, ...others] = parts;
  if (others.every(({ header }) => JSON.stringify(header) === JSON.stringify(first?.header)))
    return first?.header ?? [];
  return [...new Set(parts.flatMap(({ names }) => names))];
}

/** The columns of a part in the order of the header; null where it has none. */
function columnsOf({ header, names }: CsvPart, wanted: Names): Names {
  if (JSON.stringify(header) === JSON.stringify(wanted)) return names;
  return wanted.map((name) => (name !== null && names.includes(name) ? name : null));
}

function orNull(write: (name: string) => string): (name: string | null) => string {
  return (name) => (name === null ? "NULL::VARCHAR" : write(name));
}

function isName(name: string | null): name is string {
  return name !== null;
}

function sourceOf(sql: string, { format }: ColumnOfTimes, isNumber: boolean): TimestampSource {
  if (format !== undefined) return { type: "text", sql, format };
  return { type: isNumber ? "number" : "text", sql };
}
