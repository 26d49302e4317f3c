import type { SqliteConnection } from "./connection.ts";

/** Reads beside a connection: what is committed, and whether anything was. */
export interface Watcher {
  /** Runs an operation on one state of the database; `undefined` where the connection is in the way of that. */
  look<T>(operation: (connection: SqliteConnection) => T): { readonly value: T } | undefined;
  /** Another text whenever a transaction that wrote was committed, by any connection of any process. */
  version(): string;
  close(): void;
}

/**
 * On a connection of its own, opened when it is needed first: it is never inside of a transaction when it is
 * asked, so it always sees the newest state, and what SQLite calls the data version changes with each commit of
 * any other connection.
 */
export function watchFile(open: () => SqliteConnection): Watcher {
  let opened: SqliteConnection | undefined;
  const connect = () => {
    opened ??= open();
    return opened;
  };
  return {
    look: (operation) => {
      const connection = connect();
      connection.run("begin");
      try {
        return { value: operation(connection) };
      } finally {
        connection.run("commit");
      }
    },
    version: () => {
      const [row] = connect().run("pragma data_version").rows;
      return String(Object.values(row ?? {})[0]);
    },
    close: () => opened?.close(),
  };
}

/** A database in memory has one connection: what it is in the middle of is waited for. */
export function watchMemory(connection: SqliteConnection): Watcher {
  return {
    look: (operation) => (connection.isBusy() ? undefined : { value: operation(connection) }),
    version: () => {
      const [row] = connection.run("select total_changes()").rows;
      return String(Object.values(row ?? {})[0]);
    },
    close: () => {},
  };
}
