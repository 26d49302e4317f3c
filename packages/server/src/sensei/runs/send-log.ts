import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import { parseRange } from "../parse-range.ts";

type Open = (offset: number) => Promise<AsyncIterable<Uint8Array>>;

/**
 * Streams a log as far as it is written. A part of it is asked for by `Range`: then it is read once more before, since
 * nobody knows how long it is.
 */
export async function sendLog(
  request: FastifyRequest,
  reply: FastifyReply,
  open: Open,
): Promise<FastifyReply> {
  const { range: header } = request.headers;
  reply.type("text/plain; charset=utf-8").header("accept-ranges", "bytes");
  if (header === undefined) return reply.send(Readable.from(await open(0)));
  const total = await count(await open(0));
  const range = parseRange(header, total);
  if (range === "none") return reply.code(416).header("content-range", `bytes */${total}`).send("");
  const { start, end } = range ?? { start: 0, end: total - 1 };
  if (range !== undefined) reply.code(206).header("content-range", `bytes ${start}-${end}/${total}`);
  return reply.send(Readable.from(upTo(await open(start), end - start + 1)));
}

async function count(content: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0;
  for await (const chunk of content) bytes += chunk.byteLength;
  return bytes;
}

async function* upTo(content: AsyncIterable<Uint8Array>, bytes: number): AsyncGenerator<Uint8Array> {
  let left = bytes;
  for await (const chunk of content) {
    if (left <= 0) return;
    yield left < chunk.byteLength ? chunk.subarray(0, left) : chunk;
    left -= chunk.byteLength;
  }
}
