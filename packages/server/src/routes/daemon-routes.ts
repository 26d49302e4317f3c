import type { FastifyInstance } from "fastify";
import type { DaemonFace } from "../daemon-face.ts";

/** What whoever reaches the server may know of the daemon. Reads only. */
export function addDaemonRoutes(router: FastifyInstance, daemon: DaemonFace): void {
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
  router.get("/metrics", async (_, reply) =>
    reply.type("text/plain; version=0.0.4; charset=utf-8").send(await daemon.metrics()),
  );
  router.get("/status", () => daemon.status());
}
