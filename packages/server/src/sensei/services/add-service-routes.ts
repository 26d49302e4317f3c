import { freeName } from "@mlx/app";
import { Type } from "typebox";
import type { ApiScope } from "../../http/api-scope.ts";
import { unwrap } from "../../http/unwrap.ts";
import { answerSuccess } from "../messages.ts";
import { answers, idParams, jsonBody, MLServiceSchema, refusals, SenseiMessageSchema } from "../schemas.ts";
import { answerCreated, answerItem } from "../wire/answer-item.ts";
import { servicesOf } from "../wire/cascade.ts";
import { putResource, removeResources } from "../wire/declare.ts";
import { requireParent, requireResource } from "../wire/find-resources.ts";
import { expectedRevisions } from "../wire/if-match.ts";
import { addDeleteRoute, addReadRoutes, type KindInApi } from "../wire/kind-routes.ts";
import { readBodyObject } from "../wire/read-fields.ts";
import { replaceResource } from "../wire/replace-declaration.ts";
import { requireQuery } from "../wire/require-query.ts";
import { readService, serviceWords } from "./read-service.ts";
import { serviceProperties, servicesPath, viewService, viewServices } from "./service-view.ts";

const services: KindInApi<"service"> = {
  kind: "service",
  plural: "mlServices",
  idName: "mlServiceId",
  profile: "mlService",
  listing: "mlServiceListing",
  schema: MLServiceSchema,
  collection: { path: servicesPath, create: { link: "createMLService", profile: "mlService" } },
  properties: serviceProperties,
  viewAll: viewServices,
  view: viewService,
};
const tags = [services.plural];
const body = jsonBody("mlService", MLServiceSchema);

export function addServiceRoutes(scope: ApiScope): void {
  addReadRoutes(scope, services, {
    list: { operationId: "listMLServices", summary: "Lists services" },
    get: { operationId: "getMLService", summary: "Tells a service" },
  });
  addWrites(scope);
  addDeletes(scope);
}

function addWrites(scope: ApiScope): void {
  scope.post(
    "/mlServices",
    {
      schema: {
        tags,
        operationId: "createMLService",
        summary: "Publishes an instance: its training and scoring, each once or scheduled",
        body,
        response: answers(201, "mlService", MLServiceSchema, refusals.post),
      },
    },
    async (request, reply) => {
      const { project } = request.admission;
      const { name, value, wire } = await readService(project, readBodyObject(request.body));
      const free = unwrap(await freeName(project, "service", name));
      const made = await putResource(project, "service", [{ kind: "service", name: free, value, wire }]);
      return answerCreated(reply, "mlService", servicesPath, made, await viewService(project, made));
    },
  );
  scope.put(
    "/mlServices/:mlServiceId",
    {
      schema: {
        tags,
        operationId: "updateMLService",
        summary:
          "Replaces a service; schedules may be added, ended and given another cron, but no other start",
        params: idParams("mlServiceId"),
        body,
        response: answers(200, "mlService", MLServiceSchema, refusals.put),
      },
    },
    async (request, reply) => {
      const { project } = request.admission;
      const current = await requireResource(project, "service", request.params.mlServiceId);
      const expected = expectedRevisions(request, current);
      const read = await readService(project, readBodyObject(request.body), current);
      const made = await replaceResource(
        project,
        "service",
        current,
        { ...read, words: serviceWords },
        expected,
      );
      return answerItem(reply, "mlService", made, await viewService(project, made));
    },
  );
}

function addDeletes(scope: ApiScope): void {
  addDeleteRoute(scope, services, {
    operationId: "deleteMLService",
    summary: "Deletes a service with the experiments that it made; runs under way finish",
    detail: "MLService deletion was successful",
    below: async (_, { address }) => [address],
  });
  scope.delete(
    "/mlServices",
    {
      schema: {
        tags,
        operationId: "deleteMLServices",
        summary: "Deletes all services of an instance",
        querystring: Type.Object({ mlInstanceId: Type.String({ description: "UUID." }) }),
        response: answers(200, "api-response", SenseiMessageSchema, refusals.deleteAll),
      },
    },
    async (request, reply) => {
      const { project } = request.admission;
      const id = requireQuery(request.query, "mlInstanceId");
      const { address } = await requireParent(project, "instance", id);
      await removeResources(project, async () =>
        (await servicesOf(project, [address])).map((service) => service.address),
      );
      return answerSuccess(reply, "MLServices deletion was successful");
    },
  );
}
