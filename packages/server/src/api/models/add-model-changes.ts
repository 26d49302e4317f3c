import {
  approveModel,
  deleteModel,
  describeModel,
  judgeModel,
  promoteModel,
  restoreModel,
  rollbackModel,
} from "@mlx/app";
import { describeEvaluation, describeMove, describeVersion } from "@mlx/documents";
import Type from "typebox";
import type { ApiScope } from "../../http/api-scope.ts";
import { unwrap } from "../../http/unwrap.ts";
import { answers } from "../schemas/answers.ts";
import {
  AliasMoveSchema,
  EvaluationSchema,
  ModelParams,
  ModelVersionSchema,
  VersionParams,
} from "../schemas/model-schemas.ts";
import { named, nullable } from "../schemas/schema.ts";
import { versionRef } from "./version-ref.ts";

const tags = ["models"];
const strict = { additionalProperties: false } as const;
const failures = [404, 409, 422];
const reason = Type.Optional(Type.String({ description: "kept in the log" }));

/** What people decide of versions. */
export function addModelChanges(scope: ApiScope): void {
  scope.post(
    "/models/:model/versions/:version/promote",
    {
      schema: {
        operationId: "promoteModel",
        tags,
        summary: "Gives an alias to a version, if its policy lets it",
        params: VersionParams,
        body: Type.Object(
          {
            alias: Type.Optional(Type.String({ description: "that of the policy where absent" })),
            reason,
            force: Type.Optional(Type.Boolean({ description: "against its policy; wants a reason" })),
          },
          strict,
        ),
        response: answers(
          200,
          named(
            "Promoted",
            Type.Object({
              version: ModelVersionSchema,
              alias: Type.String(),
              changed: Type.Boolean({ description: "false: it bore the alias already" }),
              move: nullable(AliasMoveSchema),
              evaluation: nullable(EvaluationSchema),
            }),
          ),
          failures,
        ),
      },
    },
    async ({ admission: { project }, params, body: { force = false, ...asked } }) => {
      const request = { ...asked, force, ref: versionRef(params) };
      const { version, alias, move, evaluation } = unwrap(await promoteModel(project, request));
      return {
        version: describeVersion(version),
        alias,
        changed: move !== undefined,
        move: move === undefined ? null : describeMove(move),
        evaluation: evaluation === undefined ? null : describeEvaluation(evaluation),
      };
    },
  );

  scope.post(
    "/models/:model/rollback",
    {
      schema: {
        operationId: "rollbackModel",
        tags,
        summary: "Takes the last promotion of an alias back",
        params: ModelParams,
        body: Type.Object(
          {
            reason: Type.String({ minLength: 1, description: "kept in the log" }),
            alias: Type.Optional(Type.String({ description: "that of the policy where absent" })),
            to: Type.Optional(Type.String({ description: "a version, `3`; one step back where absent" })),
          },
          strict,
        ),
        response: answers(
          200,
          named(
            "RolledBack",
            Type.Object({ from: ModelVersionSchema, to: ModelVersionSchema, move: AliasMoveSchema }),
          ),
          failures,
        ),
      },
    },
    async ({ admission: { project }, params, body: { alias, ...body } }) => {
      const ref = alias === undefined ? params.model : `${params.model}@${alias}`;
      const { from, to, move } = unwrap(await rollbackModel(project, { ref, ...body }));
      return { from: describeVersion(from), to: describeVersion(to), move: describeMove(move) };
    },
  );

  scope.post(
    "/models/:model/versions/:version/evaluate",
    {
      schema: {
        operationId: "evaluateModel",
        tags,
        summary: "Judges a version by its model's policy; no alias is moved",
        params: VersionParams,
        response: answers(200, EvaluationSchema, failures),
      },
    },
    async ({ admission: { project }, params }) =>
      describeEvaluation(unwrap(await judgeModel(project, { ref: versionRef(params) }))),
  );

  scope.post(
    "/models/:model/versions/:version/approve",
    {
      schema: {
        operationId: "approveModel",
        tags,
        summary: "Approves of a version, as the gates of its policy ask for",
        params: VersionParams,
        body: Type.Object(
          { alias: Type.Optional(Type.String()), comment: Type.Optional(Type.String()) },
          strict,
        ),
        response: answers(
          200,
          named("Approved", Type.Object({ promoted: Type.Boolean(), evaluation: EvaluationSchema })),
          failures,
        ),
      },
    },
    async ({ admission: { project }, params, body }) => {
      const request = { ref: versionRef(params), ...body };
      const { evaluation, promoted } = unwrap(await approveModel(project, request));
      return { promoted, evaluation: describeEvaluation(evaluation) };
    },
  );

  scope.put(
    "/models/:model/versions/:version/description",
    {
      schema: {
        operationId: "describeModel",
        tags,
        summary: "Changes what people have to say of a version: its description and tags",
        params: VersionParams,
        body: Type.Object(
          {
            description: Type.Optional(Type.String({ description: "empty removes it" })),
            tags: Type.Optional(
              Type.Record(Type.String(), Type.String(), { description: "over those it has" }),
            ),
            untag: Type.Optional(Type.Array(Type.String(), { description: "names of tags that go" })),
          },
          strict,
        ),
        response: answers(200, ModelVersionSchema, failures),
      },
    },
    async ({ admission: { project }, params, body: { tags: given = {}, untag = [], ...body } }) =>
      describeVersion(
        unwrap(await describeModel(project, { ref: versionRef(params), tags: given, untag, ...body })),
      ),
  );

  scope.delete(
    "/models/:model/versions/:version",
    {
      schema: {
        operationId: "deleteModelVersion",
        tags,
        summary:
          "Makes a tombstone of a version that nothing uses; it can be restored until its files are collected",
        params: VersionParams,
        querystring: Type.Object({ reason }),
        response: answers(200, ModelVersionSchema, failures),
      },
    },
    async ({ admission: { project }, params, query }) =>
      describeVersion(unwrap(await deleteModel(project, { ref: versionRef(params), ...query }))),
  );

  scope.post(
    "/models/:model/versions/:version/restore",
    {
      schema: {
        operationId: "restoreModel",
        tags,
        summary: "Takes the deletion of a version back",
        params: VersionParams,
        response: answers(200, ModelVersionSchema, failures),
      },
    },
    async ({ admission: { project }, params }) =>
      describeVersion(unwrap(await restoreModel(project, { ref: versionRef(params) }))),
  );
}
