import type { Address, ResourceWrite } from "@mlx/core";
import { sql } from "kysely";
import { chunks } from "../chunks.ts";
import type { Queries } from "../database.ts";
import type { Row } from "../tables.ts";
import { selectDeleted } from "./deleted-resources.ts";

/** What a resource was before an apply, or before the API deleted it. */
export type BeforeRow = Pick<
  Row<"resources">,
  "id" | "address" | "kind" | "revision" | "created_at" | "created_by" | "declared"
> &
  Pick<Row<"resource_revisions">, "wire" | "wire_digest">;

export interface Before {
  /** At every address that the writes name. */
  readonly live: ReadonlyMap<Address, BeforeRow>;
  /** What the API deleted and a write would bring back: by its id, or by the address that it was at last. */
  readonly deleted: ReadonlyMap<string, BeforeRow>;
}

export async function readBefore(
  queries: Queries,
  namespace: string,
  writes: readonly ResourceWrite[],
): Promise<Before> {
  const live = await readLive(queries, namespace, writes);
  return { live, deleted: await readDeleted(queries, namespace, writes, live) };
}

async function readLive(
  queries: Queries,
  namespace: string,
  writes: readonly ResourceWrite[],
): Promise<ReadonlyMap<Address, BeforeRow>> {
  const named = new Set<Address>();
  for (const write of writes) {
    named.add(write.action === "delete" ? write.address : write.resource.address);
    if (write.action === "put" && write.from !== undefined) named.add(write.from);
  }
  const live = new Map<Address, BeforeRow>();
  for (const addresses of chunks([...named])) {
    const rows = await queries
      .selectFrom("resources")
      .innerJoin("resource_revisions as newest", (join) =>
        join
          .onRef("newest.namespace", "=", "resources.namespace")
          .onRef("newest.resource_id", "=", "resources.id")
          .onRef("newest.revision", "=", "resources.revision"),
      )
      .select(["resources.id", "resources.address", "resources.kind", "resources.revision"])
      .select(["resources.created_at", "resources.created_by", "resources.declared"])
      .select(["newest.wire", "newest.wire_digest"])
      .where("resources.namespace", "=", namespace)
      .where("resources.address", "in", addresses)
      .execute();
    for (const row of rows) live.set(row.address, row);
  }
  return live;
}

async function readDeleted(
  queries: Queries,
  namespace: string,
  writes: readonly ResourceWrite[],
  live: ReadonlyMap<Address, BeforeRow>,
): Promise<ReadonlyMap<string, BeforeRow>> {
  const fresh = writes.flatMap((write) =>
    write.action === "put" && write.from === undefined && !live.has(write.resource.address)
      ? [{ id: write.id, address: write.resource.address }]
      : [],
  );
  const deleted = new Map<string, BeforeRow>();
  if (fresh.length === 0 || !(await hasDeleted(queries, namespace))) return deleted;
  for (const some of chunks(fresh)) {
    const addresses = some.map(({ address }) => address);
    const rows = await selectDeleted(queries, namespace)
      .where("deletion.address", "in", addresses)
      .where(isLastAtItsAddress)
      .execute();
    const byId = await selectDeleted(queries, namespace)
      .where(
        "deletion.resource_id",
        "in",
        some.map(({ id }) => id),
      )
      .execute();
    for (const row of [...rows, ...byId]) {
      const { id, address, kind, deletion: revision, created_at, created_by, declared } = row;
      const { wire, wire_digest } = row;
      const before = {
        ...{ id, address, kind, revision, created_at, created_by, declared, wire, wire_digest },
      };
      deleted.set(id, before);
      if (rows.includes(row)) deleted.set(address, before);
    }
  }
  return deleted;
}

/** Others may have come to the address, and left it, since then. */
const isLastAtItsAddress = sql<boolean>`not exists (
  select 1 from resource_revisions as other
  where other.namespace = deletion.namespace and other.address = deletion.address
    and other.serial > deletion.serial
)`;

async function hasDeleted(queries: Queries, namespace: string): Promise<boolean> {
  const any = await queries
    .selectFrom("resource_revisions")
    .select("revision")
    .where(sql<boolean>`via = 'api' and spec is null`)
    .where("namespace", "=", namespace)
    .limit(1)
    .executeTakeFirst();
  return any !== undefined;
}
