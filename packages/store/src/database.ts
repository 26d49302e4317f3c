import type { Kysely, Transaction } from "kysely";
import type { Glance } from "./remember-select.ts";
import type { Tables } from "./tables.ts";

export type Queries = Transaction<Tables>;

/** One namespace's rows, through either dialect. */
export interface Database {
  readonly namespace: string;
  /** Alone with the write lock; all of it, or nothing. Only `queries` may be used inside. */
  write<T>(operation: (queries: Queries) => Promise<T>): Promise<T>;
  /** Sees the store as it was at one moment. Only `queries` may be used inside. */
  read<T>(operation: (queries: Queries) => Promise<T>): Promise<T>;
  /** As `read`, at once: without a turn to wait for. For what is read often, see `rememberSelect`. */
  glance<T>(operation: (glance: Glance) => T): Promise<T>;
  /** See `Store.version`. */
  version(): string;
}

export function createTransactions(
  kysely: Kysely<Tables>,
  namespace: string,
): Pick<Database, "namespace" | "read" | "write"> {
  return {
    namespace,
    write: (operation) => kysely.transaction().execute(operation),
    read: (operation) => kysely.transaction().setAccessMode("read only").execute(operation),
  };
}
