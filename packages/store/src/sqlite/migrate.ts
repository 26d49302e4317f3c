import { storeTooNew, storeUnreadable } from "../errors.ts";
import type { SqliteConnection } from "./connection.ts";
import { first } from "./migrations/0001-first.ts";
import { executors } from "./migrations/0002-executors.ts";
import { daemon } from "./migrations/0003-daemon.ts";
import { registry } from "./migrations/0004-registry.ts";
import { search } from "./migrations/0005-search.ts";
import { api } from "./migrations/0006-api.ts";
import { applicationId, cacheKibibytes, logPages } from "./settings.ts";

/** In order; the number of each is its place, from 1. */
const migrations: readonly string[] = [first, executors, daemon, registry, search, api];

/**
 * Makes a fresh file a store, and brings an older one up to date; `initialise` writes the rows that a
 * new store starts with. Several processes may do so at once: one works, the others wait and see it done.
 * A file that is not a store (5002) or a newer one (5001) is left as it is.
 */
export async function migrate(connection: SqliteConnection, initialise: () => void): Promise<void> {
  const found = readVersion(connection);
  await useWriteAheadLog(connection);
  connection.exec(
    `pragma synchronous = full; pragma cache_size = -${cacheKibibytes}; pragma wal_autocheckpoint = ${logPages}`,
  );
  if (found === migrations.length) return;
  await connection.execInTurn("begin immediate");
  try {
    const version = readVersion(connection);
    for (const migration of migrations.slice(version)) connection.exec(migration);
    connection.exec(`pragma application_id = ${applicationId}; pragma user_version = ${migrations.length}`);
    if (version === 0) initialise();
    connection.exec("commit");
  } catch (error) {
    connection.rollback();
    throw error;
  }
}

/** The schema's version, 0 for a fresh file. One statement, so that it is of one moment. */
function readVersion(connection: SqliteConnection): number {
  const { rows } = connection.run(
    `select (select application_id from pragma_application_id) as application,
      (select user_version from pragma_user_version) as version,
      (select count(*) from sqlite_schema) as objects`,
  );
  const [{ application, version, objects }] = rows as [
    { readonly application: number; readonly version: number; readonly objects: number },
  ];
  if (application === 0 && version === 0 && objects === 0) return 0;
  if (application !== applicationId)
    throw storeUnreadable(connection.location, "It is a database of another program.");
  if (version > migrations.length)
    throw storeTooNew(connection.location, { found: version, supported: migrations.length });
  return version;
}

/**
 * The log lets others read during a write. The switch is made once in a file's life and needs the file
 * for itself for a moment; SQLite does not wait for that by itself. In memory there is none.
 */
async function useWriteAheadLog(connection: SqliteConnection): Promise<void> {
  const [mode] = connection.run("pragma journal_mode").rows as { readonly journal_mode: string }[];
  if (mode?.journal_mode !== "delete") return;
  await connection.execInTurn("pragma journal_mode = wal");
}
