import { sql } from "kysely";
import type { Queries } from "../database.ts";
import type { Row } from "../tables.ts";

type VersionRow = Row<"model_versions">;

/** By its model's name, or by the one that it was made under where no other version has that now. */
export async function findVersion(
  queries: Queries,
  namespace: string,
  model: string,
  version: number,
): Promise<VersionRow | undefined> {
  return queries
    .selectFrom("model_versions")
    .selectAll()
    .where("namespace", "=", namespace)
    .where("version", "=", version)
    .where((where) => where.or([where("model", "=", model), where("made_as", "=", model)]))
    .orderBy(sql`model <> ${model}`)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** By `model/x@v3`. */
export async function findVersionByRef(
  queries: Queries,
  namespace: string,
  ref: string,
): Promise<VersionRow | undefined> {
  const [, model, version] = /^model\/(.+)@v(\d+)$/.exec(ref) ?? [];
  if (model === undefined || version === undefined) return undefined;
  return findVersion(queries, namespace, model, Number(version));
}
