import type { FastifyReply } from "fastify";

/** Aborted when the answer is over, or nobody is there any more to have it. */
export function endOf({ raw }: FastifyReply): AbortSignal {
  const over = new AbortController();
  raw.once("close", () => over.abort());
  return over.signal;
}
