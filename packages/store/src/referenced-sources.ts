import type { Database } from "./database.ts";
import { readReferencedRecipes } from "./referenced-recipes.ts";

/** See `Store.referencedSources`. */
export async function readReferencedSources(
  { read }: Database,
  at: string | undefined,
): Promise<ReadonlySet<string>> {
  const recipes = await read((queries) => readReferencedRecipes(queries, at));
  return new Set(recipes.flatMap(({ folder }) => folder ?? []));
}
