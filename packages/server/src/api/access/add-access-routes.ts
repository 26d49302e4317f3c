import { type Admission, createToken, listTokens, readAudit, revokeToken } from "@mlx/app";
import { tokenScopes } from "@mlx/core";
import { describeToken } from "@mlx/documents";
import Type from "typebox";
import type { ApiScope } from "../../http/api-scope.ts";
import { unwrap } from "../../http/unwrap.ts";
import { ownNamespaceOnly } from "../errors.ts";
import { cursorNumber, pageBefore, pageOfAll } from "../page.ts";
import { pageAsked } from "../resources/add-resource-routes.ts";
import { answers, pageOf, pageQuery } from "../schemas/answers.ts";
import { AuditEntrySchema, TokenSchema } from "../schemas/other-schemas.ts";
import { named } from "../schemas/schema.ts";

const tags = ["access"];

/** Who may, and who did: for those who may write in the project's own namespace. */
export function addAccessRoutes(scope: ApiScope): void {
  scope.get(
    "/tokens",
    {
      config: { scope: "write" },
      schema: {
        operationId: "listTokens",
        tags,
        summary: "The tokens, oldest first, without their texts; takes a token that may write",
        querystring: Type.Object(pageQuery(50)),
        response: answers(200, pageOf("TokenPage", TokenSchema)),
      },
    },
    async ({ admission, query }) => {
      const tokens = unwrap(await listTokens(ownProject(admission, "tokens")));
      return pageOfAll(tokens, pageAsked(query), describeToken);
    },
  );

  scope.post(
    "/tokens",
    {
      schema: {
        operationId: "createToken",
        tags,
        summary:
          "Makes a token within the bounds of the one that makes it; its text is in this answer and nowhere else",
        body: Type.Object(
          {
            user: Type.String({ minLength: 1, description: "whose name stands on what is done with it" }),
            scope: Type.Optional(Type.Enum([...tokenScopes], { description: "`read` where absent" })),
            description: Type.Optional(Type.String({ maxLength: 2000 })),
            org: Type.Optional(Type.String({ minLength: 1, description: "only for that organisation" })),
            sandbox: Type.Optional(Type.String({ minLength: 1, description: "only for that sandbox" })),
            ttlSeconds: Type.Optional(
              Type.Integer({
                minimum: 1,
                description: "it expires with the token that makes it where absent",
              }),
            ),
          },
          { additionalProperties: false },
        ),
        response: answers(
          201,
          named(
            "NewToken",
            Type.Object({ token: TokenSchema, text: Type.String({ description: "the bearer token" }) }),
          ),
          [422],
        ),
      },
    },
    async ({ admission, body }, reply) => {
      const madeWith = admission.token === undefined ? {} : { madeWith: admission.token };
      const request = { scope: "read", ...body, ...madeWith } as const;
      const { token, text } = unwrap(await createToken(ownProject(admission, "tokens"), request));
      return reply.code(201).send({ token: describeToken(token), text });
    },
  );

  scope.delete(
    "/tokens/:token",
    {
      schema: {
        operationId: "revokeToken",
        tags,
        summary: "Revokes a token, and those that it made: they are not taken any more from now on",
        params: Type.Object({ token: Type.String({ description: "its id, or the beginning of it" }) }),
        response: answers(200, TokenSchema, [404]),
      },
    },
    async ({ admission, params }) =>
      describeToken(unwrap(await revokeToken(ownProject(admission, "tokens"), params.token))),
  );

  scope.get(
    "/audit",
    {
      config: { scope: "write" },
      schema: {
        operationId: "listAudit",
        tags,
        summary: "Changes that were asked for over HTTP, newest first; takes a token that may write",
        querystring: Type.Object(pageQuery(100, 1000)),
        response: answers(200, pageOf("AuditPage", AuditEntrySchema)),
      },
    },
    async ({ admission, query: { limit = 100, cursor } }) => {
      const before = cursor === undefined ? {} : { before: cursorNumber(cursor, "before") };
      const page = { limit: limit + 1, ...before };
      const entries = unwrap(await readAudit(ownProject(admission, "entries of the audit log"), page));
      return pageBefore(entries, limit, {
        seqOf: ({ seq }) => seq,
        describe: ({ token, ...entry }) => ({ ...entry, token: token ?? null }),
      });
    },
  );
}

/** Failure: 8582. A token that is bound to another organisation comes here through its own namespace only. */
function ownProject({ project, tenant }: Admission, what: string) {
  if (tenant !== undefined) throw ownNamespaceOnly(what);
  return project;
}
