/** Who is let in over HTTP, and into which namespace. */
import { type ApiToken, InternalError, type Result, type Tenant, type TokenScope } from "@mlx/core";
import type { Project } from "../project.ts";

export interface AccessOptions {
  /** Without it everybody is let in, as the user of this process: for one person on loopback. */
  readonly auth: boolean;
}

/** What a request says of who it is and where it wants to go. */
export interface Credentials {
  /** Without `Bearer`. */
  readonly token?: string;
  /** `x-gw-ims-org-id`. */
  readonly org?: string;
  /** `x-sandbox-name`. */
  readonly sandbox?: string;
  /** What it is about to do. */
  readonly scope: TokenScope;
}

export interface Admission {
  /** In the namespace that was asked for; what is done through it is the user's. */
  readonly project: Project;
  readonly user: string;
  readonly token?: ApiToken;
  /** Absent in the project's own namespace. */
  readonly tenant?: Tenant;
}

export interface Access {
  /**
   * Failures: 8042 no token was given · 8043 the token is unknown, expired or revoked · 8044 it is not for this
   * organisation or sandbox · 8045 its scope does not allow it.
   */
  admit(credentials: Credentials): Promise<Result<Admission>>;
}

export async function openAccess(_project: Project, _options: AccessOptions): Promise<Access> {
  throw new InternalError("not built yet");
}
