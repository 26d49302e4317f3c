import type { MlxError } from "@mlx/core";
import type { FastifyReply, FastifyRequest } from "fastify";
import { methodNotAllowed, noSuchRoute } from "./errors.ts";

/** Why no route takes the request: 8526, or 8538 with `Allow` on the reply where the path has other methods. */
export function notRouted({ method, url, server }: FastifyRequest, reply: FastifyReply): MlxError {
  const [path = ""] = url.split("?");
  const allowed = server.methodsOf(path);
  if (allowed.length === 0) return noSuchRoute(method, path);
  reply.header("allow", allowed.join(", "));
  return methodNotAllowed(method, path, allowed);
}
