import { listServices, showService } from "@mlx/app";
import { describeService } from "@mlx/documents";
import Type from "typebox";
import type { ApiScope } from "../../http/api-scope.ts";
import { unwrap } from "../../http/unwrap.ts";
import { pageOfAll } from "../page.ts";
import { pageAsked } from "../resources/add-resource-routes.ts";
import { answers, pageOf, pageQuery } from "../schemas/answers.ts";
import { ServiceSchema } from "../schemas/other-schemas.ts";

const tags = ["services"];

export function addServiceRoutes(scope: ApiScope): void {
  scope.get(
    "/services",
    {
      schema: {
        operationId: "listServices",
        tags,
        summary: "The services by address: model, training, scoring, endpoint, what is wrong",
        querystring: Type.Object(pageQuery(50)),
        response: answers(200, pageOf("ServicePage", ServiceSchema)),
      },
    },
    async ({ admission: { project }, query }) =>
      pageOfAll(unwrap(await listServices(project)).services, pageAsked(query), describeService),
  );

  scope.get(
    "/services/:service",
    {
      schema: {
        operationId: "getService",
        tags,
        summary: "A service as it stands",
        params: Type.Object({ service: Type.String({ description: "its name, with its key" }) }),
        response: answers(200, ServiceSchema, [404]),
      },
    },
    async ({ admission: { project }, params }) => describeService(unwrap(await showService(project, params))),
  );
}
