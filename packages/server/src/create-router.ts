import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { MlxError } from "@mlx/core";
import fastify, { type FastifyInstance } from "fastify";
import type { DaemonFace } from "./daemon-face.ts";
import { hostOf, isLoopback } from "./loopback.ts";
import { addControlRoutes } from "./routes/control-routes.ts";
import { addDaemonRoutes } from "./routes/daemon-routes.ts";
import { connectionLimits } from "./serving/connection-limits.ts";
import { refuseMalformed } from "./serving/refuse-malformed.ts";

/** Nothing that is answered may be kept, framed, sniffed, or read by a page of another origin. */
const headers = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

export interface RouterOptions {
  /** Whether it may be asked to drain and to stop. */
  readonly control: boolean;
  /**
   * Refuses requests for other names than this machine's own: a page whose name was made to lead to
   * 127.0.0.1 would be of the same origin as this server (DNS rebinding).
   */
  readonly onlyLoopback: boolean;
  /** Is asked first; false: the request is none of its own. Requests to services do not bear a framework's cost. */
  readonly first?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

export function createRouter(
  daemon: DaemonFace,
  { control, onlyLoopback, first }: RouterOptions,
): FastifyInstance {
  const router = fastify({
    logger: false,
    bodyLimit: 64 * 1024,
    forceCloseConnections: "idle",
    clientErrorHandler: refuseMalformed,
    serverFactory: (handler) => {
      const server = createServer(connectionLimits, (request, response) => {
        if (first?.(request, response) !== true) handler(request, response);
      });
      // Who waits with a body is told to send it only where it is taken.
      return server.on("checkContinue", (request, response) => {
        if (first?.(request, response) === true) return;
        response.writeContinue();
        handler(request, response);
      });
    },
  });
  router.addHook("onRequest", async (request, reply) => {
    reply.headers(headers);
    const host = request.headers.host ?? "";
    if (!onlyLoopback || host === "" || isLoopback(hostOf(host))) return;
    return reply.code(421).send({
      error: {
        code: "MLX8519",
        summary: `this server does not answer for "${host}"`,
        detail: "It listens for this machine alone: ask for 127.0.0.1 or localhost.",
      },
    });
  });
  router.setNotFoundHandler((request, reply) => {
    const [path] = request.url.split("?");
    return reply.code(404).send({
      error: {
        summary: `there is no ${request.method} ${path}`,
        detail: control
          ? "Known: GET /healthz, /readyz, /metrics and /status; POST /drain and /stop."
          : "Known: GET /healthz, /readyz, /metrics and /status; /services/NAME/ping and /services/NAME/invocations.",
      },
    });
  });
  router.setErrorHandler((error, _, reply) => {
    if (error instanceof MlxError) {
      const { code, summary, detail, next } = error;
      return reply
        .code(503)
        .send({ error: { code, summary, ...(detail === undefined ? {} : { detail }), next } });
    }
    const status = statusOf(error);
    // What a bug says may tell of things that are nobody's business.
    const summary =
      status < 500 && error instanceof Error ? error.message : "mlx failed to answer; this is a bug of it";
    return reply.code(status).send({ error: { summary } });
  });
  addDaemonRoutes(router, daemon);
  if (control) addControlRoutes(router, daemon);
  return router;
}

/** Of what fastify itself refuses: a body that is too large, or is none. */
function statusOf(error: unknown): number {
  return error instanceof Error && "statusCode" in error && typeof error.statusCode === "number"
    ? error.statusCode
    : 500;
}
