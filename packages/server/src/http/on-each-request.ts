import type { FastifyReply, FastifyRequest } from "fastify";
import type { ApiScope } from "./api-scope.ts";

/** Looks at each request, in the order of registration; what it throws at once is answered. */
export function onEachRequest(
  scope: Pick<ApiScope, "addHook">,
  look: (request: FastifyRequest, reply: FastifyReply) => undefined,
): void {
  scope.addHook("onRequest", (request, reply, done) => {
    look(request, reply);
    done();
  });
}
