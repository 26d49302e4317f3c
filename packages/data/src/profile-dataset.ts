import type { DuckDBConnection } from "@duckdb/node-api";
import { type DatasetFormat, type DatasetProfile, InternalError } from "@mlx/core";
import { datasetNotParsable } from "./errors.ts";
import { explainDuckdbError } from "./explain-duckdb-error.ts";

type Columns = DatasetProfile["columns"];

/** In memory, without spilling to the disk, and never on the network for an extension. */
const settings = {
  threads: "2",
  memory_limit: "1GB",
  temp_directory: "",
  autoinstall_known_extensions: "false",
};

/**
 * Row count, and columns with their types in DuckDB's words. All of the files is read, so a row that
 * does not fit is found wherever it stands: 6103 with the file and, where known, the line.
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

async function profileFiles(
  connection: DuckDBConnection,
  files: readonly string[],
  format: DatasetFormat,
): Promise<DatasetProfile> {
  switch (format) {
    case "parquet":
      return measure(connection, tableOf("read_parquet", files, []), "count(*)");
    case "jsonl":
      return measure(connection, tableOf("read_json", files, ["format='newline_delimited'"]), everyValue);
    case "csv":
      return profileCsv(connection, files);
  }
}

/** Counting every column makes DuckDB convert every value, not only count lines. */
const everyValue = "count(*), count(COLUMNS(*))";

async function profileCsv(connection: DuckDBConnection, files: readonly string[]): Promise<DatasetProfile> {
  const options = ["header=true", "skip=0"];
  const { columns } = await describe(connection, tableOf("read_csv", files, options));
  const delimiter = overlookedDelimiter(columns);
  if (delimiter !== undefined) options.push(`delim=${quoted(delimiter)}`);
  try {
    return await measure(connection, tableOf("read_csv", files, options), everyValue);
  } catch (error) {
    if (!explainDuckdbError(error).isConversion) throw error;
    // Types are guessed from the first rows; a later value that is none of that type is no fault of
    // the file, so the guess is made again from all of them.
    return measure(connection, tableOf("read_csv", files, [...options, "sample_size=-1"]), everyValue);
  }
}

/**
 * Where rows have different numbers of fields, DuckDB falls back to one column with the whole line in
 * it. The header shows what separates the fields; with that said, the uneven row is an error.
 */
function overlookedDelimiter(columns: Columns): string | undefined {
  const [only, second] = columns;
  if (only === undefined || second !== undefined) return undefined;
  return [",", ";", "\t", "|"].find((delimiter) => only.name.includes(delimiter));
}

async function measure(connection: DuckDBConnection, table: string, counts: string): Promise<DatasetProfile> {
  const { columns } = await describe(connection, table);
  const reader = await connection.runAndReadAll(`SELECT ${counts} FROM ${table}`);
  const rows = reader.getRows()[0]?.[0];
  if (typeof rows !== "bigint") throw new InternalError("DuckDB returned no row count");
  return { rows: Number(rows), columns };
}

async function describe(connection: DuckDBConnection, table: string): Promise<{ columns: Columns }> {
  const reader = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${table}`);
  return { columns: reader.getRows().map(([name, type]) => ({ name: String(name), type: String(type) })) };
}

function tableOf(read: string, files: readonly string[], options: readonly string[]): string {
  const list = `[${files.map(quoted).join(", ")}]`;
  return `${read}(${[list, ...options, "union_by_name=true", "hive_partitioning=false"].join(", ")})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
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
