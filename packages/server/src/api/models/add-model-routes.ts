import { listArtifactFiles, listModels, modelHistory, openArtifactFile, showModel } from "@mlx/app";
import { describeEvaluation, describeModel, describeMove, describeShownModel } from "@mlx/documents";
import Type from "typebox";
import type { ApiScope } from "../../http/api-scope.ts";
import { unwrap } from "../../http/unwrap.ts";
import { fileAnswers, sendFile } from "../files/send-file.ts";
import { cursorNumber, writeCursor } from "../page.ts";
import { answers, pageOf, pageQuery } from "../schemas/answers.ts";
import {
  AliasMoveSchema,
  EvaluationSchema,
  FileListSchema,
  ListedModelSchema,
  ModelParams,
  ShownModelSchema,
  VersionParams,
} from "../schemas/model-schemas.ts";
import { named } from "../schemas/schema.ts";
import { addModelChanges } from "./add-model-changes.ts";
import { versionRef } from "./version-ref.ts";

const tags = ["models"];

/** The registry: versions, aliases, files, and what was decided of them. */
export function addModelRoutes(scope: ApiScope): void {
  scope.get(
    "/models",
    {
      schema: {
        operationId: "listModelVersions",
        tags,
        summary: "Versions of models, the newest first",
        querystring: Type.Object({
          model: Type.Optional(Type.String({ description: "only its versions" })),
          filter: Type.Optional(
            Type.String({ description: "a search, e.g. `metrics.RMSE < 90000 and tags.team = 'a'`" }),
          ),
          orderBy: Type.Optional(Type.String({ description: "e.g. `metrics.RMSE asc`" })),
          deleted: Type.Optional(Type.Boolean({ description: "also those that were deleted" })),
          ...pageQuery(50),
        }),
        response: answers(200, pageOf("ModelPage", ListedModelSchema), [404, 422]),
      },
    },
    async ({ admission: { project }, query }) => {
      const { model, filter, orderBy = "created desc", deleted = false, limit = 50, cursor } = query;
      const offset = cursor === undefined ? 0 : cursorNumber(cursor, "offset");
      const { models, more = 0 } = unwrap(
        await listModels(project, {
          ...(model === undefined ? {} : { model }),
          ...{ all: deleted, filter, orderBy, limit, offset },
        }),
      );
      const end = offset + models.length;
      return {
        items: models.map(describeModel),
        total: end + more,
        next: more > 0 && models.length > 0 ? writeCursor({ offset: end }) : null,
      };
    },
  );

  scope.get(
    "/models/:model/history",
    {
      schema: {
        operationId: "getModelHistory",
        tags,
        summary:
          "Where the aliases of a model pointed, who moved them and why, and how its versions were judged",
        params: ModelParams,
        querystring: Type.Object({
          alias: Type.Optional(Type.String()),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
        }),
        response: answers(
          200,
          named(
            "ModelHistory",
            Type.Object({
              model: Type.String(),
              moves: Type.Array(AliasMoveSchema),
              evaluations: Type.Array(EvaluationSchema),
            }),
          ),
          [404],
        ),
      },
    },
    async ({ admission: { project }, params, query: { alias, limit = 100 } }) => {
      const ref = alias === undefined ? params.model : `${params.model}@${alias}`;
      const { model, moves, evaluations } = unwrap(await modelHistory(project, { ref, limit }));
      return { model, moves: moves.map(describeMove), evaluations: evaluations.map(describeEvaluation) };
    },
  );

  scope.get(
    "/models/:model/versions/:version",
    {
      schema: {
        operationId: "getModelVersion",
        tags,
        summary: "A version with its files, its policy, and what that said last",
        params: VersionParams,
        response: answers(200, ShownModelSchema, [404]),
      },
    },
    async ({ admission: { project }, params }) =>
      describeShownModel(unwrap(await showModel(project, { ref: versionRef(params) }))),
  );

  scope.get(
    "/models/:model/versions/:version/files",
    {
      schema: {
        operationId: "listModelFiles",
        tags,
        summary: "The files of a version",
        params: VersionParams,
        response: answers(200, FileListSchema, [404]),
      },
    },
    async ({ admission: { project }, params }) =>
      unwrap(await listArtifactFiles(project, { model: versionRef(params) })),
  );

  scope.get(
    "/models/:model/versions/:version/files/*",
    {
      config: { streams: true },
      schema: {
        operationId: "getModelFile",
        tags,
        summary: "A file of a version; `Range` takes a part of it",
        params: Type.Object({
          ...VersionParams.properties,
          "*": Type.String({ description: "its path, as it is listed" }),
        }),
        response: fileAnswers,
      },
    },
    async (request, reply) => {
      const { "*": path, ...version } = request.params;
      const ref = { model: versionRef(version), path };
      return sendFile(unwrap(await openArtifactFile(request.admission.project, ref)), request, reply);
    },
  );

  addModelChanges(scope);
}
