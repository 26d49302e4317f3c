import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { DatasetFormat, DatasetProfile, MlxError } from "@mlx/core";
import { datasetNotParsable, writeFailure } from "../errors.ts";
import { explainDuckdbError } from "./explain-duckdb-error.ts";
import { findBrokenRow } from "./find-broken-row.ts";
import { type EvenFiles, evenLineEnds } from "./line-ends.ts";
import { withDuckdb } from "./open-duckdb.ts";
import { delimiterOf, profileCsv } from "./profile-csv.ts";
import { everyValue, measureTable, tableOf } from "./query-files.ts";

const limits = { threads: 2, memory: "1GB" };

/**
 * Row count, and columns with their types in DuckDB's words. All of a CSV or JSON file is read, so a row
 * that does not fit is found wherever it stands: 6103 with the file and, where known, the line. Of
 * Parquet only the metadata are read.
 */
export async function profileDataset(
  files: readonly string[],
  format: DatasetFormat,
  /** Absolute; for copies, which do not stay. */
  folder: string,
): Promise<DatasetProfile> {
  return withDuckdb(limits, async (connection) => {
    try {
      return await profileFiles(connection, files, format);
    } catch (error) {
      if (format !== "csv") throw await unparsable(connection, files, format, error);
      return profileEven(connection, files, folder, error);
    }
  });
}

/** Once more, where nothing but different line ends may have been in the way. */
async function profileEven(
  connection: DuckDBConnection,
  files: readonly string[],
  folder: string,
  before: unknown,
): Promise<DatasetProfile> {
  const scratch = makeScratch(folder);
  let even: EvenFiles | undefined;
  try {
    even = await evenLineEnds(files, scratch);
    if (even === undefined) throw await unparsable(connection, files, "csv", before);
    return await profileFiles(connection, even.files, "csv");
  } catch (error) {
    if (even === undefined) throw error;
    throw await unparsable(connection, even.files, "csv", error, even.originalOf);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function makeScratch(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true });
    return mkdtempSync(join(folder, "lines-"));
  } catch (error) {
    throw writeFailure(folder, error);
  }
}

/** The failure that an error of DuckDB is to the user: with its file and line, where they can be found out. */
export async function unparsable(
  connection: DuckDBConnection,
  files: readonly string[],
  format: DatasetFormat,
  error: unknown,
  originalOf = (file: string) => file,
): Promise<MlxError> {
  const [first = ""] = files;
  const { file, line, reason, isUnexplained } = explainDuckdbError(error);
  const path = file ?? (await findUnparsable(connection, files, format)) ?? first;
  const delimiter = format === "csv" && isUnexplained ? delimiterOf(path) : undefined;
  const broken = delimiter === undefined ? undefined : await findBrokenRow(path, delimiter);
  const place = broken?.line ?? line;
  return datasetNotParsable({
    path: originalOf(path),
    format,
    reason: broken?.reason ?? reason,
    cause: error,
    ...(place === undefined ? {} : { line: place }),
  });
}

function profileFiles(
  connection: DuckDBConnection,
  files: readonly string[],
  format: DatasetFormat,
): Promise<DatasetProfile> {
  const united = "union_by_name=true";
  switch (format) {
    case "parquet":
      return measureTable(connection, tableOf("read_parquet", files, [united]), "count(*)");
    case "jsonl":
      return measureTable(
        connection,
        tableOf("read_json", files, [united, "format='newline_delimited'"]),
        everyValue,
      );
    case "csv":
      return profileCsv(connection, files);
  }
}

/** The first file that cannot be read on its own, for messages that name none. */
async function findUnparsable(
  connection: DuckDBConnection,
  files: readonly string[],
  format: DatasetFormat,
): Promise<string | undefined> {
  if (files.length < 2) return undefined;
  for (const file of files) {
    try {
      await profileFiles(connection, [file], format);
    } catch {
      return file;
    }
  }
  return undefined;
}
