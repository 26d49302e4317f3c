import type { DuckDBConnection } from "@duckdb/node-api";
import { type DatasetFormat, InternalError, MlxError } from "@mlx/core";
import { noSpaceLeft, timestampFormatUnreadable, windowTooLarge } from "../../errors.ts";
import { explainDuckdbError } from "../explain-duckdb-error.ts";
import { evenLineEnds } from "../line-ends.ts";
import { withDuckdb } from "../open-duckdb.ts";
import { unparsable } from "../profile-dataset.ts";
import { quoted } from "../query-files.ts";
import type { ColumnOfTimes } from "./column-of-times.ts";
import { csvWindow } from "./csv-window.ts";
import { findUnreadable } from "./find-unreadable.ts";
import { jsonlWindow } from "./jsonl-window.ts";
import { parquetWindow } from "./parquet-window.ts";
import { type TimeRange, unreadableMark } from "./timestamp-sql.ts";
import type { WindowSource } from "./window-source.ts";

/** Enough for 10 million rows of ordinary width; what needs more gets it, by one thread. */
const usual = { threads: 2, memory: "300MB" };
const generous = { threads: 1, memory: "2GB" };

export interface WindowCut {
  /** Absolute, at least one. */
  readonly files: readonly string[];
  readonly format: DatasetFormat;
  readonly column: ColumnOfTimes;
  readonly range: TimeRange;
  /** Absolute; a file that is not there yet. Compressed where it ends with `.gz`. */
  readonly target: string;
  /** For what does not fit into memory. */
  readonly spillFolder: string;
}

/**
 * Writes the rows whose timestamp lies in the range into one file of the same format, in their order, and
 * returns how many there are. The same rows give the same bytes. Failures: 6003, 6103, 6105 to 6109.
 */
export async function cutWindow(cut: WindowCut, signal?: AbortSignal): Promise<number> {
  const { spillFolder } = cut;
  try {
    return await withDuckdb({ ...usual, spillFolder }, (connection) => copy(connection, cut), signal);
  } catch (error) {
    if (!isOutOfMemory(error)) throw error;
  }
  try {
    return await withDuckdb({ ...generous, spillFolder }, (connection) => copy(connection, cut), signal);
  } catch (error) {
    if (!isOutOfMemory(error)) throw error;
    throw windowTooLarge(cut.files[0] ?? "", explainDuckdbError(error).reason);
  }
}

async function copy(
  connection: DuckDBConnection,
  cut: WindowCut,
  originalOf?: (file: string) => string,
): Promise<number> {
  let source: WindowSource | undefined;
  try {
    await checkFormat(connection, cut.column);
    source = await sourceOf(connection, cut);
    if (source.absent !== undefined && (await connection.runAndReadAll(source.absent)).currentRowCount > 0)
      throw await findUnreadable(connection, source, cut.column);
    const compression = cut.target.toLowerCase().endsWith(".gz") ? ", COMPRESSION gzip" : "";
    const written = await connection.runAndReadAll(
      `COPY (${source.kept}) TO ${quoted(cut.target)} (${source.copyOptions}${compression})`,
    );
    const rows = written.getRows()[0]?.[0];
    if (typeof rows !== "bigint") throw new InternalError("DuckDB does not say how many rows it wrote");
    return Number(rows) - source.extraRows;
  } catch (error) {
    if (error instanceof MlxError || error instanceof InternalError || isOutOfMemory(error)) throw error;
    const message = messageOf(error);
    if (/\binterrupted\b/i.test(message)) throw error;
    if (source !== undefined && message.includes(unreadableMark))
      throw await findUnreadable(connection, source, cut.column);
    if (message.includes("No space left on device")) throw noSpaceLeft(cut.spillFolder, error);
    const even =
      originalOf === undefined && cut.format === "csv"
        ? await evenLineEnds(cut.files, cut.spillFolder)
        : undefined;
    if (even !== undefined) return copy(connection, { ...cut, files: even.files }, even.originalOf);
    throw await unparsable(connection, cut.files, cut.format, error, originalOf);
  }
}

function sourceOf(
  connection: DuckDBConnection,
  { files, format, column, range }: WindowCut,
): Promise<WindowSource> {
  switch (format) {
    case "csv":
      return csvWindow(connection, files, column, range);
    case "jsonl":
      return jsonlWindow(connection, files, column, range);
    case "parquet":
      return parquetWindow(connection, files, column, range);
  }
}

/** Before any file is read, so that it is not taken for a fault of one. */
async function checkFormat(connection: DuckDBConnection, { format }: ColumnOfTimes): Promise<void> {
  if (format === undefined) return;
  try {
    await connection.run(`SELECT try_strptime('', ${quoted(format)})`);
  } catch (error) {
    throw timestampFormatUnreadable(format, explainDuckdbError(error).reason);
  }
}

function isOutOfMemory(error: unknown): boolean {
  return !(error instanceof MlxError) && messageOf(error).startsWith("Out of Memory Error");
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
