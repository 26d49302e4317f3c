import type { FastifyInstance } from "fastify";
import type { DaemonFace } from "../daemon-face.ts";

/** What changes the daemon: for its own user, through its socket. */
export function addControlRoutes(router: FastifyInstance, daemon: DaemonFace): void {
  const add = (path: string, state: string, change: () => void) =>
    router.post(path, async (_, reply) => {
      // The answer goes out first: afterwards nobody may be here to give it.
      reply.raw.once("close", change);
      return reply.code(202).send({ state });
    });
  add("/drain", "draining", () => daemon.drain());
  add("/stop", "stopping", () => daemon.stop());
}
