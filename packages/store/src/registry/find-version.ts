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
  const named = (column: "model" | "made_as") =>
    queries
      .selectFrom("model_versions")
      .selectAll()
      .where("namespace", "=", namespace)
      .where(column, "=", model)
      .where("version", "=", version)
      .orderBy("seq", "desc")
      .limit(1)
      .executeTakeFirst();
  return (await named("model")) ?? (await named("made_as"));
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
