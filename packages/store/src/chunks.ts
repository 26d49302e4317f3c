/**
 * Rows or keys for one statement: databases limit the parameters of a statement (SQLite to 32,766,
 * PostgreSQL to 65,535), and longer ones are no faster.
 */
export function* chunks<T>(items: readonly T[], size = 500): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
