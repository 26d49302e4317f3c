/** The columns of the tables that the API works with. */
import type { ApiToken, AuditEntry, Transcoding } from "@mlx/core";
import type { Generated } from "kysely";
import type { JsonText } from "./json-text.ts";

export interface TokensTable {
  /** In the order of creation. */
  readonly seq: Generated<number>;
  readonly namespace: string;
  readonly id: string;
  readonly hash: string;
  readonly user: string;
  readonly description: string | null;
  readonly scope: ApiToken["scope"];
  readonly org: string | null;
  readonly sandbox: string | null;
  readonly created_at: string;
  readonly created_by: string;
  readonly made_with: string | null;
  readonly expires_at: string | null;
  readonly revoked_at: string | null;
  readonly last_used_at: string | null;
}

/** Append-only, but for its beginning, which may be removed. */
export interface AuditTable {
  readonly seq: Generated<number>;
  /** Of the project; that of the entry stands in its record. */
  readonly namespace: string;
  readonly at: string;
  readonly record: JsonText<AuditEntry>;
}

export interface TenantsTable {
  readonly seq: Generated<number>;
  /** Of the project. */
  readonly namespace: string;
  readonly org: string | null;
  readonly sandbox: string;
  /** Its own namespace. */
  readonly tenant: string;
  readonly created_at: string;
}

export interface TranscodingsTable {
  readonly seq: Generated<number>;
  readonly namespace: string;
  readonly id: string;
  readonly model: string;
  readonly record: JsonText<Transcoding>;
}
