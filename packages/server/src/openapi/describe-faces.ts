import fastify from "fastify";
import { addApiRoutes } from "../api/add-api-routes.ts";
import type { ApiScope } from "../http/api-scope.ts";
import { addSenseiRoutes } from "../sensei/add-sensei-routes.ts";
import { collectRoutes } from "./collect-routes.ts";
import { makeDocument } from "./make-document.ts";
import type { OpenApiDocument } from "./open-api.ts";

/** The document of both faces, of no server and no project: what is committed, and clients are made of. */
export async function describeFaces(): Promise<OpenApiDocument> {
  const router = fastify({ routerOptions: { maxParamLength: 500 } });
  try {
    const scope: ApiScope = router.withTypeProvider();
    scope.decorateRequest("admission");
    scope.setValidatorCompiler(() => () => true);
    scope.setSerializerCompiler(() => () => "");
    const routes = collectRoutes(scope);
    for (const [prefix, add] of [
      ["/data/sensei", addSenseiRoutes],
      ["/api/v1", addApiRoutes],
    ] as const)
      scope.register(async (inner) => add(inner.withTypeProvider()), { prefix });
    await scope.ready();
    return await makeDocument(routes);
  } finally {
    await router.close();
  }
}
