import {
  deleteModel,
  freeName,
  openModelContent,
  type Project,
  registerUpload,
  replaceModelText,
} from "@mlx/app";
import type { ModelVersion } from "@mlx/core";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { ApiScope } from "../../http/api-scope.ts";
import { unwrap } from "../../http/unwrap.ts";
import { listFromStore } from "../listing/list-from-store.ts";
import { parseListQuery } from "../listing/list-query.ts";
import { answer } from "../media-types.ts";
import { answerSuccess } from "../messages.ts";
import { takeMultipart, withParts } from "../read-parts.ts";
import { rememberedText } from "../remember-texts.ts";
import {
  answers,
  idParams,
  jsonBody,
  ListQuerySchema,
  listingOf,
  refusals,
  SenseiMessageSchema,
} from "../schemas.ts";
import { readBodyObject } from "../wire/read-fields.ts";
import { addTranscodingRoutes } from "./add-transcoding-routes.ts";
import { noArtifact } from "./errors.ts";
import { checkIfMatch, modelEtag } from "./model-etag.ts";
import { modelSource } from "./model-list.ts";
import { ModelSchema, NewModelParts } from "./model-schemas.ts";
import { modelProperties, modelsPath, viewModel } from "./model-view.ts";
import { checkUnchanged, modelNameOf, readModel, readRunOfModel, sourceOf } from "./read-model.ts";
import { requireModel } from "./require-model.ts";
import { sendArtifact } from "./send-artifact.ts";

const tags = ["models"];
const params = idParams("modelId");
const collection = { path: modelsPath, create: { link: "createModel", profile: "model" } } as const;
/** What a client may send back as it came. */
const fixed = ["experimentId", "experimentRunId", "originType", "modelArtifactUri"];

export function addModelRoutes(parent: ApiScope): void {
  parent.register(async (inner) => {
    const scope: ApiScope = inner.withTypeProvider();
    takeMultipart(scope);
    addReads(scope);
    addWrites(scope);
    addTranscodingRoutes(scope);
  });
}

function addReads(scope: ApiScope): void {
  scope.get(
    "/models",
    {
      schema: {
        ...{ tags, operationId: "listModels", summary: "Lists models", querystring: ListQuerySchema },
        response: answers(200, "modelListing", listingOf(ModelSchema), [...refusals.list, 404]),
      },
    },
    async (request, reply) => {
      const { project } = request.admission;
      const text = await rememberedText(project, request.url, async () => {
        const query = parseListQuery(request.query, modelProperties);
        return listFromStore(collection, query, modelSource(project));
      });
      return answer(reply, "modelListing", text);
    },
  );
  scope.get(
    "/models/:modelId",
    {
      schema: {
        ...{ tags, operationId: "getModel", summary: "Tells a model", params },
        response: answers(200, "model", ModelSchema, refusals.get),
      },
    },
    async (request, reply) => {
      const { project } = request.admission;
      const text = await rememberedText(project, request.url, async () => {
        const { full } = await viewModel(project, await requireModel(project, request.params.modelId));
        return full;
      });
      return answerModel(reply, text);
    },
  );
  scope.get(
    "/models/:modelId/artifact",
    {
      config: { streams: true, produces: "application/octet-stream" },
      schema: {
        ...{ tags, operationId: "getModelArtifact", params },
        summary: "Gives the model's file; of a model of several files a tar.gz, the same each time",
      },
    },
    async (request, reply) => {
      const { project } = request.admission;
      const { id } = await requireModel(project, request.params.modelId);
      return sendArtifact(request, reply, unwrap(await openModelContent(project, { ref: id })));
    },
  );
}

function addWrites(scope: ApiScope): void {
  scope.post(
    "/models",
    {
      config: { streams: true },
      schema: {
        ...{ tags, operationId: "createModel", summary: "Registers a model with its file" },
        body: {
          content: {
            "multipart/form-data": { schema: NewModelParts },
            ...jsonBody("model", ModelSchema).content,
          },
        },
        response: answers(201, "model", ModelSchema, refusals.post),
      },
    },
    async (request, reply) => {
      const { project } = request.admission;
      const made = await registerModel(project, request);
      reply.header("location", `${modelsPath}/${made.id}`);
      return answerModel(reply, await textOf(project, made), 201);
    },
  );
  scope.put(
    "/models/:modelId",
    {
      schema: {
        ...{ tags, operationId: "updateModel", params, body: jsonBody("model", ModelSchema) },
        summary: "Replaces name, description and tags of a model",
        response: answers(200, "model", ModelSchema, refusals.put),
      },
    },
    async (request, reply) => {
      const { project } = request.admission;
      const version = await requireModel(project, request.params.modelId);
      const { full } = await viewModel(project, version);
      checkIfMatch(request, JSON.stringify(full));
      const body = readBodyObject(request.body);
      checkUnchanged(body, full, fixed);
      const { description, tags: said } = readModel(body);
      const changed = unwrap(await replaceModelText(project, { id: version.id, description, tags: said }));
      return answerModel(reply, await textOf(project, changed));
    },
  );
  scope.delete(
    "/models/:modelId",
    {
      schema: {
        ...{ tags, operationId: "deleteModel", params },
        summary: "Deletes a model that nothing uses",
        response: answers(200, "api-response", SenseiMessageSchema, refusals.delete),
      },
    },
    async (request, reply) => {
      const { project } = request.admission;
      const { id } = await requireModel(project, request.params.modelId);
      unwrap(await deleteModel(project, { ref: id }));
      return answerSuccess(reply, "Model deletion was successful");
    },
  );
}

async function registerModel(project: Project, request: FastifyRequest): Promise<ModelVersion> {
  const { settings } = await project.configuration();
  const wanted = { document: "model", files: ["modelArtifact"], maxBytes: settings.server.maxUploadBytes };
  return withParts(request, project, wanted, async ({ document, files }) => {
    const body = readBodyObject(document);
    const { name, description, tags: said } = readModel(body);
    const run = await readRunOfModel(project, body);
    const upload = files.get("modelArtifact");
    if (upload === undefined) throw noArtifact();
    return unwrap(
      await registerUpload(project, {
        // A name that no instance has: what is named after one counts among what that trains.
        model: run === undefined ? unwrap(await freeName(project, "instance", name)) : modelNameOf(run),
        upload,
        ...(run === undefined ? {} : { source: sourceOf(run) }),
        ...(description === "" ? {} : { description }),
        tags: said,
      }),
    );
  });
}

async function textOf(project: Project, version: ModelVersion): Promise<string> {
  const { full } = await viewModel(project, version);
  return JSON.stringify(full);
}

function answerModel(reply: FastifyReply, text: string, status = 200): FastifyReply {
  reply.header("etag", modelEtag(text));
  return answer(reply, "model", text, status);
}
