import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { InternalError, systemErrorCode } from "@mlx/core";
import { storeNotWritable, storeUnreachable } from "../errors.ts";
import { createRowShape, type RowShape } from "./row-shape.ts";
import { busySeconds, readerKibibytes } from "./settings.ts";
import { isBusy, translateError } from "./translate-error.ts";

/** An open database file. Statements run at once, one after the other; its failures are `MlxError`s. */
export interface SqliteConnection {
  readonly location: string;
  /** All rows, and how many were changed. The statement is prepared once and kept. */
  run(sql: string, parameters?: readonly unknown[]): { readonly rows: unknown[]; readonly changes: bigint };
  /** Statements without parameters or rows. */
  exec(sql: string): void;
  /**
   * Statements that another connection may be in the way of. Waits without holding up this process,
   * in which that connection may be, too. Failures: 5003.
   */
  execInTurn(sql: string): Promise<void>;
  /** Whether a transaction is open. */
  isBusy(): boolean;
  /** Ends a transaction if one is open; SQLite ends it by itself after some failures. */
  rollback(): void;
  /** Idempotent. The last connection to a file writes its log back into it. */
  close(): void;
}

const keptStatements = 200;

interface KeptStatement {
  readonly statement: StatementSync;
  shape: RowShape;
}

/** Told of each wait for another connection, in milliseconds, when it is over. */
export type WaitObserver = (milliseconds: number) => void;

/** Opens the file, and makes it with its folder where it is not there. Failures: 5002–5005. */
export async function openConnection(path: string, onWait?: WaitObserver): Promise<SqliteConnection> {
  if (path !== ":memory:") await makeFile(path);
  return connect(path, onWait);
}

/** A further connection to a file that one is open to; it only reads. Failures: 5002–5005. */
export function openReader(path: string): SqliteConnection {
  const connection = connect(path);
  connection.exec(`pragma query_only = on; pragma cache_size = -${readerKibibytes}`);
  return connection;
}

function connect(path: string, onWait?: WaitObserver): SqliteConnection {
  let database: DatabaseSync;
  try {
    database = new DatabaseSync(path, { timeout: busySeconds * 1000 });
  } catch (error) {
    throw translateError(error, path);
  }
  return wrap(database, path, onWait);
}

/** Readable by its owner alone: it holds the key that secrets are hashed with. */
async function makeFile(path: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await (await open(path, "a", 0o600)).close();
  } catch (error) {
    switch (systemErrorCode(error)) {
      case "EROFS":
      case "EACCES":
      case "EPERM":
      case "ENOSPC":
      case "EDQUOT":
        // A file that may only be read is opened all the same: a write to it says 5004.
        if (await isReadable(path)) return;
        throw storeNotWritable(path, `The system says: ${messageOf(error)}.`, error);
      default:
        throw storeUnreachable(path, `The system says: ${messageOf(error)}.`, error);
    }
  }
}

async function isReadable(path: string): Promise<boolean> {
  try {
    await (await open(path, "r")).close();
    return true;
  } catch {
    return false;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function wrap(database: DatabaseSync, location: string, onWait: WaitObserver = () => {}): SqliteConnection {
  const kept = new Map<string, KeptStatement>();

  const prepare = (sql: string): KeptStatement => {
    const known = kept.get(sql);
    if (known !== undefined) return known;
    const statement = database.prepare(sql);
    const made = { statement, shape: shapeOf(statement) };
    if (made.shape.columns > 0) statement.setReturnArrays(true);
    const [oldest] = kept.keys();
    if (kept.size >= keptStatements && oldest !== undefined) kept.delete(oldest);
    kept.set(sql, made);
    return made;
  };

  const examine = (): string | undefined => {
    try {
      const [finding] = Object.values(database.prepare("pragma quick_check(1)").get() ?? {});
      return typeof finding === "string" && finding !== "ok" ? `SQLite's check says: ${finding}.` : undefined;
    } catch {
      // The file is too damaged to be checked; what SQLite said first stands.
      return undefined;
    }
  };

  const guarded = <T>(operation: () => T): T => {
    if (!database.isOpen) throw new InternalError(`the store ${location} was used after it was closed`);
    try {
      return operation();
    } catch (error) {
      throw translateError(error, location, examine);
    }
  };

  return {
    location,
    run: (sql, parameters = []) =>
      guarded(() => {
        const kept = prepare(sql);
        const { statement } = kept;
        assertInputValues(parameters);
        if (kept.shape.columns > 0) return { rows: readRows(kept, parameters), changes: 0n };
        return { rows: [], changes: BigInt(statement.run(...parameters).changes) };
      }),
    exec: (sql) => guarded(() => database.exec(sql)),
    execInTurn: async (sql) => {
      for (let waited = 0; ; ) {
        const done = guarded(() => tryExec(database, sql, waited >= busySeconds * 1000));
        if (done && waited > 0) onWait(waited);
        if (done) return;
        const pause = Math.min(50, 1 + waited / 4);
        await sleep(pause);
        waited += pause;
      }
    },
    isBusy: () => database.isOpen && database.isTransaction,
    rollback: () => {
      if (database.isOpen && database.isTransaction) guarded(() => database.exec("rollback"));
    },
    close: () => {
      if (!database.isOpen) return;
      kept.clear();
      guarded(() => database.close());
    },
  };
}

function shapeOf(statement: StatementSync): RowShape {
  return createRowShape(statement.columns().map(({ name }) => name));
}

function readRows(kept: KeptStatement, parameters: readonly SQLInputValue[]): unknown[] {
  // What `setReturnArrays` makes of its rows, which the types do not know.
  const found = kept.statement.all(...parameters) as unknown as readonly (readonly unknown[])[];
  // SQLite prepares a statement anew when another process has changed the schema.
  if (found[0] !== undefined && found[0].length !== kept.shape.columns) kept.shape = shapeOf(kept.statement);
  return found.map(kept.shape.toRow);
}

/** False where another connection is in the way, unless it is the `last` try. */
function tryExec(database: DatabaseSync, sql: string, last: boolean): boolean {
  database.exec("pragma busy_timeout = 0");
  try {
    database.exec(sql);
    return true;
  } catch (error) {
    if (last || !isBusy(error)) throw error;
    return false;
  } finally {
    database.exec(`pragma busy_timeout = ${busySeconds * 1000}`);
  }
}

/** In place: a statement of a hundred rows has thousands of them. */
function assertInputValues(values: readonly unknown[]): asserts values is readonly SQLInputValue[] {
  for (const value of values) {
    const type = typeof value;
    if (type === "string" || type === "number" || type === "bigint" || value === null) continue;
    if (!(value instanceof Uint8Array)) throw new InternalError(`a ${type} cannot be written to a column`);
  }
}
