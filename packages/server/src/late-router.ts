import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyInstance } from "fastify";

/** A router that is made when it is first needed. */
export interface LateRouter {
  /** Answers all but what the daemon itself is asked at its known paths; false: it is that. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  /** Makes it, unless somebody has asked for it by then. */
  makeSoon(): void;
  close(): Promise<void>;
}

/** As they are always asked for; written in another way they are answered too, but not before the API is there. */
const known: ReadonlySet<string> = new Set(["/healthz", "/readyz", "/metrics", "/status"]);

/** Whoever waits for a server to be up asks every few milliseconds, and is answered first. */
const soonMilliseconds = 100;

/**
 * The routes of the API, with all that they need, are a third of a server's start: its health is told without them,
 * and requests that come before they are there wait for them. `onBug`: they cannot be made; the next request tries.
 */
export function createLateRouter(
  make: () => Promise<FastifyInstance>,
  onBug: (error: unknown) => void,
): LateRouter {
  let making: Promise<FastifyInstance> | undefined;
  let made: FastifyInstance | undefined;
  let timer: NodeJS.Timeout | undefined;

  function load(): Promise<FastifyInstance> {
    making ??= make().then(
      (router) => {
        made = router;
        return router;
      },
      (error: unknown) => {
        making = undefined;
        onBug(error);
        throw error;
      },
    );
    return making;
  }

  return {
    handle: (request, response) => {
      const { url = "/" } = request;
      if (known.has(url)) return false;
      if (made !== undefined) made.routing(request, response);
      else
        load().then(
          (router) => router.routing(request, response),
          () => response.writeHead(500).end(),
        );
      return true;
    },
    makeSoon: () => {
      timer = setTimeout(() => load().catch(() => undefined), soonMilliseconds);
    },
    close: async () => {
      clearTimeout(timer);
      // Nothing is there to be closed where it could not be made.
      await making?.then(
        (router) => router.close(),
        () => undefined,
      );
    },
  };
}
