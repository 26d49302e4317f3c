import type { Address, AppliedHead, AppliedResource, Kind, ResourceRevision, ResourceStore } from "@mlx/core";
import { sql } from "kysely";
import { readSerial } from "./applies.ts";
import { chunks } from "./chunks.ts";
import type { Database, Queries } from "./database.ts";
import { fromJson } from "./json-text.ts";
import { toAppliedResource } from "./resources/resource-rows.ts";

/** The live resources of a namespace and all their revisions. */
export function createResourceStore({ namespace, read }: Database): ResourceStore {
  const getMany = (addresses: readonly Address[]) =>
    read(async (queries) => {
      const found: AppliedResource[] = [];
      for (const some of chunks([...new Set(addresses)])) {
        const rows = await selectLive(queries, namespace).where("resources.address", "in", some).execute();
        found.push(...rows.flatMap((row) => toAppliedResource(row) ?? []));
      }
      return found;
    });
  return {
    heads: () =>
      read(async (queries) => ({
        serial: await readSerial(queries, namespace),
        heads: await readHeads(queries, namespace),
      })),
    get: async (address) => (await getMany([address]))[0],
    getMany,
    list: (kind) => read((queries) => listLive(queries, namespace, kind)),
    revisions: (address) => read((queries) => readRevisions(queries, namespace, address)),
  };
}

async function readHeads(queries: Queries, namespace: string): Promise<readonly AppliedHead[]> {
  const rows = await queries
    .selectFrom("resources")
    .select(["id", "address", "kind", "digest", "references", "revision"])
    .where("namespace", "=", namespace)
    .orderBy("address")
    .execute();
  // Address and kind were written together, so they agree.
  return rows.map((row) => ({ ...row, references: fromJson(row.references) })) as readonly AppliedHead[];
}

async function listLive(queries: Queries, namespace: string, kind: Kind | undefined) {
  let query = selectLive(queries, namespace).orderBy("resources.address");
  if (kind !== undefined) query = query.where("resources.kind", "=", kind);
  return (await query.execute()).flatMap((row) => toAppliedResource(row) ?? []);
}

function selectLive(queries: Queries, namespace: string) {
  return queries
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
      "newest.apply_id",
      "newest.at",
      "newest.observed",
      "newest.spec",
    ]);
}

async function readRevisions(
  queries: Queries,
  namespace: string,
  address: Address,
): Promise<readonly ResourceRevision[]> {
  const id = await findId(queries, namespace, address);
  if (id === undefined) return [];
  const rows = await queries
    .selectFrom("resource_revisions")
    .selectAll()
    .where("namespace", "=", namespace)
    .where("resource_id", "=", id)
    .orderBy("revision", "desc")
    .execute();
  const created_at = rows.at(-1)?.at ?? "";
  return rows.map((row) => {
    const resource = toAppliedResource({ ...row, id, created_at });
    const { revision, apply_id: applyId, serial, at } = row;
    return { revision, applyId, serial, at, ...(resource === undefined ? {} : { resource }) };
  });
}

/** The id of the resource that is, or was last, at the address. */
async function findId(queries: Queries, namespace: string, address: Address): Promise<string | undefined> {
  const live = await queries
    .selectFrom("resources")
    .select("id")
    .where("namespace", "=", namespace)
    .where("address", "=", address)
    .executeTakeFirst();
  if (live !== undefined) return live.id;
  // One apply may delete a resource and put another in its place, which a later one moves away.
  const last = await queries
    .selectFrom("resource_revisions")
    .select("resource_id")
    .where("namespace", "=", namespace)
    .where("address", "=", address)
    .orderBy("serial", "desc")
    .orderBy(sql`spec is null`)
    .limit(1)
    .executeTakeFirst();
  return last?.resource_id;
}
