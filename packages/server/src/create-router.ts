import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { InternalError, MlxError } from "@mlx/core";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { DaemonFace } from "./daemon-face.ts";
import type { Faces } from "./http/add-faces.ts";
import { mostBodyBytes } from "./http/errors.ts";
import { refusalOf } from "./http/refusal-of.ts";
import { requestId } from "./http/request-id.ts";
import { createLateRouter, type LateRouter } from "./late-router.ts";
import { hostOf, isLoopback } from "./loopback.ts";
import { addControlRoutes } from "./routes/control-routes.ts";
import { addDaemonRoutes } from "./routes/daemon-routes.ts";
import { connectionLimits } from "./serving/connection-limits.ts";
import { refuseMalformed } from "./serving/refuse-malformed.ts";
import type { TlsFiles } from "./tls/read-tls.ts";

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
  /** The API; absent: none is served. */
  readonly faces?: Faces;
  /** HTTPS; absent: plain HTTP. */
  readonly tls?: TlsFiles;
  /** Told of what no one expected; by default it goes to stderr. */
  readonly onBug?: (text: string) => void;
}

/** Answers what the daemon is asked at once, and the API once its routes are there. */
export function createRouter(daemon: DaemonFace, options: RouterOptions): FastifyInstance {
  const { faces, onBug = tellStderr } = options;
  if (faces === undefined) return makeRouter(daemon, options);
  const make = async () => {
    const { addFaces } = await import("./http/add-faces.ts");
    const whole = makeRouter(daemon, options);
    addFaces(whole, faces);
    await whole.ready();
    return whole;
  };
  const api = createLateRouter(make, (error) =>
    onBug(`the API cannot be served: this is a bug of mlx\n${stackOf(error)}`),
  );
  const router = makeRouter(daemon, options, api);
  router.addHook("onListen", async () => api.makeSoon());
  router.addHook("preClose", api.close);
  return router;
}

function makeRouter(
  daemon: DaemonFace,
  { control, onlyLoopback, first, faces, tls, onBug = tellStderr }: RouterOptions,
  late?: LateRouter,
): FastifyInstance {
  const router = fastify({
    logger: false,
    bodyLimit: mostBodyBytes,
    genReqId: requestId,
    // Fastify's own are loaded when it is made, and are a tenth of its start.
    schemaController: {
      compilersFactory: { buildValidator: () => noSchemas, buildSerializer: () => () => JSON.stringify },
    },
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 500 },
    forceCloseConnections: "idle",
    frameworkErrors: (error, request, reply) =>
      answerFailure(error, request, reply.headers(headers).header("x-request-id", request.id)),
    clientErrorHandler: refuseMalformed,
    serverFactory: (handler) => {
      const answer: RequestListener = (request, response) => {
        if (late?.handle(request, response) !== true) handler(request, response);
      };
      const listener: RequestListener = (request, response) => {
        if (first?.(request, response) !== true) answer(request, response);
      };
      const server =
        tls === undefined
          ? createServer(connectionLimits, listener)
          : createTlsServer({ ...connectionLimits, ...tls }, listener);
      // Who waits with a body is told to send it only where it is taken.
      return server.on("checkContinue", (request, response) => {
        if (first?.(request, response) === true) return;
        response.writeContinue();
        answer(request, response);
      });
    },
  });
  router.addHook("onRequest", (request, reply, done) => {
    reply.headers(headers).header("x-request-id", request.id);
    const { host = "" } = request.headers;
    if (!onlyLoopback || host === "" || isLoopback(hostOf(host))) done();
    else refuseName(host, request, reply);
  });
  const services = "/services/NAME/ping and /services/NAME/invocations";
  const api = faces === undefined ? "" : "; /data/sensei and /api/v1, which GET /openapi.json describes";
  const more = control ? "POST /drain and /stop" : `${services}${api}`;
  router.setNotFoundHandler((request, reply) => {
    const [path] = request.url.split("?");
    return reply.code(404).send({
      error: {
        summary: `there is no ${request.method} ${path}`,
        detail: `Known: GET /healthz, /readyz, /metrics and /status; ${more}.`,
        requestId: request.id,
      },
    });
  });
  router.addHook("onError", async (request, _, error) => {
    if (refusalOf(error).isBug) onBug(describeBug(request, error));
  });
  router.setErrorHandler(answerFailure);
  addDaemonRoutes(router, daemon, faces?.access);
  if (control) addControlRoutes(router, daemon);
  return router;
}

function refuseName(host: string, { id }: FastifyRequest, reply: FastifyReply): void {
  reply.code(421).send({
    error: {
      code: "MLX8519",
      summary: `this server does not answer for "${host}"`,
      detail: "It listens for this machine alone: ask for 127.0.0.1 or localhost.",
      requestId: id,
    },
  });
}

function answerFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, failure } = refusalOf(error);
  const { code, summary, detail, next } = failure;
  const told = { code, summary, ...(detail === undefined ? {} : { detail }), next, requestId: request.id };
  // What the daemon cannot tell of itself, it may be able to tell later.
  return reply.code(error instanceof MlxError && status === 422 ? 503 : status).send({ error: told });
}

/** Only the API's routes have schemas, and it has a compiler of its own. */
function noSchemas(): never {
  throw new InternalError("a route outside of the API has a schema");
}

function describeBug({ id, method, url }: FastifyRequest, error: Error): string {
  const [path] = url.split("?");
  return `request ${id}, ${method} ${path}: this is a bug of mlx\n${stackOf(error)}`;
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function tellStderr(text: string): void {
  process.stderr.write(`${text}\n`);
}
