import { type ApiToken, InternalError, type Result, type TokenScope } from "@mlx/core";
import type { Project } from "../project.ts";

export interface NewToken {
  readonly user: string;
  readonly scope: TokenScope;
  readonly description?: string;
  readonly org?: string;
  readonly sandbox?: string;
  /** Seconds; absent: it does not expire. */
  readonly ttlSeconds?: number;
}

/** The text is shown once, and kept nowhere: `mlx_` and 43 characters. */
export function createToken(
  _project: Project,
  _token: NewToken,
): Promise<Result<{ readonly token: ApiToken; readonly text: string }>> {
  throw new InternalError("not built yet");
}

export function listTokens(_project: Project): Promise<Result<readonly ApiToken[]>> {
  throw new InternalError("not built yet");
}

/** By its id, or the first characters of it. */
export function revokeToken(_project: Project, _id: string): Promise<Result<ApiToken>> {
  throw new InternalError("not built yet");
}
