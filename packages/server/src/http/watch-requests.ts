import type { FastifyReply, FastifyRequest } from "fastify";
import type { ApiScope } from "./api-scope.ts";
import { tookTooLong, tooSlow } from "./errors.ts";
import { onEachRequest } from "./on-each-request.ts";

/** Without a byte of its body, to its whole body unless it streams, and from there to an answer. */
const patienceSeconds = 30;

export interface WatchOptions {
  /** Monotonic milliseconds. */
  readonly now?: () => number;
  readonly lookMilliseconds?: number;
}

interface Pending {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly startedAt: number;
  bytes: number;
  /** Of the last byte of the body. */
  movedAt: number;
}

/**
 * Gives up on requests to the scope that do not get on: 8524 while the body comes, 8527 while the answer is made.
 * What has begun to answer may go on for as long as it likes. One look a second at all of them costs less than a
 * timer for each.
 */
export function watchRequests(
  scope: ApiScope,
  { now = () => performance.now(), lookMilliseconds = 1000 }: WatchOptions = {},
): void {
  const pending = new Map<FastifyRequest, Pending>();
  const look = () => {
    const at = now();
    for (const one of pending.values()) {
      if (one.reply.raw.headersSent || one.request.raw.destroyed) pending.delete(one.request);
      else if (giveUp(one, at)) pending.delete(one.request);
    }
  };
  const timer = setInterval(look, lookMilliseconds).unref();
  scope.addHook("onClose", async () => clearInterval(timer));
  onEachRequest(scope, (request, reply) => {
    const at = now();
    pending.set(request, { request, reply, startedAt: at, bytes: request.raw.socket.bytesRead, movedAt: at });
  });
  scope.addHook("onResponse", (request, _, done) => {
    pending.delete(request);
    done();
  });
}

/** Answers with a failure where the request's time is over. */
function giveUp(one: Pending, at: number): boolean {
  const { request, reply, startedAt } = one;
  const isWhole = request.raw.complete;
  const { bytesRead } = request.raw.socket;
  if (bytesRead !== one.bytes) {
    one.bytes = bytesRead;
    one.movedAt = at;
  }
  const streams = request.routeOptions.config.streams === true;
  if (isWhole && streams) return false;
  const since = isWhole || streams ? one.movedAt : startedAt;
  if (at - since < patienceSeconds * 1000) return false;
  // What still comes of the body is not wanted any more.
  if (!isWhole) reply.header("connection", "close");
  reply.send(isWhole ? tookTooLong(patienceSeconds) : tooSlow(patienceSeconds));
  return true;
}
