import { chunks } from "../chunks.ts";
import type { Queries } from "../database.ts";

/** The ids of the words, which are made where they are not there yet. */
export async function keepWords(
  queries: Queries,
  words: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const ids = new Map<string, number>();
  for (const some of chunks(words)) {
    const known = await queries.selectFrom("search_words").selectAll().where("word", "in", some).execute();
    for (const { id, word } of known) ids.set(word, id);
    const fresh = some.filter((word) => !ids.has(word));
    if (fresh.length === 0) continue;
    const made = await queries
      .insertInto("search_words")
      .values(fresh.map((word) => ({ word })))
      .returning(["id", "word"])
      .execute();
    for (const { id, word } of made) ids.set(word, id);
  }
  return ids;
}

/** Adds the words with the ids to `words`. */
export async function readWords(
  queries: Queries,
  ids: readonly number[],
  words: Map<number, string>,
): Promise<void> {
  for (const some of chunks(ids)) {
    const rows = await queries.selectFrom("search_words").selectAll().where("id", "in", some).execute();
    for (const { id, word } of rows) words.set(id, word);
  }
}
