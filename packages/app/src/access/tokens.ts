import { randomBytes } from "node:crypto";
import { parseDuration } from "@mlx/config";
import { type ApiToken, type Result, type TokenScope, timestamp, toResult } from "@mlx/core";
import type { Project } from "../project.ts";
import { noSuchToken, tokenBeyondOwn, tokenRefused } from "./errors.ts";
import { checkNames } from "./find-place.ts";
import { hashToken } from "./token-check.ts";

export interface NewToken {
  readonly user: string;
  readonly scope: TokenScope;
  readonly description?: string;
  readonly org?: string;
  readonly sandbox?: string;
  /** Seconds; absent: it does not expire. */
  readonly ttlSeconds?: number;
  /** The token that asks for it: what it makes is bound as it is, outlives it by no means, and is revoked with it. */
  readonly madeWith?: ApiToken;
}

const mostUserCharacters = 128;
const mostDescriptionCharacters = 1024;
/** Of RFC 3339. */
const lastYear = 9999;

/**
 * The text is shown once, and kept nowhere: `mlx_` and 43 characters. Failures: 8061 a name that no organisation or
 * sandbox has · 8063 · 8065 it would be more than the token that it is made with.
 */
export function createToken(
  project: Project,
  request: NewToken,
): Promise<Result<{ readonly token: ApiToken; readonly text: string }>> {
  return toResult(async () => {
    const { user, scope, description, madeWith } = request;
    const org = request.org ?? madeWith?.org;
    const sandbox = request.sandbox ?? madeWith?.sandbox;
    checkUser(user);
    checkNames({ org, sandbox });
    if (description !== undefined && description.length > mostDescriptionCharacters)
      throw tokenRefused(`its description has more than ${mostDescriptionCharacters} characters`);
    const { store, clock, ids, actor } = await project.adapters();
    const now = clock.now();
    const expiresAt =
      request.ttlSeconds === undefined ? madeWith?.expiresAt : expiry(now, request.ttlSeconds);
    const token: ApiToken = {
      id: ids.uuid(),
      user,
      ...(description === undefined || description === "" ? {} : { description }),
      scope,
      ...(org === undefined ? {} : { org }),
      ...(sandbox === undefined ? {} : { sandbox }),
      createdAt: timestamp(now),
      createdBy: actor,
      ...(madeWith === undefined ? {} : { madeWith: madeWith.id }),
      ...(expiresAt === undefined ? {} : { expiresAt }),
    };
    if (madeWith !== undefined) checkWithin(token, madeWith);
    const text = `mlx_${randomBytes(32).toString("base64url")}`;
    await store.tokens.add(token, hashToken(text));
    return { token, text };
  });
}

/** Or whoever holds a token for a while, a place or to read would have one for ever, everywhere, or to write. */
function checkWithin(token: ApiToken, own: ApiToken): void {
  if (token.scope === "write" && own.scope === "read") throw tokenBeyondOwn("write, and that one only read");
  if (own.org !== undefined && token.org !== own.org) throw tokenBeyondOwn("be for another organisation");
  if (own.sandbox !== undefined && token.sandbox !== own.sandbox)
    throw tokenBeyondOwn("be for another sandbox");
  if (own.expiresAt !== undefined && (token.expiresAt === undefined || token.expiresAt > own.expiresAt))
    throw tokenBeyondOwn(`outlive it: that one expires at ${own.expiresAt}`);
}

/** It becomes `createdBy.userId` of what is made, and stands in headers, tables and logs. */
function checkUser(user: string): void {
  if (user === "" || user.length > mostUserCharacters)
    throw tokenRefused(`a user has 1 to ${mostUserCharacters} characters`);
  if (/[\p{Cc}\p{Cs}]/u.test(user) || user.trim() !== user)
    throw tokenRefused("a user has no control characters, and no blanks around it");
}

function expiry(now: number, ttlSeconds: number): string {
  const at = now + ttlSeconds * 1000;
  if (!(ttlSeconds > 0)) throw tokenRefused("it would have expired already");
  if (!Number.isFinite(at) || at > Date.UTC(lastYear, 11, 31))
    throw tokenRefused(
      "it would expire after the year 9999; leave the time out for one that does not expire",
    );
  return timestamp(at);
}

/** Seconds of `30d`, `12h` and the like. Failure: 8063. */
export function parseTtl(text: string): Result<number> {
  const seconds = parseDuration(text);
  if (seconds !== undefined && !/^\d+$/.test(text)) return { ok: true, value: seconds };
  const why = `${JSON.stringify(text)} is no time to live: write 30d, 12h or 8w`;
  return { ok: false, failure: tokenRefused(why) };
}

/** Oldest first, with those that are revoked or have expired. */
export function listTokens(project: Project): Promise<Result<readonly ApiToken[]>> {
  return toResult(async () => (await project.adapters()).store.tokens.list());
}

/** By its id, or the first characters of it, with those that were made with it; the first revocation counts. Failure: 8064 none, or several. */
export function revokeToken(project: Project, id: string): Promise<Result<ApiToken>> {
  return toResult(async () => {
    const { store, clock } = await project.adapters();
    const all = await store.tokens.list();
    const found = all.filter((token) => id !== "" && token.id.startsWith(id.toLowerCase()));
    const [token] = found;
    if (token === undefined || found.length > 1) throw noSuchToken(id, found.length);
    const revoked = await store.tokens.revoke(token.id, timestamp(clock.now()));
    if (revoked === undefined) throw noSuchToken(id, 0);
    return revoked;
  });
}
