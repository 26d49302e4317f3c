import type { FastifyReply, FastifyRequest } from "fastify";
import { refusalOf } from "../http/refusal-of.ts";

/** The body of a failure; of a bug it tells nothing but the request's id. */
export function answerFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, failure } = refusalOf(error);
  const { code, summary, detail, next, diagnostics } = failure;
  return reply
    .code(status)
    .type("application/json")
    .send({
      error: {
        code,
        summary,
        ...(detail === undefined ? {} : { detail }),
        ...(next.length === 0 ? {} : { next }),
        ...(diagnostics.length === 0 ? {} : { diagnostics }),
        requestId: request.id,
      },
    });
}
