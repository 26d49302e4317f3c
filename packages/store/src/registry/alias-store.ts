import { type ModelStore, timestamp } from "@mlx/core";
import type { Database, Queries } from "../database.ts";
import { findAlias, moveAlias, toAliasMove } from "./alias-moves.ts";
import { toModelVersion } from "./version-rows.ts";

type AliasStore = Pick<ModelStore, "aliases" | "byAlias" | "moveAlias" | "aliasMoves" | "aliasMovesAfter">;

/** Where aliases point, and their log. */
export function createAliasStore({ namespace, read, write }: Database): AliasStore {
  const selectMoves = (queries: Queries) =>
    queries.selectFrom("alias_moves").selectAll().where("namespace", "=", namespace);
  return {
    aliases: (model) =>
      read((queries) => {
        const query = queries
          .selectFrom("aliases")
          .select(["model", "alias", "version", "at"])
          .where("namespace", "=", namespace);
        const named = model === undefined ? query : query.where("model", "=", model);
        return named.orderBy("model").orderBy("alias").execute();
      }),
    byAlias: (model, alias, at) =>
      read(async (queries) => {
        const version =
          at === undefined
            ? (await findAlias(queries, namespace, model, alias))?.version
            : await pointedTo(queries, namespace, { model, alias, at });
        if (version === undefined) return undefined;
        const row = await queries
          .selectFrom("model_versions")
          .selectAll()
          .where("namespace", "=", namespace)
          .where("model", "=", model)
          .where("version", "=", version)
          .executeTakeFirst();
        return row === undefined ? undefined : toModelVersion(row);
      }),
    moveAlias: (move) => write((queries) => moveAlias(queries, namespace, move)),
    aliasMoves: ({ model, alias }, { limit, before }) =>
      read(async (queries) => {
        let query = selectMoves(queries);
        if (model !== undefined) query = query.where("model", "=", model);
        if (alias !== undefined) query = query.where("alias", "=", alias);
        if (before !== undefined) query = query.where("seq", "<", before);
        return (await query.orderBy("seq", "desc").limit(limit).execute()).map(toAliasMove);
      }),
    aliasMovesAfter: (after, limit) =>
      read(async (queries) =>
        (await selectMoves(queries).where("seq", ">", after).orderBy("seq").limit(limit).execute()).map(
          toAliasMove,
        ),
      ),
  };
}

/** Where the log says that the alias pointed; of moves that say one time, after the last. */
async function pointedTo(
  queries: Queries,
  namespace: string,
  { model, alias, at }: { readonly model: string; readonly alias: string; readonly at: string },
): Promise<number | undefined> {
  const move = await queries
    .selectFrom("alias_moves")
    .select("to")
    .where("namespace", "=", namespace)
    .where("model", "=", model)
    .where("alias", "=", alias)
    .where("at", "<=", timestamp(Date.parse(at)))
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  return move?.to ?? undefined;
}
