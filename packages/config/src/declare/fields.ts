/** Fields that are written only where they say something. */
import { canonicalJson, type Json, type JsonObject } from "@mlx/core";

/** Without those that are undefined. */
export function fieldsOf(fields: { readonly [name: string]: Json | undefined }): JsonObject {
  const written: { [name: string]: Json } = {};
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) written[name] = value;
  return written;
}

/** `undefined` where it is what holds anyway. */
export function unless<T extends Json>(value: T, byDefault: Json): T | undefined {
  return canonicalJson(value) === canonicalJson(byDefault) ? undefined : value;
}

/** `undefined` for a map or list without members. */
export function unlessEmpty<T extends Json>(value: T): T | undefined {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0 ? undefined : value;
}

export function mapValues<V>(
  map: { readonly [key: string]: V },
  write: (value: V) => Json,
): { readonly [key: string]: Json } {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, write(value)]));
}
