import type { FastifyReply, FastifyRequest } from "fastify";
import type { ApiScope } from "./api-scope.ts";

/** Looks at each request before anything else is done with it; what it throws is answered. */
export function onEachRequest(
  scope: Pick<ApiScope, "addHook">,
  look: (request: FastifyRequest, reply: FastifyReply) => void,
): void {
  // Half a dozen promises for each request cost as much as its answer.
  scope.addHook("onRequest", (request, reply, done) => {
    try {
      look(request, reply);
    } catch (error) {
      return done(error instanceof Error ? error : new Error(String(error)));
    }
    return done();
  });
}
