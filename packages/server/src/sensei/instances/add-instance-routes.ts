import { type Declaration, freeName } from "@mlx/app";
import { isJsonObject, type JsonObject, nameOf } from "@mlx/core";
import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import type { ApiScope } from "../../http/api-scope.ts";
import { unwrap } from "../../http/unwrap.ts";
import { answerSuccess } from "../messages.ts";
import { answers, idParams, jsonBody, MLInstanceSchema, refusals, SenseiMessageSchema } from "../schemas.ts";
import { answerCreated, answerItem } from "../wire/answer-item.ts";
import { belowInstance, instancesBelow } from "../wire/cascade.ts";
import { putResource, removeResources } from "../wire/declare.ts";
import { requireParent, requireResource } from "../wire/find-resources.ts";
import { expectedRevisions } from "../wire/if-match.ts";
import { addDeleteRoute, addReadRoutes, type KindInApi } from "../wire/kind-routes.ts";
import { readBodyObject } from "../wire/read-fields.ts";
import { replaceDeclaration } from "../wire/replace-declaration.ts";
import { requireQuery } from "../wire/require-query.ts";
import { resultsChannel } from "../wire/tasks.ts";
import { instanceProperties, instancesPath, viewInstance, viewInstances } from "./instance-view.ts";
import { instanceWords, type ReadInstance, readInstance } from "./read-instance.ts";
import { resultsDataset } from "./results-dataset.ts";

const instances: KindInApi<"instance"> = {
  kind: "instance",
  plural: "mlInstances",
  idName: "mlInstanceId",
  profile: "mlInstance",
  listing: "mlInstanceListing",
  schema: MLInstanceSchema,
  collection: { path: instancesPath, create: { link: "createMLInstance", profile: "mlInstance" } },
  properties: instanceProperties,
  viewAll: viewInstances,
  view: viewInstance,
};
const tags = [instances.plural];
const body = jsonBody("mlInstance", MLInstanceSchema);

export function addInstanceRoutes(scope: ApiScope): void {
  addReadRoutes(scope, instances, {
    list: { operationId: "listMLInstances", summary: "Lists instances" },
    get: { operationId: "getMLInstance", summary: "Tells an instance" },
  });
  addWrites(scope);
  addDeletes(scope);
}

function addWrites(scope: ApiScope): void {
  scope.post(
    "/mlInstances",
    {
      schema: {
        tags,
        operationId: "createMLInstance",
        summary: "Makes an instance of an engine",
        body,
        response: answers(201, "mlInstance", MLInstanceSchema, refusals.post),
      },
    },
    async (request, reply) => {
      const { project } = request.admission;
      const read = await readInstance(project, readBodyObject(request.body));
      const name = unwrap(await freeName(project, "instance", read.name));
      const made = await putResource(
        project,
        "instance",
        await withResults(request, read, { kind: "instance", name, value: read.value, wire: read.wire }),
      );
      return answerCreated(reply, "mlInstance", instancesPath, made, await viewInstance(project, made));
    },
  );
  scope.put(
    "/mlInstances/:mlInstanceId",
    {
      schema: {
        tags,
        operationId: "updateMLInstance",
        summary: "Replaces an instance",
        params: idParams("mlInstanceId"),
        body,
        response: answers(200, "mlInstance", MLInstanceSchema, refusals.put),
      },
    },
    async (request, reply) => {
      const { project } = request.admission;
      const current = await requireResource(project, "instance", request.params.mlInstanceId);
      const expected = expectedRevisions(request, current);
      const read = await readInstance(project, readBodyObject(request.body), current);
      const value = await replaceDeclaration(project, current, instanceWords, read.value);
      const declaration = {
        kind: "instance",
        name: nameOf(current.address),
        value,
        wire: read.wire,
      } as const;
      const made = await putResource(
        project,
        "instance",
        current.unmanaged === true ? await withResults(request, read, declaration) : [declaration],
        expected,
      );
      return answerItem(reply, "mlInstance", made, await viewInstance(project, made));
    },
  );
}

/** With a dataset for its results, where it has none. */
async function withResults(
  request: FastifyRequest,
  { lacksResults }: ReadInstance,
  declaration: Declaration,
): Promise<readonly Declaration[]> {
  if (!lacksResults) return [declaration];
  const results = await resultsDataset(request, declaration.name);
  const tasks = toObject(declaration.value.tasks);
  const score = { ...toObject(tasks.score), outputs: { [resultsChannel]: results.folder } };
  const value = { ...declaration.value, tasks: { ...tasks, score } };
  return [results.declaration, { ...declaration, value }];
}

function toObject(value: JsonObject[string] | undefined): JsonObject {
  return value !== undefined && isJsonObject(value) ? value : {};
}

function addDeletes(scope: ApiScope): void {
  addDeleteRoute(scope, instances, {
    operationId: "deleteMLInstance",
    summary: "Deletes an instance with its experiments and services; models stay",
    detail: "MLInstance deletion was successful",
    below: (project, { address }) => belowInstance(project, address),
  });
  scope.delete(
    "/mlInstances",
    {
      schema: {
        tags,
        operationId: "deleteMLInstances",
        summary: "Deletes all instances of an engine",
        querystring: Type.Object({ engineId: Type.String({ description: "UUID." }) }),
        response: answers(200, "api-response", SenseiMessageSchema, refusals.deleteAll),
      },
    },
    async (request, reply) => {
      const { project } = request.admission;
      const { address } = await requireParent(project, "recipe", requireQuery(request.query, "engineId"));
      await removeResources(project, () => instancesBelow(project, address));
      return answerSuccess(reply, "MLInstances successfully deleted");
    },
  );
}
