import type { Access, Admission } from "@mlx/app";
import type { ApiToken, MlxError, TokenScope } from "@mlx/core";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { ApiScope } from "./api-scope.ts";
import { challenge, tokenOf } from "./bearer.ts";
import { failureStatus } from "./failure-status.ts";
import type { RateLimit } from "./rate-limit.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Who asks, and in which namespace; absent on routes that are `open`. */
    admission: Admission;
    /** The token that the request was refused with. */
    refused?: ApiToken;
  }
}

export interface AdmissionOptions {
  readonly access: Access;
  readonly limit: RateLimit;
  /** Answers a refused request; whatever it does not answer is thrown, for the face's error handler. */
  readonly refuse?: (failure: MlxError, reply: FastifyReply) => FastifyReply | undefined;
}

/** Asks of each request to the scope who it is from, before any of its body is read. */
export function addAdmission(scope: ApiScope, { access, limit, refuse }: AdmissionOptions): void {
  scope.addHook("onRequest", async (request, reply) => {
    const { config } = request.routeOptions;
    if (config.open === true) {
      await limit(request, reply, request.ip);
      return undefined;
    }
    const admitted = await access.admit({
      ...credentialsOf(request),
      scope: config.scope ?? scopeOf(request.method),
    });
    if (admitted.ok) {
      const { token } = admitted.value;
      request.admission = admitted.value;
      await limit(request, reply, token?.id ?? request.ip);
      return undefined;
    }
    if (admitted.token !== undefined) request.refused = admitted.token;
    // Whoever is refused counts too, or tokens could be tried without end.
    await limit(request, reply, request.ip);
    if (failureStatus(admitted.failure) === 401) reply.header("www-authenticate", challenge);
    const answered = refuse?.(admitted.failure, reply);
    if (answered === undefined) throw admitted.failure;
    return answered;
  });
}

export function scopeOf(method: string): TokenScope {
  return method === "GET" || method === "HEAD" || method === "OPTIONS" ? "read" : "write";
}

function credentialsOf({ headers }: FastifyRequest) {
  const token = tokenOf(headers.authorization);
  const org = textOf(headers["x-gw-ims-org-id"]);
  const sandbox = textOf(headers["x-sandbox-name"]);
  return {
    ...(token === undefined ? {} : { token }),
    ...(org === undefined ? {} : { org }),
    ...(sandbox === undefined ? {} : { sandbox }),
  };
}

/** An empty header says nothing; one that was sent twice names nothing that there is. */
function textOf(header: string | readonly string[] | undefined): string | undefined {
  const text = typeof header === "string" ? header.trim() : header?.join(", ");
  return text === "" ? undefined : text;
}
