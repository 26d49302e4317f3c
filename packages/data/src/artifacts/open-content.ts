import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { type ContentRange, type ManifestEntry, systemErrorCode } from "@mlx/core";
import { blobDamaged, notReadable } from "../errors.ts";

const chunkSize = 256 * 1024;

/**
 * The content of a stored file, read while it is consumed. Fails at once with 6004 where it is missing or not of its
 * size; the whole content, unlike a range of it, is checked against its digest, which may end it with 6004.
 */
export async function openContent(
  { digest, size, path: name }: ManifestEntry,
  path: string,
  range?: ContentRange,
): Promise<AsyncIterable<Uint8Array>> {
  const file = await open(path, "r").catch((error: unknown) => {
    if (systemErrorCode(error) === "ENOENT") throw blobDamaged(digest, "is missing", name);
    throw notReadable(path, error);
  });
  const found = await file.stat();
  if (found.size !== size) {
    await file.close();
    throw blobDamaged(digest, "is damaged", name);
  }
  const start = range?.start ?? 0;
  const end = range?.end ?? size - 1;
  // An empty file has no last byte to name.
  const stream = file.createReadStream({ highWaterMark: chunkSize, start, ...(size === 0 ? {} : { end }) });
  return range === undefined ? checked(stream, { digest, name }) : stream;
}

async function* checked(
  content: AsyncIterable<Uint8Array>,
  { digest, name }: { readonly digest: ManifestEntry["digest"]; readonly name: string },
): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  for await (const chunk of content) {
    hash.update(chunk);
    yield chunk;
  }
  if (`sha256:${hash.digest("hex")}` !== digest) throw blobDamaged(digest, "is damaged", name);
}
