import { freeName } from "@mlx/app";
import { nameOf } from "@mlx/core";
import { Type } from "typebox";
import type { ApiScope } from "../../http/api-scope.ts";
import { unwrap } from "../../http/unwrap.ts";
import { parseListQuery } from "../listing/list-query.ts";
import { answer } from "../media-types.ts";
import { answerSuccess } from "../messages.ts";
import { takeMultipart } from "../read-parts.ts";
import {
  answers,
  EngineSchema,
  idParams,
  jsonBody,
  ListQuerySchema,
  listingOf,
  refusals,
  SenseiMessageSchema,
} from "../schemas.ts";
import { answerCreated, answerItem } from "../wire/answer-item.ts";
import { belowRecipe } from "../wire/cascade.ts";
import { putResource, removeResources } from "../wire/declare.ts";
import { requireResource } from "../wire/find-resources.ts";
import { expectedRevision } from "../wire/if-match.ts";
import { listOfKind } from "../wire/list-resources.ts";
import { replaceDeclaration } from "../wire/replace-declaration.ts";
import { dockerRegistry } from "./docker-registry.ts";
import { engineProperties, enginesPath, viewEngine } from "./engine-view.ts";
import { engineWords, readEngine } from "./read-engine.ts";
import { programParts, withEngine } from "./with-engine.ts";

const tags = ["engines"];
const params = idParams("engineId");
const collection = { path: enginesPath, create: { link: "createEngine", profile: "engine" } } as const;

const Multipart = Type.Object({
  engine: Type.String({ description: "The engine as JSON." }),
  ...Object.fromEntries(
    programParts.map((part) => [
      part,
      Type.Optional(Type.String({ format: "binary", description: "zip, wheel, egg, tar.gz or jar." })),
    ]),
  ),
});
const body = {
  content: { "multipart/form-data": { schema: Multipart }, ...jsonBody("engine", EngineSchema).content },
};

export function addEngineRoutes(parent: ApiScope): void {
  parent.register(async (inner) => {
    const scope: ApiScope = inner.withTypeProvider();
    takeMultipart(scope);
    addReads(scope);
    addWrites(scope);
  });
}

function addReads(scope: ApiScope): void {
  scope.get(
    "/engines",
    {
      schema: {
        tags,
        operationId: "listEngines",
        summary: "Lists engines",
        querystring: ListQuerySchema,
        response: answers(200, "engineListing", listingOf(EngineSchema), refusals.list),
      },
    },
    async (request, reply) => {
      const query = parseListQuery(request.query, engineProperties);
      const page = await listOfKind(
        request.admission.project,
        "recipe",
        collection,
        query,
        async (_, engines) => engines.map(viewEngine),
      );
      return answer(reply, "engineListing", page);
    },
  );
  scope.get(
    "/engines/dockerRegistry",
    {
      // It tells a password, with which images can be replaced.
      config: { scope: "write" },
      schema: {
        tags,
        operationId: "getDockerRegistry",
        summary: "Tells the project's Docker registry, and how to log in there",
        response: answers(
          200,
          "enginesDockerRegistryInfo",
          Type.Object({ host: Type.String(), username: Type.String(), password: Type.String() }),
          refusals.get,
        ),
      },
    },
    async (request, reply) =>
      answer(reply, "enginesDockerRegistryInfo", await dockerRegistry(request.admission.project)),
  );
  scope.get(
    "/engines/:engineId",
    {
      schema: {
        tags,
        operationId: "getEngine",
        summary: "Tells an engine",
        params,
        response: answers(200, "engine", EngineSchema, refusals.get),
      },
    },
    async (request, reply) => {
      const engine = await requireResource(request.admission.project, "recipe", request.params.engineId);
      return answerItem(reply, "engine", engine, viewEngine(engine));
    },
  );
}

function addWrites(scope: ApiScope): void {
  scope.post(
    "/engines",
    {
      config: { streams: true },
      schema: {
        tags,
        operationId: "createEngine",
        summary: "Makes an engine of an image, or of an artifact that is uploaded",
        body,
        response: answers(201, "engine", EngineSchema, refusals.post),
      },
    },
    async (request, reply) => {
      const { project } = request.admission;
      const made = await withEngine(request, project, async (document, program) => {
        const { name, value, wire } = await readEngine(
          project,
          document,
          program === undefined ? {} : { program },
        );
        const free = unwrap(await freeName(project, "recipe", name));
        return putResource(project, "recipe", [{ kind: "recipe", name: free, value, wire }]);
      });
      return answerCreated(reply, "engine", enginesPath, made, viewEngine(made));
    },
  );
  scope.put(
    "/engines/:engineId",
    {
      config: { streams: true },
      schema: {
        tags,
        operationId: "updateEngine",
        summary: "Replaces an engine; without an image and an artifact it keeps its program",
        params,
        body,
        response: answers(200, "engine", EngineSchema, refusals.put),
      },
    },
    async (request, reply) => {
      const { project } = request.admission;
      const current = await requireResource(project, "recipe", request.params.engineId);
      const revision = expectedRevision(request, current.revision);
      const made = await withEngine(request, project, async (document, program) => {
        const { value, wire } = await readEngine(project, document, {
          current,
          ...(program === undefined ? {} : { program }),
        });
        return putResource(
          project,
          "recipe",
          [
            {
              kind: "recipe",
              name: nameOf(current.address),
              value: await replaceDeclaration(project, current, engineWords, value),
              wire,
            },
          ],
          revision === undefined ? undefined : { [current.address]: revision },
        );
      });
      return answerItem(reply, "engine", made, viewEngine(made));
    },
  );
  scope.delete(
    "/engines/:engineId",
    {
      schema: {
        tags,
        operationId: "deleteEngine",
        summary: "Deletes an engine with its instances, experiments and services; models stay",
        params,
        response: answers(200, "api-response", SenseiMessageSchema, refusals.delete),
      },
    },
    async (request, reply) => {
      const { project } = request.admission;
      const { address, revision } = await requireResource(project, "recipe", request.params.engineId);
      const expected = expectedRevision(request, revision);
      await removeResources(
        project,
        () => belowRecipe(project, address),
        expected === undefined ? undefined : { [address]: expected },
      );
      return answerSuccess(reply, "Engine deletion was successful");
    },
  );
}
