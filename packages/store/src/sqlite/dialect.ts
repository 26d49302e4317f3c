import { InternalError } from "@mlx/core";
import {
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import type { SqliteConnection } from "./connection.ts";

/**
 * Kysely over one connection of `node:sqlite`. There is one connection: Kysely gives it to one
 * query or transaction at a time, and the others wait in turn. A transaction takes the write
 * lock at its beginning, unless it is read only, so that it never finds out half way that it cannot.
 */
export function sqliteDialect(connection: SqliteConnection): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createDriver: () => createDriver(connection),
  };
}

function createDriver(connection: SqliteConnection): Driver {
  const database: DatabaseConnection = {
    executeQuery: async <R>({ sql, parameters }: { sql: string; parameters: readonly unknown[] }) => {
      const { rows, changes } = connection.run(sql, parameters);
      // Kysely's own contract: the caller's types say what the statement's rows are.
      return { rows, numAffectedRows: changes } as QueryResult<R>;
    },
    streamQuery: () => {
      throw new InternalError("the store does not stream queries");
    },
  };
  return {
    init: async () => {},
    acquireConnection: async () => database,
    releaseConnection: async () => {},
    beginTransaction: async (_, { accessMode }) =>
      accessMode === "read only" ? connection.exec("begin") : connection.execInTurn("begin immediate"),
    commitTransaction: async () => connection.exec("commit"),
    rollbackTransaction: async () => connection.rollback(),
    destroy: async () => connection.close(),
  };
}
