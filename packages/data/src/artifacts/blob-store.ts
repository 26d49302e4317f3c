import { randomUUID } from "node:crypto";
import { closeSync, mkdirSync, openSync, readFileSync, readSync, renameSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Clock, type Digest, digestOf, systemErrorCode } from "@mlx/core";
import { blobDamaged, notReadable, writeFailure } from "../errors.ts";
import { type ReadContent, readUnchanged } from "../files/read-unchanged.ts";
import { syncPath } from "../files/sync-path.ts";
import { removeLeftovers } from "./remove-leftovers.ts";
import { createTemporaryBlob, type TemporaryBlob } from "./temporary-blob.ts";
import { touchBlob } from "./touch-blob.ts";

const day = 24 * 60 * 60 * 1000;
/** A name that was given longer ago than this is on the disk, whoever gave it. */
const settledMilliseconds = 60_000;

export interface BlobStore {
  pathOf(digest: Digest): string;
  /** The content, checked against the digest. `neededFor` names who asks, for the failure (6004). */
  read(digest: Digest, neededFor?: string): Buffer;
  /** False also where there is no such content. */
  beginsWith(digest: Digest, start: Uint8Array): boolean;
  /** Also removes what writers that died left behind more than a day ago. */
  openWriter(): BlobWriter;
}

export interface BlobWriter {
  /** True when the content is there already, need not be put, and is safe from collections. */
  has(digest: Digest, size: bigint): boolean;
  /** Copies and hashes the file in one pass. */
  putFile(path: string): Promise<ReadContent>;
  putBytes(content: Uint8Array): Promise<Digest>;
  /** When it returns, everything that was put survives the loss of power. */
  close(): Promise<void>;
}

/**
 * Bytes at `<folder>/sha256/aa/<rest>`, each made under another name in `<folder>/tmp`, flushed and
 * renamed: what has its name is complete. A blob whose size is wrong counts as absent and is replaced.
 */
export function createBlobStore({ folder, clock }: { folder: string; clock: Clock }): BlobStore {
  const temporaryFolder = join(folder, "tmp");
  const pathOf = (digest: Digest) => {
    const hex = digest.slice("sha256:".length);
    return join(folder, "sha256", hex.slice(0, 2), hex.slice(2));
  };

  const openWriter = (): BlobWriter => {
    /** Folders that gained a name which may not be on the disk yet. */
    const unsettled = new Set<string>();
    let begun = false;

    const begin = () => {
      if (begun) return;
      try {
        makeFolder(temporaryFolder, unsettled);
        removeLeftovers(temporaryFolder, clock.now() - day, () => true);
      } catch (error) {
        throw writeFailure(folder, error);
      }
      begun = true;
    };

    const has = (digest: Digest, size: bigint) => {
      const path = pathOf(digest);
      const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
      if (stats?.size !== size || !touchBlob(path, Number(stats.mtimeMs), clock.now())) return false;
      if (Number(stats.ctimeMs) > clock.now() - settledMilliseconds) unsettled.add(dirname(path));
      return true;
    };

    const place = async (blob: TemporaryBlob, digest: Digest) => {
      try {
        const target = pathOf(digest);
        const made = await blob.finish();
        makeFolder(dirname(target), unsettled);
        renameSync(made, target);
        unsettled.add(dirname(target));
      } catch (error) {
        throw writeFailure(folder, error);
      }
    };

    const withBlob = async <T>(work: (blob: TemporaryBlob) => Promise<T>): Promise<T> => {
      begin();
      const blob = createTemporaryBlob(join(temporaryFolder, randomUUID()));
      try {
        return await work(blob);
      } finally {
        blob.remove();
      }
    };

    return {
      has,
      putFile: (path) =>
        withBlob(async (blob) => {
          const content = await readUnchanged(path, clock, blob);
          if (!has(content.digest, content.stats.size)) await place(blob, content.digest);
          return content;
        }),
      async putBytes(bytes) {
        const digest = digestOf(bytes);
        if (has(digest, BigInt(bytes.byteLength))) return digest;
        await withBlob(async (blob) => {
          await blob.write(bytes);
          await place(blob, digest);
        });
        return digest;
      },
      async close() {
        try {
          await Promise.all(Array.from(unsettled, syncPath));
        } catch (error) {
          throw writeFailure(folder, error);
        }
      },
    };
  };

  return {
    pathOf,
    read(digest, neededFor) {
      let content: Buffer;
      try {
        content = readFileSync(pathOf(digest));
      } catch (error) {
        if (systemErrorCode(error) === "ENOENT") throw blobDamaged(digest, "is missing", neededFor);
        throw notReadable(pathOf(digest), error);
      }
      if (digestOf(content) !== digest) throw blobDamaged(digest, "is damaged", neededFor);
      return content;
    },
    beginsWith(digest, start) {
      let file: number;
      try {
        file = openSync(pathOf(digest), "r");
      } catch (error) {
        if (systemErrorCode(error) === "ENOENT") return false;
        throw notReadable(pathOf(digest), error);
      }
      try {
        const found = Buffer.alloc(start.byteLength);
        readSync(file, found, 0, found.byteLength, 0);
        return found.equals(start);
      } finally {
        closeSync(file);
      }
    },
    openWriter,
  };
}

/** Makes a folder and those above it; the ones that gained a name are added to `unsettled`. */
function makeFolder(path: string, unsettled: Set<string>): void {
  const first = mkdirSync(path, { recursive: true });
  if (first === undefined) return;
  for (let above = dirname(path); above.length >= dirname(first).length; above = dirname(above)) {
    unsettled.add(above);
    if (above === dirname(above)) return;
  }
}
