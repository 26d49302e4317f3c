import { findTranscoding, listTranscodings, requestTranscoding } from "@mlx/app";
import { type Transcoding, transcodingFormats } from "@mlx/core";
import { Type } from "typebox";
import type { ApiScope } from "../../http/api-scope.ts";
import { unwrap } from "../../http/unwrap.ts";
import { invalidValue, notFound } from "../errors.ts";
import { parseListQuery } from "../listing/list-query.ts";
import { listViews, type View } from "../listing/list-views.ts";
import { commonProperties } from "../listing/properties.ts";
import { answer } from "../media-types.ts";
import { answers, idParams, jsonBody, ListQuerySchema, listingOf, refusals } from "../schemas.ts";
import { describe, readBodyObject, readFilledText } from "../wire/read-fields.ts";
import { TranscodingSchema } from "./model-schemas.ts";
import { modelsPath } from "./model-view.ts";
import { requireModel } from "./require-model.ts";

const tags = ["models"];
const params = idParams("modelId");
const properties = {
  ...commonProperties,
  modelId: "text",
  targetFormat: "text",
  deprecated: "boolean",
} as const;

export function addTranscodingRoutes(scope: ApiScope): void {
  scope.get(
    "/models/:modelId/transcodings",
    {
      schema: {
        ...{ tags, operationId: "listTranscodings", summary: "Lists the formats that a model was wanted in" },
        ...{ params, querystring: ListQuerySchema },
        response: answers(200, "modelTranscodingListing", listingOf(TranscodingSchema), refusals.get),
      },
    },
    async (request, reply) => {
      const { project } = request.admission;
      const { id } = await requireModel(project, request.params.modelId);
      const query = parseListQuery(request.query, properties, [`modelId==${id}`]);
      const path = `${modelsPath}/${id}/transcodings`;
      const create = { link: "createTranscoding", profile: "modelTranscoding" } as const;
      const views = unwrap(await listTranscodings(project, id)).map(viewTranscoding);
      return answer(reply, "modelTranscodingListing", listViews({ path, create }, query, views));
    },
  );
  scope.post(
    "/models/:modelId/transcodings",
    {
      schema: {
        ...{ tags, operationId: "createTranscoding", summary: "Wants a model in another format" },
        ...{ params, body: jsonBody("modelTranscoding", TranscodingSchema) },
        response: answers(201, "modelTranscoding", TranscodingSchema, [...refusals.post, 404]),
      },
    },
    async (request, reply) => {
      const { project } = request.admission;
      const { id } = await requireModel(project, request.params.modelId);
      const body = readBodyObject(request.body);
      const modelId = readFilledText(body, "modelId") ?? id;
      if (modelId.toLowerCase() !== id) throw invalidValue("modelId", "it is not the model of the path");
      const wanted = readFilledText(body, "targetFormat") ?? "";
      const targetFormat = transcodingFormats.find((one) => one.toLowerCase() === wanted.toLowerCase());
      if (targetFormat === undefined)
        throw invalidValue(
          "targetFormat",
          `it is one of ${transcodingFormats.join(", ")}, not ${describe(wanted)}`,
        );
      const made = unwrap(await requestTranscoding(project, { modelId: id, targetFormat }));
      reply.header("location", `${modelsPath}/${id}/transcodings/${made.id}`);
      return answer(reply, "modelTranscoding", viewTranscoding(made).full, 201);
    },
  );
  scope.get(
    "/models/:modelId/transcodings/:transcodingId",
    {
      schema: {
        ...{
          tags,
          operationId: "getTranscoding",
          summary: "Tells that a model was wanted in another format",
        },
        params: Type.Object({ modelId: Type.String(), transcodingId: Type.String() }),
        response: answers(200, "modelTranscoding", TranscodingSchema, refusals.get),
      },
    },
    async (request, reply) => {
      const { project } = request.admission;
      const { modelId, transcodingId } = request.params;
      const { id } = await requireModel(project, modelId);
      const found = unwrap(await findTranscoding(project, transcodingId.toLowerCase()));
      if (found?.modelId !== id) throw notFound("transcoding", transcodingId);
      return answer(reply, "modelTranscoding", viewTranscoding(found).full);
    },
  );
}

function viewTranscoding({ id, modelId, targetFormat, actor, createdAt, updatedAt }: Transcoding): View {
  const summary = {
    ...{ id, modelId, targetFormat, created: createdAt, createdBy: { userId: actor }, updated: updatedAt },
    ...{ deleted: false, deprecated: false },
  };
  const _links = { self: { href: `${modelsPath}/${modelId}/transcodings/${id}` } };
  return { full: { ...summary, _links }, summary };
}
