import rateLimit from "@fastify/rate-limit";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { ApiScope } from "./api-scope.ts";
import { tooManyRequests } from "./errors.ts";

/** Counts a request against `key`. Throws 8525 where there were too many. */
export type RateLimit = (request: FastifyRequest, reply: FastifyReply, key: string) => Promise<void>;

/** So many clients are known at once; those that were silent longest are forgotten. */
const knownClients = 10_000;

/** `perMinute` 0: any number. */
export async function addRateLimit(scope: ApiScope, perMinute: number): Promise<RateLimit> {
  if (perMinute === 0) return async () => {};
  await scope.register(rateLimit, { global: false, max: perMinute, timeWindow: 60_000, cache: knownClients });
  const keys = new WeakMap<FastifyRequest, string>();
  const count = scope.createRateLimit({ keyGenerator: (request) => keys.get(request) ?? request.ip });
  return async (request, reply, key) => {
    keys.set(request, key);
    const verdict = await count(request);
    if (verdict.isAllowed || !verdict.isExceeded) return;
    reply.header("retry-after", verdict.ttlInSeconds.toString());
    throw tooManyRequests(perMinute, verdict.ttlInSeconds);
  };
}
