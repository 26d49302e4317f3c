import type { ApiToken } from "@mlx/core";

/** Never with its text. */
export function describeToken(token: ApiToken) {
  const { id, user, description, scope, org, sandbox, createdAt, createdBy } = token;
  return {
    id,
    user,
    description: description ?? null,
    scope,
    org: org ?? null,
    sandbox: sandbox ?? null,
    createdAt,
    createdBy,
    madeWith: token.madeWith ?? null,
    expiresAt: token.expiresAt ?? null,
    revokedAt: token.revokedAt ?? null,
    lastUsedAt: token.lastUsedAt ?? null,
  };
}
