import type { ApiToken, AuditEntry, Tenant } from "../access.ts";

/** The tokens that a project and environment take, kept as hashes. */
export interface TokenStore {
  /** `hash`: hexadecimal SHA-256 of the token's text. */
  add(token: ApiToken, hash: string): Promise<void>;
  /** Also one that is revoked or has expired. */
  byHash(hash: string): Promise<ApiToken | undefined>;
  /** Oldest first, with the revoked and expired ones. */
  list(): Promise<readonly ApiToken[]>;
  /** With all that were made with it, and with those; the first revocation counts. `undefined` where there is no such token. */
  revoke(id: string, at: string): Promise<ApiToken | undefined>;
  used(id: string, at: string): Promise<void>;
}

/** Only ever appended to. */
export interface AuditStore {
  add(entries: readonly AuditEntry[]): Promise<void>;
  /** Newest first; `before`: the `seq` of the last one of the page before. */
  list(page: {
    readonly limit: number;
    readonly before?: number;
  }): Promise<readonly (AuditEntry & { readonly seq: number })[]>;
  /** Those older than that; returns how many. */
  remove(before: string): Promise<number>;
}

/** The isolated namespaces beside the project's own. */
export interface TenantStore {
  /** The one that is there already where (org, sandbox) is known. */
  add(tenant: Tenant): Promise<Tenant>;
  /** Oldest first. */
  list(): Promise<readonly Tenant[]>;
}
