import type { Access } from "@mlx/app";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ownNamespaceOnly } from "../api/errors.ts";
import type { DaemonFace } from "../daemon-face.ts";
import { challenge, tokenOf } from "../http/bearer.ts";
import { failureStatus } from "../http/failure-status.ts";

/**
 * What is to know of the daemon; reads only. How it is doing is told to whoever reaches the server, the rest to whom
 * `access` lets in; absent: to everybody.
 */
export function addDaemonRoutes(router: FastifyInstance, daemon: DaemonFace, access?: Access): void {
  /** Whether it is to be restarted. */
  router.get("/healthz", async (_, reply) => {
    const health = daemon.health();
    return reply.code(health.problems.length === 0 ? 200 : 503).send(health);
  });
  /** Whether it takes on something new. */
  router.get("/readyz", async (_, reply) => {
    const health = daemon.health();
    return reply.code(health.state === "up" ? 200 : 503).send(health);
  });
  const admitted = access === undefined ? {} : { onRequest: askForToken(access) };
  router.get("/metrics", admitted, async (_, reply) =>
    reply.type("text/plain; version=0.0.4; charset=utf-8").send(await daemon.metrics()),
  );
  router.get("/status", admitted, () => daemon.status());
}

function askForToken(access: Access) {
  return async ({ headers }: FastifyRequest, reply: FastifyReply) => {
    const token = tokenOf(headers.authorization);
    const admission = await access.admit({ ...(token === undefined ? {} : { token }), scope: "read" });
    if (!admission.ok) {
      if (failureStatus(admission.failure) === 401) reply.header("www-authenticate", challenge);
      throw admission.failure;
    }
    if (admission.value.tenant !== undefined) throw ownNamespaceOnly("the daemon's status and metrics");
  };
}
