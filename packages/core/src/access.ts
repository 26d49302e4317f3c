/** Who may do what over HTTP, and where. */

export const tokenScopes = ["read", "write"] as const;
/** `write` includes `read`. */
export type TokenScope = (typeof tokenScopes)[number];

/** A bearer token as it is kept: never with its text. */
export interface ApiToken {
  /** UUID. */
  readonly id: string;
  /** The actor of what is done with it; the Sensei API's `createdBy.userId`. */
  readonly user: string;
  readonly description?: string;
  readonly scope: TokenScope;
  /** Only this organisation may be named with it; absent: the project's own. */
  readonly org?: string;
  /** Only this sandbox may be named with it; absent: any of the organisation's. */
  readonly sandbox?: string;
  readonly createdAt: string;
  readonly createdBy: string;
  /** The token that it was made with, and is revoked with; absent: it was made on the machine of the server. */
  readonly madeWith?: string;
  /** Absent: never. */
  readonly expiresAt?: string;
  readonly revokedAt?: string;
  /** To the minute. */
  readonly lastUsedAt?: string;
}

/** An organisation's sandbox whose resources are isolated from all others: a namespace of its own. */
export interface Tenant {
  /** `x-gw-ims-org-id`; absent: the project's own. */
  readonly org?: string;
  /** `x-sandbox-name`. */
  readonly sandbox: string;
  readonly namespace: string;
  readonly createdAt: string;
}

/** A change that was asked for over HTTP, or what a token was refused for, and how it was answered. */
export interface AuditEntry {
  readonly at: string;
  readonly requestId: string;
  /** UUID; absent where none was needed. */
  readonly token?: string;
  readonly user: string;
  /** The namespace that it went to. */
  readonly namespace: string;
  /** Of the client. */
  readonly remote: string;
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  readonly status: number;
}

/** A namespace in words: `sandbox dev of organisation ACME@AdobeOrg`; a project's own is its name already. */
export function describeNamespace(namespace: string): string {
  const [, org, sandbox] = / (?:org=(\S+) )?sandbox=(\S+)$/.exec(namespace) ?? [];
  if (sandbox === undefined) return namespace;
  return `sandbox ${sandbox}${org === undefined ? "" : ` of organisation ${org}`}`;
}
