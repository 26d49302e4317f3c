import type { AuditLog } from "@mlx/app";
import { scopeOf } from "./admission.ts";
import type { ApiScope } from "./api-scope.ts";

/** Has each admitted request that may change something written down, with how it was answered. */
export function auditChanges(scope: ApiScope, audit: AuditLog): void {
  scope.addHook("onResponse", async (request, reply) => {
    const { admission, method } = request;
    if (admission === undefined || scopeOf(method) === "read") return;
    const [path = ""] = request.url.split("?");
    audit.add({
      requestId: request.id,
      ...(admission.token === undefined ? {} : { token: admission.token.id }),
      user: admission.user,
      ...(admission.tenant === undefined ? {} : { namespace: admission.tenant.namespace }),
      remote: request.ip,
      method,
      path,
      status: reply.statusCode,
    });
  });
}
