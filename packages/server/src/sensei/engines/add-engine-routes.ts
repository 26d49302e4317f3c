import { freeName } from "@mlx/app";
import { Type } from "typebox";
import type { ApiScope } from "../../http/api-scope.ts";
import { unwrap } from "../../http/unwrap.ts";
import { answer } from "../media-types.ts";
import { takeMultipart } from "../read-parts.ts";
import { answers, EngineSchema, idParams, jsonBody, refusals } from "../schemas.ts";
import { answerCreated, answerItem } from "../wire/answer-item.ts";
import { belowRecipe } from "../wire/cascade.ts";
import { putResource } from "../wire/declare.ts";
import { requireResource } from "../wire/find-resources.ts";
import { expectedRevisions } from "../wire/if-match.ts";
import { addDeleteRoute, addReadRoutes, type KindInApi } from "../wire/kind-routes.ts";
import { replaceResource } from "../wire/replace-declaration.ts";
import { dockerRegistry } from "./docker-registry.ts";
import { engineProperties, enginesPath, viewEngine } from "./engine-view.ts";
import { engineWords, readEngine } from "./read-engine.ts";
import { programParts, withEngine } from "./with-engine.ts";

const engines: KindInApi<"recipe"> = {
  kind: "recipe",
  plural: "engines",
  idName: "engineId",
  profile: "engine",
  listing: "engineListing",
  schema: EngineSchema,
  collection: { path: enginesPath, create: { link: "createEngine", profile: "engine" } },
  properties: engineProperties,
  viewAll: async (_, recipes) => recipes.map(viewEngine),
  view: async (_, recipe) => viewEngine(recipe),
};
const tags = [engines.plural];

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
    addReadRoutes(scope, engines, {
      list: { operationId: "listEngines", summary: "Lists engines" },
      get: { operationId: "getEngine", summary: "Tells an engine" },
    });
    addDockerRegistry(scope);
    addWrites(scope);
    addDeleteRoute(scope, engines, {
      operationId: "deleteEngine",
      summary: "Deletes an engine with its instances, experiments and services; models stay",
      detail: "Engine deletion was successful",
      below: (project, { address }) => belowRecipe(project, address),
    });
  });
}

function addDockerRegistry(scope: ApiScope): void {
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
        params: idParams("engineId"),
        body,
        response: answers(200, "engine", EngineSchema, refusals.put),
      },
    },
    async (request, reply) => {
      const { project } = request.admission;
      const current = await requireResource(project, "recipe", request.params.engineId);
      const expected = expectedRevisions(request, current);
      const made = await withEngine(request, project, async (document, program) => {
        const read = await readEngine(project, document, {
          current,
          ...(program === undefined ? {} : { program }),
        });
        return replaceResource(project, "recipe", current, { ...read, words: engineWords }, expected);
      });
      return answerItem(reply, "engine", made, viewEngine(made));
    },
  );
}
