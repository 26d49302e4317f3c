import type { DuckDBConnection } from "@duckdb/node-api";

export interface DuckdbLimits {
  readonly threads: number;
  /** In DuckDB's words, e.g. `1GB`. */
  readonly memory: string;
  /** Where it may put what does not fit into memory; nowhere when absent. */
  readonly spillFolder?: string;
}

/**
 * Works with a database in memory, which never goes on the network for an extension and takes a time without
 * a zone for UTC. Aborting the signal interrupts the query that runs.
 */
export async function withDuckdb<T>(
  { threads, memory, spillFolder = "" }: DuckdbLimits,
  work: (connection: DuckDBConnection) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  signal?.throwIfAborted();
  // A native module of 60 MB: loaded only here.
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const instance = await DuckDBInstance.create(":memory:", {
    threads: String(threads),
    memory_limit: memory,
    temp_directory: spillFolder,
    autoinstall_known_extensions: "false",
  });
  const connection = await instance.connect();
  const interrupt = () => connection.interrupt();
  signal?.addEventListener("abort", interrupt);
  try {
    await connection.run("SET TimeZone = 'UTC'");
    const result = await work(connection);
    signal?.throwIfAborted();
    return result;
  } catch (error) {
    // What an interrupted query says tells nothing.
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener("abort", interrupt);
    connection.closeSync();
    instance.closeSync();
  }
}
