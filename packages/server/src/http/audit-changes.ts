import type { AuditLog } from "@mlx/app";
import type { FastifyRequest } from "fastify";
import { scopeOf } from "./admission.ts";
import type { ApiScope } from "./api-scope.ts";

/**
 * Has each request written down that may have changed something, and each that a token was refused for, with how it
 * was answered. What comes without a token that was made here is not: anybody could fill the store with it.
 */
export function auditChanges(scope: ApiScope, audit: AuditLog): void {
  scope.addHook("onResponse", (request, { statusCode: status }, done) => {
    const who = whoOf(request);
    if (who !== undefined) {
      const { id: requestId, ip: remote, method, url } = request;
      const [path = ""] = url.split("?");
      audit.add({ requestId, ...who, remote, method, path, status });
    }
    done();
  });
}

function whoOf({ admission, refused, method }: FastifyRequest) {
  if (refused !== undefined) return { token: refused.id, user: refused.user };
  if (admission === undefined || scopeOf(method) === "read") return undefined;
  const { token, user, tenant } = admission;
  return {
    ...(token === undefined ? {} : { token: token.id }),
    user,
    ...(tenant === undefined ? {} : { namespace: tenant.namespace }),
  };
}
