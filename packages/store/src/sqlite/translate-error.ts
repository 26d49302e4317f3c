import { InternalError } from "@mlx/core";
import { storeBusy, storeNotWritable, storeUnreachable, storeUnreadable } from "../errors.ts";
import { busySeconds } from "./settings.ts";

/** SQLite's primary result codes (https://sqlite.org/rescode.html); an extended code holds one in its low byte. */
const codes = {
  perm: 3,
  busy: 5,
  locked: 6,
  readonly: 8,
  ioerr: 10,
  corrupt: 11,
  full: 13,
  cantopen: 14,
  format: 24,
  notadb: 26,
} as const;

/** Failed reads among the extended codes of `SQLITE_IOERR`: the file, not the disk's room, is at fault. */
const readFailures = new Set([266, 522, 8458]);

/**
 * The failure that an error of SQLite is, the one place where its codes are known; any other error as
 * it came. `examine` tells what a check of a damaged file finds.
 */
export function translateError(
  error: unknown,
  location: string,
  examine?: () => string | undefined,
): unknown {
  const code = sqliteCode(error);
  if (code === undefined || !(error instanceof Error)) return error;
  const words = `SQLite says: ${error.message}.`;
  switch (code & 0xff) {
    case codes.busy:
    case codes.locked:
      return storeBusy(location, busySeconds, error);
    case codes.full:
      return storeNotWritable(location, "The disk is full.", error);
    case codes.readonly:
    case codes.perm:
      return storeNotWritable(location, `The file or its folder is read-only. ${words}`, error);
    case codes.ioerr:
      return readFailures.has(code)
        ? storeUnreadable(location, `Parts of it cannot be read. ${words}`, error)
        : storeNotWritable(
            location,
            `The disk may be full, or a limit on file sizes reached. ${words}`,
            error,
          );
    case codes.notadb:
    case codes.format:
      return storeUnreadable(location, "It is not an SQLite database.", error);
    case codes.corrupt:
      return storeUnreadable(location, `It is damaged. ${examine?.() ?? words}`, error);
    case codes.cantopen:
      return storeUnreachable(location, `The file cannot be opened or made. ${words}`, error);
    default:
      return new InternalError(`the store's database refused a statement: ${error.message}`, {
        cause: error,
      });
  }
}

/** True where another connection was in the way; the operation may be tried again. */
export function isBusy(error: unknown): boolean {
  const code = sqliteCode(error);
  return code !== undefined && (code & 0xff) === codes.busy;
}

/** The extended result code, where the error is one of SQLite. */
function sqliteCode(error: unknown): number | undefined {
  return error instanceof Error && "errcode" in error && typeof error.errcode === "number"
    ? error.errcode
    : undefined;
}
