import type { Access, AuditLog, Project } from "@mlx/app";
import type { FastifyInstance } from "fastify";
import { addApiRoutes } from "../api/add-api-routes.ts";
import { addOpenApi } from "../openapi/add-open-api.ts";
import { addSenseiRoutes } from "../sensei/add-sensei-routes.ts";
import { type AdmissionOptions, addAdmission } from "./admission.ts";
import type { ApiScope } from "./api-scope.ts";
import { auditChanges } from "./audit-changes.ts";
import { collectMethods } from "./collect-methods.ts";
import { compileLazily } from "./compile-lazily.ts";
import { refuseAsGateway } from "./gateway-body.ts";
import { onEachRequest } from "./on-each-request.ts";
import { parseJsonBody } from "./parse-json-body.ts";
import { addRateLimit } from "./rate-limit.ts";
import { refuseLongQuery } from "./refuse-long-query.ts";
import { refuseOtherOrigins } from "./refuse-other-origins.ts";
import { watchRequests } from "./watch-requests.ts";

/** What the API is made of, besides its routes. */
export interface Faces {
  readonly project: Project;
  readonly access: Access;
  readonly audit: AuditLog;
  /** Of each token, else of each address; 0: any number. */
  readonly requestsPerMinute: number;
}

interface Face extends Pick<AdmissionOptions, "refuse"> {
  readonly prefix: string;
  readonly add: (scope: ApiScope) => void | Promise<void>;
}

const faces: readonly Face[] = [
  { prefix: "/data/sensei", add: addSenseiRoutes, refuse: refuseAsGateway },
  { prefix: "/api/v1", add: addApiRoutes },
];

/** Both faces of the API: the Sensei API under /data/sensei, and what it cannot say under /api/v1. */
export function addFaces(
  router: FastifyInstance,
  { project, access, audit, requestsPerMinute }: Faces,
): void {
  router.register(async (plain) => {
    const scope: ApiScope = plain.withTypeProvider();
    scope.decorate("project", project);
    scope.decorate("methodsOf", collectMethods(scope));
    scope.decorateRequest("admission");
    scope.decorateRequest("refused");
    scope.setValidatorCompiler(compileLazily);
    scope.setSerializerCompiler(() => (data) => JSON.stringify(data));
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      /^application\/([\w.+-]+\+)?json(;|$)/i,
      { parseAs: "buffer" },
      (_, body: Buffer, done) => {
        try {
          done(null, parseJsonBody(body));
        } catch (error) {
          done(error instanceof Error ? error : new Error(String(error)));
        }
      },
    );
    onEachRequest(scope, ({ url }) => refuseLongQuery(url));
    refuseOtherOrigins(scope);
    watchRequests(scope);
    auditChanges(scope, audit);
    const limit = await addRateLimit(scope, requestsPerMinute);
    // It looks at the routes that come after it.
    await addOpenApi(scope);
    for (const { prefix, add, refuse } of faces)
      scope.register(
        async (inner) => {
          const face: ApiScope = inner.withTypeProvider();
          addAdmission(face, { access, limit, ...(refuse === undefined ? {} : { refuse }) });
          await add(face);
        },
        { prefix },
      );
  });
}
