import type { ApplyCommit, ApplyRecord, ApplyStore } from "@mlx/core";
import { insertAnnounced } from "./announced.ts";
import type { Database, Queries } from "./database.ts";
import { planStale } from "./errors.ts";
import { fromJson, fromOptionalJson, toJson, toOptionalJson } from "./json-text.ts";
import { moveAlias } from "./registry/alias-moves.ts";
import { writeResources } from "./resources/write-resources.ts";
import type { Row } from "./tables.ts";
import { withoutNulls } from "./without-nulls.ts";

/** The applies of a namespace. Each moves its serial by one. */
export function createApplyStore({ namespace, read, write }: Database): ApplyStore {
  return {
    commit: (commit) => write((queries) => writeApply(queries, namespace, commit)),
    get: (id) =>
      read(async (queries) => {
        const row = await queries
          .selectFrom("applies")
          .selectAll()
          .where("namespace", "=", namespace)
          .where("id", "=", id)
          .executeTakeFirst();
        return row === undefined ? undefined : toApplyRecord(row);
      }),
    list: ({ limit, before }) =>
      read(async (queries) => {
        let query = queries.selectFrom("applies").selectAll().where("namespace", "=", namespace);
        if (before !== undefined) query = query.where("serial", "<", before);
        return (await query.orderBy("serial", "desc").limit(limit).execute()).map(toApplyRecord);
      }),
  };
}

/** 0 before the first apply. */
export async function readSerial(queries: Queries, namespace: string): Promise<number> {
  const row = await queries
    .selectFrom("namespaces")
    .select("serial")
    .where("name", "=", namespace)
    .executeTakeFirst();
  return row?.serial ?? 0;
}

async function writeApply(queries: Queries, namespace: string, commit: ApplyCommit): Promise<ApplyRecord> {
  const serial = await moveSerial(queries, namespace, commit.expectedSerial);
  const { expectedSerial: _, writes, announced = [], aliasMoves = [], ...rest } = commit;
  await queries
    .insertInto("applies")
    .values({
      namespace,
      serial,
      id: commit.id,
      at: commit.at,
      actor: commit.actor,
      command: commit.command,
      git: toOptionalJson(commit.git),
      config_digest: commit.configDigest,
      summary: toJson(commit.summary),
      changes: toJson(commit.changes),
      via: commit.via ?? null,
    })
    .execute();
  await writeResources(queries, writes, {
    namespace,
    id: commit.id,
    serial,
    at: commit.at,
    actor: commit.actor,
    via: commit.via ?? null,
  });
  await insertAnnounced(queries, namespace, announced);
  for (const move of aliasMoves) await moveAlias(queries, namespace, move);
  return { ...rest, serial };
}

async function moveSerial(queries: Queries, namespace: string, expected: number): Promise<number> {
  await queries
    .insertInto("namespaces")
    .values({ name: namespace, serial: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { numUpdatedRows } = await queries
    .updateTable("namespaces")
    .set({ serial: expected + 1 })
    .where("name", "=", namespace)
    .where("serial", "=", expected)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 1n) return expected + 1;
  const newer = await queries
    .selectFrom("applies")
    .select(["actor", "at", "command"])
    .where("namespace", "=", namespace)
    .where("serial", ">", expected)
    .orderBy("serial", "desc")
    .limit(1)
    .executeTakeFirst();
  throw planStale({ expected, actual: await readSerial(queries, namespace) }, newer);
}

function toApplyRecord(row: Row<"applies">): ApplyRecord {
  return withoutNulls({
    id: row.id,
    serial: row.serial,
    at: row.at,
    actor: row.actor,
    command: row.command,
    via: row.via,
    git: fromOptionalJson(row.git),
    configDigest: row.config_digest,
    summary: fromJson(row.summary),
    changes: fromJson(row.changes),
  });
}
