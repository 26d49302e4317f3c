import { type AliasMove, InternalError, type NewAliasMove } from "@mlx/core";
import type { Queries } from "../database.ts";
import { aliasMovedMeanwhile, noSuchVersion, versionNotReady } from "../errors.ts";
import type { Row } from "../tables.ts";
import { withoutNulls } from "../without-nulls.ts";

/** Points the alias elsewhere, and appends to its log. Failures: 5030, 5031, 5033. */
export async function moveAlias(queries: Queries, namespace: string, move: NewAliasMove): Promise<AliasMove> {
  const { model, alias, from, to, at } = move;
  if (from === undefined && to === undefined)
    throw new InternalError(`a move of alias ${alias} of model ${model} comes from nowhere and goes nowhere`);
  const now = await findAlias(queries, namespace, model, alias);
  if (now?.version !== from)
    throw aliasMovedMeanwhile({ model, alias, expected: from, actual: now?.version });
  if (to === undefined) {
    await queries
      .deleteFrom("aliases")
      .where("namespace", "=", namespace)
      .where("model", "=", model)
      .where("alias", "=", alias)
      .execute();
  } else {
    await requireReady(queries, namespace, { model, version: to, alias });
    await queries
      .insertInto("aliases")
      .values({ namespace, model, alias, version: to, at })
      .onConflict((conflict) =>
        conflict.columns(["namespace", "model", "alias"]).doUpdateSet({ version: to, at }),
      )
      .execute();
  }
  const row = await queries
    .insertInto("alias_moves")
    .values({
      ...{ namespace, model, alias, kind: move.kind, actor: move.actor, at },
      ...{ from: from ?? null, to: to ?? null, reason: move.reason ?? null },
      ...{ evaluation: move.evaluation ?? null, apply_id: move.applyId ?? null },
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toAliasMove(row);
}

export async function findAlias(
  queries: Queries,
  namespace: string,
  model: string,
  alias: string,
): Promise<Row<"aliases"> | undefined> {
  return queries
    .selectFrom("aliases")
    .selectAll()
    .where("namespace", "=", namespace)
    .where("model", "=", model)
    .where("alias", "=", alias)
    .executeTakeFirst();
}

async function requireReady(
  queries: Queries,
  namespace: string,
  { model, version, alias }: { readonly model: string; readonly version: number; readonly alias: string },
): Promise<void> {
  const row = await queries
    .selectFrom("model_versions")
    .select("status")
    .where("namespace", "=", namespace)
    .where("model", "=", model)
    .where("version", "=", version)
    .executeTakeFirst();
  if (row === undefined) throw noSuchVersion(`model/${model}@v${version}`);
  if (row.status !== "READY") throw versionNotReady({ model, version, alias, status: row.status });
}

export function toAliasMove(row: Row<"alias_moves">): AliasMove {
  const { seq, model, alias, from, to, kind, actor, reason, evaluation, apply_id: applyId, at } = row;
  return withoutNulls({ seq, model, alias, from, to, kind, actor, reason, evaluation, applyId, at });
}
