import swagger from "@fastify/swagger";
import fastify from "fastify";
import type { DescribedRoute } from "./collect-routes.ts";
import { nameSchemas } from "./name-schemas.ts";
import type { OpenApiDocument } from "./open-api.ts";
import { shapeOperations } from "./shape-operations.ts";
import { shareAnswers } from "./share-answers.ts";

const description = `mlx is "terraform plan/apply for machine learning". It answers with two faces over one store:

- **/data/sensei** is the Sensei Machine Learning API: engines, MLInstances, experiments, runs, models, MLServices, insights.
- **/api/v1** says what that cannot: plan and apply, drift, cancel and retry, logs with offsets, artifacts by path, aliases and promotion, schedules, events.

What one face makes, the other lists, and \`mlx plan\` shows.`;

/** The OpenAPI 3.1 document of routes. */
export async function makeDocument(routes: readonly DescribedRoute[]): Promise<OpenApiDocument> {
  const app = fastify({ exposeHeadRoutes: false, routerOptions: { maxParamLength: 500 } });
  try {
    await app.register(swagger, {
      openapi: {
        openapi: "3.1.0",
        info: {
          title: "mlx",
          version: "1",
          description,
          license: { name: "Apache-2.0", identifier: "Apache-2.0" },
        },
        servers: [{ url: "/", description: "this server" }],
        components: {
          securitySchemes: {
            bearer: {
              type: "http",
              scheme: "bearer",
              description:
                "`mlx token create USER` prints one. None is asked for by a server that listens on loopback without `--auth`.",
            },
          },
        },
        security: [{ bearer: [] }],
      },
    });
    // Nothing is ever asked of this server: it only reads the schemas.
    app.setValidatorCompiler(() => () => true);
    app.setSerializerCompiler(() => () => "");
    for (const { method, url, schema } of routes)
      app.route({ method, url, schema, handler: async () => undefined });
    await app.ready();
    const shaped = shapeOperations(JSON.parse(JSON.stringify(app.swagger())), routes);
    return JSON.parse(JSON.stringify(shareAnswers(nameSchemas(JSON.parse(JSON.stringify(shaped))))));
  } finally {
    await app.close();
  }
}
