import type { DeletedResource, ResourceStore } from "@mlx/core";
import { sql } from "kysely";
import type { Queries } from "../database.ts";
import { toAppliedResource } from "./resource-rows.ts";

/**
 * What was deleted through the API and is not there again: of each the deletion, which is its last revision,
 * with the revision before it, and the first one.
 */
export function selectDeleted(queries: Queries, namespace: string) {
  return (
    queries
      .selectFrom("resource_revisions as deletion")
      // The words of the index: as parameters, SQLite would not know them.
      .where(sql<boolean>`deletion.via = 'api' and deletion.spec is null`)
      .where("deletion.namespace", "=", namespace)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom("resource_revisions as later")
              .select("later.revision")
              .whereRef("later.namespace", "=", "deletion.namespace")
              .whereRef("later.resource_id", "=", "deletion.resource_id")
              .whereRef("later.revision", ">", "deletion.revision"),
          ),
        ),
      )
      .innerJoin("resource_revisions as last", (join) =>
        join
          .onRef("last.namespace", "=", "deletion.namespace")
          .onRef("last.resource_id", "=", "deletion.resource_id")
          .on(sql<boolean>`last.revision = deletion.revision - 1`),
      )
      .innerJoin("resource_revisions as earliest", (join) =>
        join
          .onRef("earliest.namespace", "=", "deletion.namespace")
          .onRef("earliest.resource_id", "=", "deletion.resource_id")
          .on(sql<boolean>`earliest.revision = 1`),
      )
      .select(["deletion.at as deleted_at", "deletion.actor as deleted_by"])
      .select(["deletion.resource_id as id", "deletion.revision as deletion", "deletion.serial"])
      .select(["deletion.declared", "last.wire", "last.wire_digest", "last.address", "last.kind"])
      .select(["last.revision", "last.apply_id", "last.at", "last.actor", "last.digest", "last.references"])
      .select(["last.observed", "last.spec", "earliest.at as created_at", "earliest.actor as created_by"])
  );
}

/** Newest first. */
export async function listDeleted(
  queries: Queries,
  namespace: string,
  { kind, id }: Parameters<ResourceStore["deleted"]>[0],
): Promise<readonly DeletedResource[]> {
  let query = selectDeleted(queries, namespace);
  if (kind !== undefined) query = query.where("deletion.kind", "=", kind);
  if (id !== undefined) query = query.where("deletion.resource_id", "=", id);
  const rows = await query
    .orderBy("deletion.serial", "desc")
    .orderBy("deletion.address")
    .orderBy("deletion.resource_id")
    .execute();
  return rows.flatMap((row) => {
    const resource = toAppliedResource(row);
    if (resource === undefined) return [];
    return [{ serial: row.serial, deletedAt: row.deleted_at, deletedBy: row.deleted_by ?? "", resource }];
  });
}
