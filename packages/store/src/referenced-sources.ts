import { restorableDays } from "@mlx/core";
import { sql } from "kysely";
import type { Database, Queries } from "./database.ts";
import { expiry } from "./runs/expiry.ts";

/** The folders that recipes of all namespaces name as their source, those among them that can be restored. */
export function readReferencedSources(
  { read }: Database,
  at: string | undefined,
): Promise<ReadonlySet<string>> {
  return read(async (queries) => {
    const live = await selectLive(queries).execute();
    let deleted = selectDeleted(queries);
    if (at !== undefined)
      deleted = deleted.where("deletion.at", ">=", expiry(at, -restorableDays * 24 * 60 * 60));
    const found = [...live, ...(await deleted.execute())];
    return new Set(found.flatMap(({ source }) => source ?? []));
  });
}

function selectLive(queries: Queries) {
  return queries
    .selectFrom("resources")
    .innerJoin("resource_revisions as newest", (join) =>
      join
        .onRef("newest.namespace", "=", "resources.namespace")
        .onRef("newest.resource_id", "=", "resources.id")
        .onRef("newest.revision", "=", "resources.revision"),
    )
    .select(sql<string | null>`newest.spec -> 'origin' ->> 'source'`.as("source"))
    .where("resources.kind", "=", "recipe");
}

function selectDeleted(queries: Queries) {
  return queries
    .selectFrom("resource_revisions as deletion")
    .innerJoin("resource_revisions as last", (join) =>
      join
        .onRef("last.namespace", "=", "deletion.namespace")
        .onRef("last.resource_id", "=", "deletion.resource_id")
        .on(sql<boolean>`last.revision = deletion.revision - 1`),
    )
    .select(sql<string | null>`last.spec -> 'origin' ->> 'source'`.as("source"))
    .where(sql<boolean>`deletion.via = 'api' and deletion.spec is null`)
    .where("deletion.kind", "=", "recipe");
}
