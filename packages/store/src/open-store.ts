import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import { type Ids, InternalError, type Store } from "@mlx/core";
import { Kysely } from "kysely";
import { createAnnouncedStore } from "./announced.ts";
import { createApplyStore } from "./applies.ts";
import { createAuditStore } from "./audit.ts";
import { createTransactions, type Database } from "./database.ts";
import { createDeliveryStore } from "./deliveries.ts";
import { createEndpointStore } from "./endpoints.ts";
import { createInsightStore } from "./insights.ts";
import { createModelStore } from "./models.ts";
import { readReferencedArtifacts } from "./referenced-artifacts.ts";
import { readReferencedSources } from "./referenced-sources.ts";
import type { Glance } from "./remember-select.ts";
import { createResourceStore } from "./resources.ts";
import { createRunStore } from "./runs.ts";
import { createScheduleStore } from "./schedules.ts";
import { openConnection, openReader, type SqliteConnection } from "./sqlite/connection.ts";
import { sqliteDialect } from "./sqlite/dialect.ts";
import { migrate } from "./sqlite/migrate.ts";
import { parseLocation } from "./sqlite/parse-location.ts";
import { type Watcher, watchFile, watchMemory } from "./sqlite/watcher.ts";
import type { Tables } from "./tables.ts";
import { createTenantStore } from "./tenants.ts";
import { createTokenStore } from "./tokens.ts";
import { createTranscodingStore } from "./transcodings.ts";
import { createWorkerStore } from "./workers.ts";

export interface StoreOptions {
  /** A path, `sqlite:PATH`, or `:memory:`. */
  readonly url: string;
  readonly namespace: string;
  readonly ids: Ids;
  /** Told of each wait for another process that writes, in milliseconds, when it is over. */
  readonly onWait?: (milliseconds: number) => void;
}

/**
 * Opens a namespace of a store, which is made, or brought up to this version's schema, where needed.
 * Several stores may be open on one file, in one or many processes. Failures: 5001–5005.
 */
export async function openStore({ url, namespace, ids, onWait }: StoreOptions): Promise<Store> {
  const location = parseLocation(url);
  const path = location === ":memory:" ? location : resolve(location);
  const connection = await openConnection(path, onWait);
  try {
    await migrate(connection, () => {
      const key = randomBytes(32).toString("base64");
      connection.run("insert into installation (id, key) values (?, ?)", [ids.uuid(), key]);
    });
  } catch (error) {
    connection.close();
    throw error;
  }
  const watcher = path === ":memory:" ? watchMemory(connection) : watchFile(() => openReader(path));
  return assemble(connection, watcher, namespace);
}

function assemble(connection: SqliteConnection, watcher: Watcher, namespace: string): Store {
  const kysely = new Kysely<Tables>({ dialect: sqliteDialect(connection) });
  const underWay = new Set<Promise<unknown>>();
  let closing: Promise<void> | undefined;
  const whileOpen = async <T>(operation: () => Promise<T>): Promise<T> => {
    if (closing !== undefined)
      throw new InternalError(`the store ${connection.location} was used after it was closed`);
    const result = operation();
    underWay.add(result);
    try {
      return await result;
    } finally {
      underWay.delete(result);
    }
  };
  const close = async () => {
    await Promise.allSettled(underWay);
    // The last one writes the log back.
    watcher.close();
    connection.close();
  };
  const { read, write } = createTransactions(kysely, namespace);
  const glanceOn = ({ run }: SqliteConnection): Glance => ({
    builder: kysely,
    // Kysely's types say what the statement's rows are.
    all: <Row>({ sql, parameters }: { sql: string; parameters: readonly unknown[] }) =>
      run(sql, parameters).rows as Row[],
  });
  const database: Database = {
    namespace,
    read: (operation) => whileOpen(() => read(operation)),
    write: (operation) => whileOpen(() => write(operation)),
    glance: (operation) =>
      whileOpen(async () => {
        const look = watcher.look((on) => operation(glanceOn(on)));
        return look === undefined ? read(async () => operation(glanceOn(connection))) : look.value;
      }),
    version: () => {
      if (closing !== undefined)
        throw new InternalError(`the store ${connection.location} was used after it was closed`);
      return watcher.version();
    },
  };
  return {
    location: connection.location,
    namespace,
    installation: () =>
      database.read((queries) => queries.selectFrom("installation").selectAll().executeTakeFirstOrThrow()),
    resources: createResourceStore(database),
    applies: createApplyStore(database),
    runs: createRunStore(database),
    models: createModelStore(database),
    schedules: createScheduleStore(database),
    referencedArtifacts: (at) => readReferencedArtifacts(database, at),
    referencedSources: (at) => readReferencedSources(database, at),
    workers: createWorkerStore(database),
    deliveries: createDeliveryStore(database),
    announced: createAnnouncedStore(database),
    insights: createInsightStore(database),
    endpoints: createEndpointStore(database),
    tokens: createTokenStore(database),
    audit: createAuditStore(database),
    tenants: createTenantStore(database),
    transcodings: createTranscodingStore(database),
    version: database.version,
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}
