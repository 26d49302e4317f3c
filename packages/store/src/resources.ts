import type { Address, AppliedHead, AppliedResource, Kind, ResourceRevision, ResourceStore } from "@mlx/core";
import { sql } from "kysely";
import { readSerial } from "./applies.ts";
import { chunks } from "./chunks.ts";
import type { Database, Queries } from "./database.ts";
import { fromJson } from "./json-text.ts";
import { listDeleted } from "./resources/deleted-resources.ts";
import { type ResourceRow, toAppliedResource } from "./resources/resource-rows.ts";
import {
  selectByAddress,
  selectById,
  selectKnown,
  selectLive,
  selectSerial,
  selectUnmanaged,
} from "./resources/select-resources.ts";
import { withoutNulls } from "./without-nulls.ts";

/** The live resources of a namespace and all their revisions. */
export function createResourceStore({ namespace, read, glance }: Database): ResourceStore {
  const getMany = (addresses: readonly Address[]) =>
    read(async (queries) => {
      const found: AppliedResource[] = [];
      for (const some of chunks([...new Set(addresses)])) {
        const rows = await selectLive(queries, namespace).where("resources.address", "in", some).execute();
        found.push(...toResources(rows));
      }
      return found;
    });
  return {
    heads: () =>
      read(async (queries) => ({
        serial: await readSerial(queries, namespace),
        heads: await readHeads(queries, namespace),
      })),
    serial: () => glance((look) => selectSerial(look, namespace)[0]?.serial ?? 0),
    get: (address) => glance((look) => toResources(selectByAddress(look, namespace, address))[0]),
    getMany,
    list: (kind) => read((queries) => listLive(queries, namespace, kind)),
    getById: (id) => glance((look) => toResources(selectById(look, namespace, id))[0]),
    unmanaged: () => glance((look) => toResources(selectUnmanaged(look, namespace))),
    deleted: (filter) => read((queries) => listDeleted(queries, namespace, filter)),
    isKnown: (address) => glance((look) => selectKnown(look, namespace, address).length > 0),
    revisions: (address) => read((queries) => readRevisions(queries, namespace, address)),
  };
}

async function readHeads(queries: Queries, namespace: string): Promise<readonly AppliedHead[]> {
  const rows = await queries
    .selectFrom("resources")
    .select(["id", "address", "kind", "digest", "references", "revision", "declared"])
    .where("namespace", "=", namespace)
    .orderBy("address")
    .execute();
  // Address and kind were written together, so they agree.
  return rows.map(({ declared, references, ...row }) => ({
    ...{ ...row, references: fromJson(references) },
    ...(declared === null ? { unmanaged: true } : declared === row.digest ? {} : { drifted: true }),
  })) as readonly AppliedHead[];
}

async function listLive(queries: Queries, namespace: string, kind: Kind | undefined) {
  let query = selectLive(queries, namespace).orderBy("resources.address");
  if (kind !== undefined) query = query.where("resources.kind", "=", kind);
  return toResources(await query.execute());
}

function toResources(rows: readonly ResourceRow[]): readonly AppliedResource[] {
  return rows.flatMap((row) => toAppliedResource(row) ?? []);
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
  const earliest = rows.at(-1);
  const created = { created_at: earliest?.at ?? "", created_by: earliest?.actor ?? null };
  return rows.map((row) => {
    const resource = toAppliedResource({ ...row, id, ...created });
    const { revision, apply_id: applyId, serial, at, actor, via } = row;
    return {
      ...{ revision, applyId, serial, at },
      ...withoutNulls({ actor, via }),
      ...(resource === undefined ? {} : { resource }),
    };
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
