import type { ModelVersion } from "@mlx/core";
import type { Queries } from "../database.ts";
import { noSuchVersion, versionInUse } from "../errors.ts";
import { toJson } from "../json-text.ts";
import type { Row } from "../tables.ts";

type VersionRow = Row<"model_versions">;

/** How many of the runs that are in the way are named. */
const namedRuns = 5;

/** Makes a tombstone of a version that nothing refers to; once more changes nothing. Failures: 5032, 5033. */
export async function deleteVersion(
  queries: Queries,
  namespace: string,
  id: string,
  { at, actor, reason }: { readonly at: string; readonly actor: string; readonly reason?: string },
): Promise<VersionRow> {
  const row = await readVersion(queries, namespace, id);
  if (row.status === "DELETED") return row;
  const { model, version } = row;
  const aliases = await queries
    .selectFrom("aliases")
    .select("alias")
    .where("namespace", "=", namespace)
    .where("model", "=", model)
    .where("version", "=", version)
    .orderBy("alias")
    .execute();
  const runs = await queries
    .selectFrom("run_uses")
    .innerJoin("runs", "runs.seq", "run_uses.run")
    .select("runs.id")
    .where("run_uses.namespace", "=", namespace)
    .where("run_uses.used", "=", id)
    .where("runs.ended_at", "is", null)
    .orderBy("runs.seq")
    .limit(namedRuns + 1)
    .execute();
  if (aliases.length > 0 || runs.length > 0)
    throw versionInUse({
      ...{ model, version, aliases: aliases.map(({ alias }) => alias) },
      ...{ runs: runs.slice(0, namedRuns).map((run) => run.id), more: runs.length > namedRuns },
    });
  const deleted = toJson<NonNullable<ModelVersion["deleted"]>>({
    ...{ at, actor },
    ...(reason === undefined ? {} : { reason }),
  });
  return changeVersion(queries, row, { status: "DELETED", deleted });
}

/** Makes a deleted version READY again. Failures: 5033. */
export async function restoreVersion(queries: Queries, namespace: string, id: string): Promise<VersionRow> {
  const row = await readVersion(queries, namespace, id);
  return row.status === "DELETED" ? changeVersion(queries, row, { status: "READY", deleted: null }) : row;
}

/** Failures: 5033. */
export async function readVersion(queries: Queries, namespace: string, id: string): Promise<VersionRow> {
  const row = await queries
    .selectFrom("model_versions")
    .selectAll()
    .where("namespace", "=", namespace)
    .where("id", "=", id)
    .executeTakeFirst();
  if (row === undefined) throw noSuchVersion(id);
  return row;
}

export async function changeVersion(
  queries: Queries,
  { seq }: VersionRow,
  changes: Partial<Pick<VersionRow, "status" | "deleted" | "description" | "tags">>,
): Promise<VersionRow> {
  return queries
    .updateTable("model_versions")
    .set(changes)
    .where("seq", "=", seq)
    .returningAll()
    .executeTakeFirstOrThrow();
}
