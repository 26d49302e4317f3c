import type { DuckDBConnection } from "@duckdb/node-api";
import type { DatasetFormat, DatasetProfile, MlxError } from "@mlx/core";
import { datasetNotParsable } from "../errors.ts";
import { explainDuckdbError } from "./explain-duckdb-error.ts";
import { withDuckdb } from "./open-duckdb.ts";
import { profileCsv } from "./profile-csv.ts";
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
): Promise<DatasetProfile> {
  return withDuckdb(limits, async (connection) => {
    try {
      return await profileFiles(connection, files, format);
    } catch (error) {
      throw await unparsable(connection, files, format, error);
    }
  });
}

/** The failure that an error of DuckDB is to the user: with its file and line, where they can be found out. */
export async function unparsable(
  connection: DuckDBConnection,
  files: readonly string[],
  format: DatasetFormat,
  error: unknown,
): Promise<MlxError> {
  const [first = ""] = files;
  const { file, line, reason } = explainDuckdbError(error);
  const path = file ?? (await findUnparsable(connection, files, format)) ?? first;
  return datasetNotParsable({
    path,
    format,
    reason,
    cause: error,
    ...(line === undefined ? {} : { line }),
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
