import { isJsonObject, type JsonObject } from "@mlx/core";
import { notACursor } from "./errors.ts";

export interface Page<T> {
  readonly items: readonly T[];
  readonly total?: number;
  readonly next: string | null;
}

/** Opaque to clients. */
export function writeCursor(place: JsonObject): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

/** Failure: 8580. */
export function readCursor(text: string): JsonObject {
  try {
    const place: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    if (isJsonObject(place)) return place;
  } catch {
    // Told below.
  }
  throw notACursor(text);
}

/** A number of a cursor's place, from 0. */
export function cursorNumber(cursor: string, name: string): number {
  const value = readCursor(cursor)[name];
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw notACursor(cursor);
}

/** A page of what is there as a whole. */
export function pageOfAll<T, U>(
  all: readonly T[],
  { limit, cursor }: { readonly limit: number; readonly cursor?: string },
  describe: (item: T) => U,
): Page<U> {
  const offset = cursor === undefined ? 0 : cursorNumber(cursor, "offset");
  const end = offset + limit;
  return {
    items: all.slice(offset, end).map(describe),
    total: all.length,
    next: end < all.length ? writeCursor({ offset: end }) : null,
  };
}

/** A page of a list that is read on from the number of its last item; one more than `limit` was read. */
export function pageBefore<T, U>(
  read: readonly T[],
  limit: number,
  { seqOf, describe }: { readonly seqOf: (item: T) => number; readonly describe: (item: T) => U },
): Page<U> {
  const items = read.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map(describe),
    next: read.length > limit && last !== undefined ? writeCursor({ before: seqOf(last) }) : null,
  };
}
