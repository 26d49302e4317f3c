import { once } from "node:events";
import type { Readable } from "node:stream";
import { discardUpload, type Project, receiveUpload, type Upload } from "@mlx/app";
import type { Json } from "@mlx/core";
import type { FastifyRequest } from "fastify";
import type { ApiScope } from "../http/api-scope.ts";
import { mostBodyBytes, refusedRequest } from "../http/errors.ts";
import { unwrap } from "../http/unwrap.ts";
import { readBody } from "./read-body.ts";

/** A body of JSON, and files beside it. */
export interface Parts {
  readonly document: Json | undefined;
  /** By the names of their parts. */
  readonly files: ReadonlyMap<string, Upload>;
}

export interface PartsWanted {
  /** The part that holds the JSON; one without a name is taken for it too. */
  readonly document: string;
  readonly files: readonly string[];
  readonly maxBytes: number;
}

/** Lets the scope's routes take `multipart/form-data`: their handlers ask `withParts` for what came. */
export function takeMultipart(scope: ApiScope): void {
  // The body is left where it is: files are read as they come.
  scope.addContentTypeParser("multipart/form-data", (_request, _payload, done) => done(null, undefined));
}

function isMultipart(request: FastifyRequest): boolean {
  return /^multipart\/form-data\s*(;|$)/i.test(request.headers["content-type"] ?? "");
}

/**
 * Files are streamed to disk, and removed when `use` is done. A body of plain JSON is one without files.
 * Failures: 8531 the parts are not as wanted · 8522 · 8048 · 8004.
 */
export async function withParts<T>(
  request: FastifyRequest,
  project: Project,
  wanted: PartsWanted,
  use: (parts: Parts) => Promise<T>,
): Promise<T> {
  if (!isMultipart(request)) return use({ document: asJson(request.body), files: new Map() });
  const files = new Map<string, Upload>();
  try {
    const document = await readMultipart(request, project, wanted, files);
    return await use({ document, files });
  } finally {
    await Promise.all([...files.values()].map((upload) => discardUpload(upload)));
  }
}

function asJson(body: unknown): Json | undefined {
  // Of the scope's own parser, which gives nothing else.
  return body as Json | undefined;
}

async function readMultipart(
  request: FastifyRequest,
  project: Project,
  wanted: PartsWanted,
  files: Map<string, Upload>,
): Promise<Json | undefined> {
  // Bundled, the module has no other export.
  const {
    default: { Busboy },
  } = await import("@fastify/busboy");
  const type = request.headers["content-type"] ?? "";
  if (!/boundary=/i.test(type)) throw refusedRequest("its Content-Type names no boundary between the parts");
  const parser = new Busboy({
    headers: { ...request.headers, "content-type": type },
    limits: { fieldSize: mostBodyBytes, fields: 20, files: 20, parts: 40, headerPairs: 100 },
  });
  // It tells of a form that breaks off more than once, the parts that nobody reads too: one is enough.
  parser.on("error", () => {});
  let document: Buffer | undefined;
  const work: Promise<void>[] = [];
  const begun = new Set<string>();
  const contents: Readable[] = [];
  const failed = Promise.withResolvers<never>();
  const setDocument = (content: Buffer) => {
    if (document !== undefined) throw refusedRequest(`it has two parts \`${wanted.document}\``);
    document = content;
  };
  const attempt = (task: Promise<void>) => {
    task.catch(failed.reject);
    work.push(task);
  };
  parser.on("field", (name: string | undefined, value: string, _isNameCut: boolean, isCut: boolean) => {
    attempt(
      (async () => {
        if (isCut) throw refusedRequest(`its part \`${name ?? ""}\` has more than ${mostBodyBytes} bytes`);
        if (!isName(name, wanted.document)) throw unknownPart(name ?? "", wanted);
        setDocument(Buffer.from(value));
      })(),
    );
  });
  parser.on("file", (name: string | undefined, content: Readable, fileName?: string) => {
    content.on("error", () => {});
    contents.push(content);
    attempt(
      (async () => {
        if (isName(name, wanted.document)) return setDocument(await readWhole(content));
        const known = wanted.files.find((file) => file === name);
        if (known === undefined) throw unknownPart(name ?? "", wanted);
        // The first may still be on its way to the disk.
        if (begun.has(known)) throw refusedRequest(`it has two parts \`${known}\``);
        begun.add(known);
        const upload = unwrap(
          await receiveUpload(project, {
            ...(fileName === undefined ? {} : { name: fileName }),
            content,
            maxBytes: wanted.maxBytes,
          }),
        );
        files.set(known, upload);
      })(),
    );
  });
  try {
    const parsed = once(parser, "finish").catch((error: Error) => {
      throw refusedRequest(`${error.message} (multipart)`);
    });
    request.raw.pipe(parser);
    await Promise.race([parsed, cutOff(request), failed.promise]);
    await Promise.all(work);
  } catch (error) {
    request.raw.unpipe(parser);
    // What still comes is read and thrown away, so that the client gets to read the answer.
    request.raw.resume();
    parser.destroy();
    // Who reads a file that will not go on is told so.
    for (const content of contents) content.destroy(error instanceof Error ? error : undefined);
    await Promise.allSettled(work);
    throw error;
  }
  return document === undefined ? undefined : readBody(document);
}

/** A client that goes away in the middle of a body leaves a parser that waits for ever. */
async function cutOff({ raw }: FastifyRequest): Promise<never> {
  await once(raw, "close").catch(() => undefined);
  if (!raw.complete) throw refusedRequest("the connection was closed before all of it came");
  return new Promise(() => {});
}

function isName(name: string | undefined, wanted: string): boolean {
  return name === undefined || name === "" || name === wanted;
}

function unknownPart(name: string, { document, files }: PartsWanted): Error {
  const known = [document, ...files].map((each) => `\`${each}\``).join(", ");
  return refusedRequest(`it has a part ${JSON.stringify(name.slice(0, 80))}; known are ${known}`);
}

async function readWhole(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of content) {
    bytes += chunk.byteLength;
    if (bytes > mostBodyBytes) throw refusedRequest(`its JSON has more than ${mostBodyBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
