import type { FastifySchema } from "fastify";
import type { ApiScope } from "../http/api-scope.ts";

/** A route that the document describes. */
export interface DescribedRoute {
  readonly method: string;
  /** From the root, with `:name` and `*`. */
  readonly url: string;
  readonly schema: FastifySchema;
  /** Nobody is asked for a token. */
  readonly open: boolean;
}

/** Fills with the routes that are added to the scope from now on and have an `operationId`. */
export function collectRoutes(scope: ApiScope): readonly DescribedRoute[] {
  const routes: DescribedRoute[] = [];
  scope.addHook("onRoute", ({ method, url, schema, config }) => {
    if (schema === undefined || !("operationId" in schema)) return;
    // What GET says holds for HEAD.
    for (const each of [method].flat())
      if (each !== "HEAD") routes.push({ method: each, url, schema, open: config?.open === true });
  });
  return routes;
}
