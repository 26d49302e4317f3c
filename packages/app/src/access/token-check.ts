import { createHash } from "node:crypto";
import { type ApiToken, MlxError, timestamp } from "@mlx/core";
import type { Adapters } from "../open-adapters.ts";
import { tokenNotValid } from "./errors.ts";

export interface TokenCheck {
  /** The token of that text. Failure: 8043 it is unknown, expired or revoked. */
  find(text: string): Promise<ApiToken>;
  /** The token of that text, valid or not. */
  known(text: string): Promise<ApiToken | undefined>;
  /** It was used just now, which is written down once a minute, beside the request. */
  used(token: ApiToken): void;
}

const minute = 60_000;

export function createTokenCheck({ store, clock }: Pick<Adapters, "store" | "clock">): TokenCheck {
  const usedAt = new Map<string, number>();
  const used = ({ id, lastUsedAt }: ApiToken) => {
    const now = Math.floor(clock.now() / minute) * minute;
    if ((usedAt.get(id) ?? Date.parse(lastUsedAt ?? "1970-01-01")) >= now) return;
    usedAt.set(id, now);
    store.tokens.used(id, timestamp(now)).catch((error: unknown) => {
      // Nobody is refused because it could not be written; a bug stays one.
      if (!(error instanceof MlxError)) throw error;
    });
  };
  // Nothing else is looked up.
  const known = async (text: string) =>
    isTokenText(text) ? store.tokens.byHash(hashToken(text)) : undefined;
  return {
    known,
    find: async (text) => {
      const token = await known(text);
      if (token === undefined || token.revokedAt !== undefined) throw tokenNotValid();
      if (token.expiresAt !== undefined && token.expiresAt <= timestamp(clock.now())) throw tokenNotValid();
      used(token);
      return token;
    },
    used,
  };
}

function isTokenText(text: string): boolean {
  return /^mlx_[\w-]{43}$/.test(text);
}

/** Hexadecimal SHA-256. The text has 256 random bits: nothing slower is needed, and no salt. */
export function hashToken(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
