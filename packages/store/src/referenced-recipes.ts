import { type Digest, restorableDays } from "@mlx/core";
import { sql } from "kysely";
import type { Queries } from "./database.ts";
import { expiry } from "./runs/expiry.ts";

/** What a recipe is made of. */
export interface ReferencedRecipe {
  /** Of its files. */
  readonly manifest: Digest | null;
  /** The folder that it names as its source, or as the context of its build. */
  readonly folder: string | null;
}

/** The recipes of all namespaces: live ones, and those that the API deleted, see `Store.referencedArtifacts`. */
export async function readReferencedRecipes(
  queries: Queries,
  at: string | undefined,
): Promise<readonly ReferencedRecipe[]> {
  const live = await queries
    .selectFrom("resources")
    .innerJoin("resource_revisions as last", (join) =>
      join
        .onRef("last.namespace", "=", "resources.namespace")
        .onRef("last.resource_id", "=", "resources.id")
        .onRef("last.revision", "=", "resources.revision"),
    )
    .select([manifest.as("manifest"), folder.as("folder")])
    .where("resources.kind", "=", "recipe")
    .execute();
  let deleted = queries
    .selectFrom("resource_revisions as deletion")
    .innerJoin("resource_revisions as last", (join) =>
      join
        .onRef("last.namespace", "=", "deletion.namespace")
        .onRef("last.resource_id", "=", "deletion.resource_id")
        .on(sql<boolean>`last.revision = deletion.revision - 1`),
    )
    .select([manifest.as("manifest"), folder.as("folder")])
    .where(sql<boolean>`deletion.via = 'api' and deletion.spec is null`)
    .where("deletion.kind", "=", "recipe");
  if (at !== undefined)
    deleted = deleted.where("deletion.at", ">=", expiry(at, -restorableDays * daySeconds));
  return [...live, ...(await deleted.execute())];
}

const daySeconds = 24 * 60 * 60;

const manifest = sql<Digest | null>`last.observed -> 'source' ->> 'manifest'`;
const folder = sql<string | null>`ifnull(
  last.spec -> 'origin' ->> 'source', last.spec -> 'origin' -> 'build' ->> 'context'
)`;
