import { scopeOf } from "./admission.ts";
import type { ApiScope } from "./api-scope.ts";
import { otherOrigin } from "./errors.ts";
import { onEachRequest } from "./on-each-request.ts";

interface Asked {
  readonly method: string;
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
}

/**
 * Refuses what would change something and comes from a page of another site: a browser lets every page send forms
 * and plain texts anywhere, and this machine's server asks its own user for no token. Programs say no origin.
 */
export function refuseOtherOrigins(scope: ApiScope): void {
  onEachRequest(scope, (request) => {
    if (scopeOf(request.method) === "write" && isFromElsewhere(request)) throw otherOrigin();
  });
}

/** What the browser says of the page counts, behind a proxy of another name too; older ones say its origin only. */
export function isFromElsewhere({ headers }: Pick<Asked, "headers">): boolean {
  const { origin, host = "", "sec-fetch-site": site } = headers;
  if (site !== undefined) return site !== "same-origin" && site !== "none";
  if (origin === undefined) return false;
  const page = URL.parse(String(origin));
  return page === null || page.host !== URL.parse(`${page.protocol}//${String(host)}`)?.host;
}
