import type { ApiToken } from "@mlx/core";
import { notANameOf, tokenOfElsewhere } from "./errors.ts";

/** An organisation's sandbox that is not the project's own. */
export interface Place {
  /** Absent: the project's own organisation. */
  readonly org?: string;
  readonly sandbox: string;
}

/** As mlx.yaml has it under `server`. */
export interface OwnPlace {
  readonly org?: string;
  readonly sandbox: string;
}

/** What the headers of a request name. */
export interface NamedPlace {
  readonly org: string | undefined;
  readonly sandbox: string | undefined;
}

const orgName = /^[\dA-Za-z][\w.@-]{0,127}$/;
const sandboxName = /^[\dA-Za-z][\w.-]{0,63}$/;

/**
 * Where a request goes; `undefined`: to the project's own namespace. `token` is absent where nobody is asked for
 * one. A token without an organisation is for the project's own, whose name no header has to know while mlx.yaml
 * does not. Failures: 8044 the token is not for it · 8061 no such name can be.
 */
export function findPlace(
  named: NamedPlace,
  own: OwnPlace,
  token: Pick<ApiToken, "org" | "sandbox"> | undefined,
): Place | undefined {
  const org = findOrg(named.org, own.org, token);
  const sandbox = findSandbox(named.sandbox, own.sandbox, token?.sandbox);
  if (org !== undefined) return { org, sandbox };
  return sandbox === own.sandbox ? undefined : { sandbox };
}

/** Failure: 8061. */
export function checkNames({ org, sandbox }: NamedPlace): void {
  if (org !== undefined && !orgName.test(org)) throw notANameOf("organisation", org);
  if (sandbox !== undefined && !sandboxName.test(sandbox)) throw notANameOf("sandbox", sandbox);
}

/** `undefined`: the project's own. */
function findOrg(
  named: string | undefined,
  own: string | undefined,
  token: Pick<ApiToken, "org"> | undefined,
): string | undefined {
  const bound = token === undefined ? undefined : (token.org ?? own);
  if (bound === undefined && own === undefined) return undefined;
  checkNames({ org: named, sandbox: undefined });
  if (bound !== undefined && named !== undefined && named !== bound) throw tokenOfElsewhere("organisation");
  const meant = bound ?? named ?? own;
  return meant === own ? undefined : meant;
}

function findSandbox(named: string | undefined, own: string, bound: string | undefined): string {
  checkNames({ org: undefined, sandbox: named });
  if (bound !== undefined && named !== undefined && named !== bound) throw tokenOfElsewhere("sandbox");
  return named ?? bound ?? own;
}
