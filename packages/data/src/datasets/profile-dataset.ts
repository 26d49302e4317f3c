import type { DuckDBConnection } from "@duckdb/node-api";
import type { DatasetFormat, DatasetProfile } from "@mlx/core";
import { datasetNotParsable } from "../errors.ts";
import { explainDuckdbError } from "./explain-duckdb-error.ts";
import { profileCsv } from "./profile-csv.ts";
import { everyValue, measureTable, tableOf } from "./query-files.ts";

/** In memory, without spilling to the disk, and never on the network for an extension. */
const settings = {
  threads: "2",
  memory_limit: "1GB",
  temp_directory: "",
  autoinstall_known_extensions: "false",
};

/**
 * Row count, and columns with their types in DuckDB's words. All of a CSV or JSON file is read, so a row
 * that does not fit is found wherever it stands: 6103 with the file and, where known, the line. Of
 * Parquet only the metadata are read.
 */
export async function profileDataset(
  files: readonly string[],
  format: DatasetFormat,
): Promise<DatasetProfile> {
  // A native module of 60 MB: loaded only here.
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const instance = await DuckDBInstance.create(":memory:", settings);
  const connection = await instance.connect();
  try {
    return await profileFiles(connection, files, format);
  } catch (error) {
    const [first = ""] = files;
    const { file, line, reason } = explainDuckdbError(error);
    const path = file ?? (await findUnparsable(connection, files, format)) ?? first;
    throw datasetNotParsable({
      path,
      format,
      reason,
      cause: error,
      ...(line === undefined ? {} : { line }),
    });
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
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
