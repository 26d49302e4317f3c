import type { FastifyReply } from "fastify";
import type { ApiScope } from "../http/api-scope.ts";
import { collectRoutes, type DescribedRoute } from "./collect-routes.ts";

/** What the API says of itself, as it was made for the first who asked. */
interface Description {
  readonly json: string;
  readonly page: string;
  readonly style: string;
}

/**
 * Serves `/openapi.json`, and `/docs` for people, of all routes that are added to the scope after it. Both are open:
 * they tell nothing that is not public. They are made at the first request, so that they cost nothing at the start.
 */
export function addOpenApi(scope: ApiScope): void {
  const routes = collectRoutes(scope);
  let made: Promise<Description> | undefined;
  const description = () => {
    made ??= describe(routes);
    made.catch(() => {
      made = undefined;
    });
    return made;
  };
  scope.get("/openapi.json", { config: { open: true } }, async (_, reply) =>
    cacheable(reply)
      .type("application/json; charset=utf-8")
      .send((await description()).json),
  );
  scope.get("/docs", { config: { open: true } }, async (_, reply) => {
    const { page, style } = await description();
    return cacheable(reply)
      .header("content-security-policy", `default-src 'none'; style-src '${style}'; frame-ancestors 'none'`)
      .type("text/html; charset=utf-8")
      .send(page);
  });
}

function cacheable(reply: FastifyReply): FastifyReply {
  return reply.header("cache-control", "no-cache");
}

async function describe(routes: readonly DescribedRoute[]): Promise<Description> {
  const { makeDocument } = await import("./make-document.ts");
  const { renderDocs, styleHash } = await import("./docs/render-docs.ts");
  const document = await makeDocument(routes);
  return { json: JSON.stringify(document), page: renderDocs(document), style: styleHash };
}
