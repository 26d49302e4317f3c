import type { ApiToken, TokenStore } from "@mlx/core";
import type { Database, Queries } from "./database.ts";
import { type Glance, rememberSelect } from "./remember-select.ts";
import type { Row } from "./tables.ts";
import { withoutNulls } from "./without-nulls.ts";

/** The tokens that a namespace takes. */
export function createTokenStore({ namespace, glance, write }: Database): TokenStore {
  const byId = (look: Glance, id: string) => selectById(look, namespace, id)[0];
  return {
    add: (token, hash) => write((queries) => insertToken(queries, namespace, token, hash)),
    byHash: (hash) => glance((look) => selectByHash(look, namespace, hash).map(toToken)[0]),
    list: () => glance((look) => selectAll(look, namespace).map(toToken)),
    revoke: (id, at) => write((queries) => revoke(queries, namespace, id, at)),
    used: async (id, at) => {
      const minute = `${at.slice(0, "2026-01-01T00:00".length)}:00.000Z`;
      const known = await glance((look) => byId(look, id)?.last_used_at);
      // Every request says so: most are of a minute that is written down.
      if (known !== undefined && known !== null && known >= minute) return;
      await write((queries) => setLastUse(queries, namespace, id, minute));
    },
  };
}

async function revoke(
  queries: Queries,
  namespace: string,
  id: string,
  at: string,
): Promise<ApiToken | undefined> {
  const rows = await queries
    .withRecursive("going(id)", (query) =>
      query
        .selectFrom("tokens")
        .select("tokens.id")
        .where("namespace", "=", namespace)
        .where("tokens.id", "=", id)
        .union(
          query
            .selectFrom("tokens")
            .innerJoin("going", "going.id", "tokens.made_with")
            .select("tokens.id")
            .where("namespace", "=", namespace),
        ),
    )
    .updateTable("tokens")
    .set(({ fn, val }) => ({ revoked_at: fn.coalesce("revoked_at", val(at)) }))
    .where("namespace", "=", namespace)
    .where("tokens.id", "in", (query) => query.selectFrom("going").select("going.id"))
    .returningAll()
    .execute();
  const row = rows.find((token) => token.id === id);
  return row === undefined ? undefined : toToken(row);
}

async function setLastUse(queries: Queries, namespace: string, id: string, minute: string): Promise<void> {
  await queries
    .updateTable("tokens")
    .set({ last_used_at: minute })
    .where("namespace", "=", namespace)
    .where("id", "=", id)
    .execute();
}

async function insertToken(
  queries: Queries,
  namespace: string,
  token: ApiToken,
  hash: string,
): Promise<void> {
  const { id, user, scope, description = null, org = null, sandbox = null } = token;
  await queries
    .insertInto("tokens")
    .values({
      ...{ namespace, id, hash, user, description, scope, org, sandbox },
      ...{ created_at: token.createdAt, created_by: token.createdBy, made_with: token.madeWith ?? null },
      expires_at: token.expiresAt ?? null,
      revoked_at: token.revokedAt ?? null,
      last_used_at: token.lastUsedAt ?? null,
    })
    .execute();
}

const selectByHash = rememberSelect((builder, namespace: string, hash: string) =>
  builder.selectFrom("tokens").selectAll().where("namespace", "=", namespace).where("hash", "=", hash),
);

const selectById = rememberSelect((builder, namespace: string, id: string) =>
  builder.selectFrom("tokens").select("last_used_at").where("namespace", "=", namespace).where("id", "=", id),
);

const selectAll = rememberSelect((builder, namespace: string) =>
  builder.selectFrom("tokens").selectAll().where("namespace", "=", namespace).orderBy("seq"),
);

function toToken(row: Row<"tokens">): ApiToken {
  const { id, user, description, scope, org, sandbox, created_at, created_by } = row;
  return withoutNulls({
    ...{ id, user, description, scope, org, sandbox, createdAt: created_at, createdBy: created_by },
    ...{
      madeWith: row.made_with,
      expiresAt: row.expires_at,
      revokedAt: row.revoked_at,
      lastUsedAt: row.last_used_at,
    },
  });
}
