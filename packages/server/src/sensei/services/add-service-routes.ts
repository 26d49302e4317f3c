import { freeName } from "@mlx/app";
import { nameOf } from "@mlx/core";
import { Type } from "typebox";
import type { ApiScope } from "../../http/api-scope.ts";
import { unwrap } from "../../http/unwrap.ts";
import { parseListQuery } from "../listing/list-query.ts";
import { answer } from "../media-types.ts";
import { answerSuccess } from "../messages.ts";
import {
  answers,
  idParams,
  jsonBody,
  ListQuerySchema,
  listingOf,
  MLServiceSchema,
  refusals,
  SenseiMessageSchema,
} from "../schemas.ts";
import { answerCreated, answerItem } from "../wire/answer-item.ts";
import { servicesOf } from "../wire/cascade.ts";
import { putResource, removeResources } from "../wire/declare.ts";
import { requireParent, requireResource } from "../wire/find-resources.ts";
import { expectedRevision } from "../wire/if-match.ts";
import { listOfKind } from "../wire/list-resources.ts";
import { readBodyObject } from "../wire/read-fields.ts";
import { replaceDeclaration } from "../wire/replace-declaration.ts";
import { requireQuery } from "../wire/require-query.ts";
import { readService, serviceWords } from "./read-service.ts";
import { serviceProperties, servicesPath, viewService, viewServices } from "./service-view.ts";

const tags = ["mlServices"];
const params = idParams("mlServiceId");
const collection = { path: servicesPath, create: { link: "createMLService", profile: "mlService" } } as const;
const body = jsonBody("mlService", MLServiceSchema);

export function addServiceRoutes(scope: ApiScope): void {
  addReads(scope);
  addWrites(scope);
  addDeletes(scope);
}

function addReads(scope: ApiScope): void {
  scope.get(
    "/mlServices",
    {
      schema: {
        tags,
        operationId: "listMLServices",
        summary: "Lists services",
        querystring: ListQuerySchema,
        response: answers(200, "mlServiceListing", listingOf(MLServiceSchema), refusals.list),
      },
    },
    async (request, reply) => {
      const query = parseListQuery(request.query, serviceProperties);
      const page = await listOfKind(request.admission.project, "service", collection, query, viewServices);
      return answer(reply, "mlServiceListing", page);
    },
  );
  scope.get(
    "/mlServices/:mlServiceId",
    {
      schema: {
        tags,
        operationId: "getMLService",
        summary: "Tells a service",
        params,
        response: answers(200, "mlService", MLServiceSchema, refusals.get),
      },
    },
    async (request, reply) => {
      const { project } = request.admission;
      const service = await requireResource(project, "service", request.params.mlServiceId);
      return answerItem(reply, "mlService", service, await viewService(project, service));
    },
  );
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
        params,
        body,
        response: answers(200, "mlService", MLServiceSchema, refusals.put),
      },
    },
    async (request, reply) => {
      const { project } = request.admission;
      const current = await requireResource(project, "service", request.params.mlServiceId);
      const revision = expectedRevision(request, current.revision);
      const { value, wire } = await readService(project, readBodyObject(request.body), current);
      const made = await putResource(
        project,
        "service",
        [
          {
            kind: "service",
            name: nameOf(current.address),
            value: await replaceDeclaration(project, current, serviceWords, value),
            wire,
          },
        ],
        revision === undefined ? undefined : { [current.address]: revision },
      );
      return answerItem(reply, "mlService", made, await viewService(project, made));
    },
  );
}

function addDeletes(scope: ApiScope): void {
  scope.delete(
    "/mlServices/:mlServiceId",
    {
      schema: {
        tags,
        operationId: "deleteMLService",
        summary: "Deletes a service with the experiments that it made; runs under way finish",
        params,
        response: answers(200, "api-response", SenseiMessageSchema, refusals.delete),
      },
    },
    async (request, reply) => {
      const { project } = request.admission;
      const { address, revision } = await requireResource(project, "service", request.params.mlServiceId);
      const expected = expectedRevision(request, revision);
      await removeResources(
        project,
        async () => [address],
        expected === undefined ? undefined : { [address]: expected },
      );
      return answerSuccess(reply, "MLService deletion was successful");
    },
  );
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
