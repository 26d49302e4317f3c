import type { Kysely, Transaction } from "kysely";
import type { Tables } from "./tables.ts";

export type Queries = Transaction<Tables>;

/** One namespace's rows, through either dialect. */
export interface Database {
  readonly namespace: string;
  /** Alone with the write lock; all of it, or nothing. Only `queries` may be used inside. */
  write<T>(operation: (queries: Queries) => Promise<T>): Promise<T>;
  /** Sees the store as it was at one moment. Only `queries` may be used inside. */
  read<T>(operation: (queries: Queries) => Promise<T>): Promise<T>;
}

export function createDatabase(kysely: Kysely<Tables>, namespace: string): Database {
  return {
    namespace,
    write: (operation) => kysely.transaction().execute(operation),
    read: (operation) => kysely.transaction().setAccessMode("read only").execute(operation),
  };
}
