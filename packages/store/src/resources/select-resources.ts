import type { Address } from "@mlx/core";
import { type QueryCreator, sql } from "kysely";
import { rememberSelect } from "../remember-select.ts";
import type { Tables } from "../tables.ts";

/** The live resources, each with its newest revision. */
export function selectLive(builder: QueryCreator<Tables>, namespace: string) {
  return builder
    .selectFrom("resources")
    .innerJoin("resource_revisions as newest", (join) =>
      join
        .onRef("newest.namespace", "=", "resources.namespace")
        .onRef("newest.resource_id", "=", "resources.id")
        .onRef("newest.revision", "=", "resources.revision"),
    )
    .where("resources.namespace", "=", namespace)
    .select([
      "resources.id",
      "resources.address",
      "resources.kind",
      "resources.revision",
      "resources.digest",
      "resources.references",
      "resources.created_at",
      "resources.created_by",
      "resources.declared",
      "newest.apply_id",
      "newest.at",
      "newest.actor",
      "newest.observed",
      "newest.spec",
      "newest.wire",
      "newest.wire_digest",
    ]);
}

export const selectByAddress = rememberSelect((builder, namespace: string, address: Address) =>
  selectLive(builder, namespace).where("resources.address", "=", address),
);

export const selectById = rememberSelect((builder, namespace: string, id: string) =>
  selectLive(builder, namespace).where("resources.id", "=", id),
);

export const selectUnmanaged = rememberSelect((builder, namespace: string) =>
  selectLive(builder, namespace).where("resources.declared", "is", null),
);

export const selectKnown = rememberSelect((builder, namespace: string, address: Address) =>
  builder
    .selectFrom("resource_revisions")
    .select("revision")
    .where("namespace", "=", namespace)
    .where("address", "=", address)
    .limit(sql.lit(1)),
);

export const selectSerial = rememberSelect((builder, namespace: string) =>
  builder.selectFrom("namespaces").select("serial").where("name", "=", namespace),
);
