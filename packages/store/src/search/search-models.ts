import type { ModelStore, SearchQuery } from "@mlx/core";
import type { Queries } from "../database.ts";
import { toModelVersion } from "../registry/version-rows.ts";

/** The page of the model versions that the query names, and how many there are on all pages. */
export async function searchModels(
  queries: Queries,
  namespace: string,
  { limit, offset }: SearchQuery,
): ReturnType<ModelStore["search"]> {
  const all = queries.selectFrom("model_versions").where("namespace", "=", namespace);
  const { total } = await all.select(({ fn }) => fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const rows = await all.selectAll().orderBy("seq", "desc").limit(limit).offset(offset).execute();
  return { versions: rows.map(toModelVersion), total };
}
