import { Readable } from "node:stream";
import type { ArtifactFile } from "@mlx/app";
import type { ContentRange } from "@mlx/core";
import type { FastifyReply, FastifyRequest } from "fastify";
import Type from "typebox";
import { rangeNotThere } from "../errors.ts";
import { answers } from "../schemas/answers.ts";

const content = {
  "application/octet-stream": { schema: Type.Unsafe<Uint8Array>({ type: "string", format: "binary" }) },
};

/** The answers of a route that sends a file. */
export const fileAnswers: ReturnType<typeof answers> = {
  ...answers(200, { content }, [404, 416]),
  206: { description: "the range that was asked for", content },
  304: { description: "the client has it: `If-None-Match` is its ETag", type: "null" },
};

/** Sends a file of an artifact, or the range of it that was asked for. It never changes: its digest is its ETag. */
export async function sendFile(
  { entry, open }: ArtifactFile,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const etag = `"${entry.digest}"`;
  reply.headers({ etag, "accept-ranges": "bytes" });
  if (request.headers["if-none-match"] === etag) return reply.code(304).send();
  const range = readRange(request.headers.range, entry.size);
  const name = entry.path.slice(entry.path.lastIndexOf("/") + 1);
  reply.headers({
    "content-type": "application/octet-stream",
    "content-disposition": `attachment; filename*=UTF-8''${encodeName(name)}`,
    "content-length": range === undefined ? entry.size : range.end - range.start + 1,
  });
  if (range !== undefined)
    reply.code(206).header("content-range", `bytes ${range.start}-${range.end}/${entry.size}`);
  // Nobody reads the file for its headers alone.
  if (request.method === "HEAD") return reply.send(Readable.from([]));
  return reply.send(Readable.from(await open(range), { objectMode: false }));
}

/** One range of bytes; what is no range, or several, is answered with the whole, as HTTP allows. Failure: 8586. */
export function readRange(header: string | undefined, size: number): ContentRange | undefined {
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? "") ?? [];
  if (from === "" && to === "") return undefined;
  const start = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (from !== "" && to !== "" && Number(to) < Number(from)) return undefined;
  if (start > end || size === 0) throw rangeNotThere(size);
  return { start, end };
}

/** RFC 8187. */
function encodeName(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
