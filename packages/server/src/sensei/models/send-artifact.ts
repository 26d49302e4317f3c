import { Readable } from "node:stream";
import type { ModelContent } from "@mlx/app";
import type { FastifyReply, FastifyRequest } from "fastify";
import { parseRange } from "../parse-range.ts";

/** Streams a model's file, or a part of it; an archive is made while it is sent, and has no parts. */
export async function sendArtifact(
  { headers }: FastifyRequest,
  reply: FastifyReply,
  { name, digest, bytes, open }: ModelContent,
): Promise<FastifyReply> {
  const etag = `"${digest}"`;
  reply
    .type("application/octet-stream")
    .header("etag", etag)
    .header("content-disposition", disposition(name))
    .header("accept-ranges", bytes === undefined ? "none" : "bytes");
  if (bytes === undefined) return reply.send(Readable.from(await open(), { objectMode: false }));
  const ifRange = headers["if-range"];
  const range = ifRange === undefined || ifRange === etag ? parseRange(headers.range, bytes) : undefined;
  if (range === "none") return reply.code(416).header("content-range", `bytes */${bytes}`).send("");
  if (range !== undefined)
    reply.code(206).header("content-range", `bytes ${range.start}-${range.end}/${bytes}`);
  reply.header("content-length", range === undefined ? bytes : range.end - range.start + 1);
  return reply.send(Readable.from(await open(range), { objectMode: false }));
}

/** RFC 6266: the name as it is for who reads that, and in ASCII for all. */
function disposition(name: string): string {
  const ascii = name.replaceAll(/[^\w.+@ -]/g, "_");
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
