import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { InternalError, type ManifestEntry } from "@mlx/core";
import type { Pack } from "tar-stream";
import { blobDamaged } from "../errors.ts";
import { checkWhole, type StoredFolder } from "./check-whole.ts";

const chunkSize = 256 * 1024;
/** Where a gzip header names the operating system, and what it says where that is not known. */
const systemPosition = 9;
const systemUnknown = 255;

/**
 * The folder as a tar.gz that is the same for the same content: sorted, owned by root, of 1970, with modes 0644 and
 * 0755. Files are read while it is consumed; one whose content is damaged ends it with 6004. Fails at once with
 * 6004 where files are missing.
 */
export async function archive(what: StoredFolder): Promise<AsyncIterable<Uint8Array>> {
  checkWhole(what);
  const { default: tar } = await import("tar-stream");
  return compressed(tar.pack(), what);
}

async function* compressed(pack: Pack, what: StoredFolder): AsyncGenerator<Uint8Array> {
  const gzip = createGzip({ chunkSize });
  const stop = (error: unknown) => {
    const reason = error instanceof Error ? error : new InternalError(String(error));
    pack.destroy(reason);
    gzip.destroy(reason);
  };
  const filled = fill(pack, what).catch(stop);
  const piped = pipeline(pack, gzip).catch(stop);
  let position = 0;
  try {
    for await (const chunk of gzip) {
      const bytes: Buffer = chunk;
      const index = systemPosition - position;
      if (index >= 0 && index < bytes.byteLength) bytes[index] = systemUnknown;
      position += bytes.byteLength;
      yield bytes;
    }
  } finally {
    pack.destroy();
    gzip.destroy();
    await Promise.all([filled, piped]);
  }
}

async function fill(pack: Pack, { manifest, digest, pathOf }: StoredFolder): Promise<void> {
  const closed = new Promise<never>((_, reject) => {
    pack.on("error", reject);
    pack.on("close", () => reject(new InternalError("the archive was given up")));
  });
  // It is only of interest while something is written.
  closed.catch(() => {});
  for (const entry of manifest.entries)
    await Promise.race([closed, write(pack, entry, pathOf(entry.digest), `${entry.path} of ${digest}`)]);
  pack.finalize();
}

/** Resolves when the entry was taken up, so that no more than one file is open. */
async function write(pack: Pack, entry: ManifestEntry, blob: string, neededFor: string): Promise<void> {
  const taken = Promise.withResolvers<void>();
  const sink = pack.entry(
    {
      name: entry.path,
      size: entry.size,
      mode: entry.executable ? 0o755 : 0o644,
      mtime: new Date(0),
      uid: 0,
      gid: 0,
    },
    (error) => (error ? taken.reject(error) : taken.resolve()),
  );
  // Where it is given up, whoever gave it up says why.
  sink.on("error", () => {});
  const closed = Promise.withResolvers<void>();
  sink.on("close", () => closed.resolve());
  taken.promise.catch(() => {});
  const hash = createHash("sha256");
  let left = entry.size;
  for await (const chunk of createReadStream(blob, { highWaterMark: chunkSize })) {
    const bytes: Buffer = chunk;
    left -= bytes.byteLength;
    if (left < 0) break;
    hash.update(bytes);
    if (!sink.write(bytes))
      await Promise.race([
        closed.promise,
        new Promise<void>((resolve) => sink.once("drain", () => resolve())),
      ]);
    if (sink.destroyed) throw new InternalError("the archive was given up");
  }
  if (left !== 0 || `sha256:${hash.digest("hex")}` !== entry.digest)
    throw blobDamaged(entry.digest, "is damaged", neededFor);
  sink.end(undefined);
  await taken.promise;
}
