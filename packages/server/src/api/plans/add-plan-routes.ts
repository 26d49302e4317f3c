import { applyFiles, planFiles, readHistory } from "@mlx/app";
import type { ApplyRecord } from "@mlx/core";
import { applyDocument, planDocument } from "@mlx/documents";
import Type from "typebox";
import type { ApiScope } from "../../http/api-scope.ts";
import { unwrap } from "../../http/unwrap.ts";
import { cursorNumber, pageBefore } from "../page.ts";
import { answers, pageOf, pageQuery } from "../schemas/answers.ts";
import { AppliedSchema, ApplySchema, PlanSchema } from "../schemas/resource-schemas.ts";
import { anyObject, named, text } from "../schemas/schema.ts";

const tags = ["plan and apply"];

const Drifted = named(
  "DriftReport",
  Type.Object({
    drift: Type.Array(anyObject("what was changed or deleted, by whom, field by field"), {
      description: "of what files declare; an apply changes it back",
    }),
    unmanaged: Type.Array(Type.String(), {
      description: "addresses that no file declares; an apply leaves them alone",
    }),
  }),
);

const PlanRequest = Type.Object(
  {
    allowMassDelete: Type.Optional(
      Type.Boolean({ description: "also where more than half of all resources would go" }),
    ),
    profiles: Type.Optional(Type.Boolean({ description: "with rows and columns of the datasets" })),
  },
  { additionalProperties: false },
);

const ApplyRequest = Type.Object(
  {
    serial: Type.Integer({ description: "of the plan that was shown" }),
    digest: text("of the plan that was shown"),
    allowMassDelete: Type.Optional(Type.Boolean({ description: "as the plan was asked for" })),
  },
  { additionalProperties: false },
);

/** The files of the project on the server's machine, and what an apply makes of them. */
export function addPlanRoutes(scope: ApiScope): void {
  scope.post(
    "/plan",
    {
      config: { scope: "read", streams: true },
      schema: {
        operationId: "plan",
        tags,
        summary: "What an apply of the files as they are now would do. Changes nothing",
        description: "Only in the project's own namespace: no other has files.",
        body: PlanRequest,
        response: answers(200, PlanSchema, [409, 422]),
      },
    },
    async ({ admission: { project }, body }) => {
      const { profiles = false, allowMassDelete = false } = body;
      const planned = unwrap(await planFiles(project, { allowMassDelete, profiles }));
      const { drift = [], unmanaged = [] } = planned.plan;
      return { ...planDocument(planned), digest: planned.digest, drift, unmanaged };
    },
  );

  scope.post(
    "/apply",
    {
      config: { streams: true },
      schema: {
        operationId: "apply",
        tags,
        summary: "Applies exactly the plan that was shown, all of it or nothing",
        description:
          "The files are planned again; where that comes to anything else than `serial` and `digest` say, or the plan is blocked, the answer is 409 and nothing is changed. Only in the project's own namespace.",
        body: ApplyRequest,
        response: answers(200, AppliedSchema, [409, 422]),
      },
    },
    async ({ admission: { project }, body }) => {
      const { plan, record } = unwrap(await applyFiles(project, body));
      return applyDocument({ plan, record });
    },
  );

  scope.get(
    "/drift",
    {
      config: { streams: true },
      schema: {
        operationId: "getDrift",
        tags,
        summary: "What the API changed of what files declare, and what no file declares",
        description: "Only in the project's own namespace.",
        response: answers(200, Drifted, [409, 422]),
      },
    },
    async ({ admission: { project } }) => {
      const { plan } = unwrap(await planFiles(project, {}));
      return { drift: plan.drift ?? [], unmanaged: plan.unmanaged ?? [] };
    },
  );

  scope.get(
    "/history",
    {
      schema: {
        operationId: "listApplies",
        tags,
        summary: "The applies, newest first: those of files, and what clients wrote",
        querystring: Type.Object(pageQuery(20)),
        response: answers(200, pageOf("ApplyPage", ApplySchema)),
      },
    },
    async ({ admission: { project }, query }) => {
      const { limit = 20, cursor } = query;
      const before = cursor === undefined ? {} : { before: cursorNumber(cursor, "before") };
      const { applies } = unwrap(await readHistory(project, { limit: limit + 1, ...before }));
      return pageBefore(applies, limit, { seqOf: ({ serial }) => serial, describe: describeApply });
    },
  );
}

function describeApply({ id, serial, at, actor, command, via, git, summary, changes }: ApplyRecord) {
  return { ...{ id, serial, at, actor, command }, via: via ?? "files", git: git ?? null, summary, changes };
}
