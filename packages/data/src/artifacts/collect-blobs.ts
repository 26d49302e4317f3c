import { lstatSync, renameSync, rmSync, type Stats, utimesSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { type Clock, type Digest, systemErrorCode } from "@mlx/core";
import { notReadable, writeFailure } from "../errors.ts";
import { forEachAtOnce } from "../files/for-each-at-once.ts";
import type { BlobStore } from "./blob-store.ts";
import { parseManifest } from "./manifest.ts";
import { removeLeftovers } from "./remove-leftovers.ts";
import { touchedWithin } from "./touch-blob.ts";

const statsAtOnce = 16;
const day = 24 * 60 * 60 * 1000;
/** The name in the temporary folder of a blob that is being removed. */
const removedSuffix = ".removed";
/** How a manifest begins: canonical JSON, keys sorted. */
const manifestStart = Buffer.from('{"entries":[');
const largestManifest = 256 * 2 ** 20;

export interface Collection {
  readonly folder: string;
  readonly blobs: BlobStore;
  readonly clock: Clock;
  readonly referenced: ReadonlySet<Digest>;
  readonly olderThanSeconds: number;
  readonly dryRun: boolean;
  readonly signal?: AbortSignal;
}

export interface CollectedBlobs {
  readonly count: number;
  readonly bytes: number;
}

/** Of a collection that ended before it was known what is kept. */
const nothing: CollectedBlobs = { count: 0, bytes: 0 };

/**
 * Removes blobs that nothing keeps. Kept are: what is referenced, with all that it names; what is young,
 * with all that it names where it is a manifest. A referenced manifest that is not here is another folder's.
 *
 * Against a publish in another process: whoever finds a blob in the store touches it and looks again (see
 * `touchBlob`), and here one that is to go is first given another name, under which nobody can touch it any
 * more, and put back where it had been touched by then. Once the signal is aborted nothing more is removed.
 * Failures: 6001, 6004, 6006.
 */
export async function collectBlobs(collection: Collection): Promise<CollectedBlobs> {
  const { folder, blobs, clock, referenced, olderThanSeconds, dryRun, signal } = collection;
  if (!dryRun) await tidyTemporary(collection);
  const before = clock.now() - Math.max(olderThanSeconds * 1000, 2 * touchedWithin);
  const { old, young } = await listBlobs(folder, before);
  const keep = (digest: Digest) => old.delete(digest);
  const isAborted = () => signal?.aborted === true;
  for (const digest of referenced) {
    if (isAborted()) return nothing;
    keep(digest);
    await keepEntries(blobs, digest, keep);
  }
  const breathe = everyHundredth();
  for (const [digest, size] of young) {
    if (isAborted()) return nothing;
    if (!referenced.has(digest) && size <= largestManifest) await keepEntries(blobs, digest, keep);
    await breathe();
  }
  let count = 0;
  let bytes = 0;
  for (const [digest, size] of old) {
    await breathe();
    if (isAborted()) break;
    if (!dryRun && !removeBlob(collection, digest, before)) continue;
    count += 1;
    bytes += size;
  }
  return { count, bytes };
}

type Sizes = Map<Digest, number>;

async function listBlobs(
  folder: string,
  before: number,
): Promise<{ readonly old: Sizes; readonly young: Sizes }> {
  const [old, young]: readonly [Sizes, Sizes] = [new Map(), new Map()];
  const root = join(folder, "sha256");
  for (const start of await listNames(root)) {
    await forEachAtOnce(await listNames(join(root, start)), statsAtOnce, async (rest) => {
      if (!/^[0-9a-f]{64}$/.test(`${start}${rest}`)) return;
      const stats = await statsOf(join(root, start, rest));
      if (stats === undefined) return;
      (stats.mtimeMs < before ? old : young).set(`sha256:${start}${rest}`, stats.size);
    });
  }
  return { old, young };
}

/** Of a manifest that is here; what only looks like one keeps more than need be. */
async function keepEntries(blobs: BlobStore, digest: Digest, keep: (digest: Digest) => void): Promise<void> {
  if (!blobs.beginsWith(digest, manifestStart)) return;
  const manifest = parseManifest(blobs.read(digest).toString("utf8"));
  for (const entry of manifest?.entries ?? []) keep(entry.digest);
  await setImmediate();
}

/** False where it has been put or found anew, or somebody else has removed it. */
function removeBlob({ folder, blobs }: Collection, digest: Digest, before: number): boolean {
  const path = blobs.pathOf(digest);
  const removed = join(folder, "tmp", `${digest.slice("sha256:".length)}${removedSuffix}`);
  try {
    if (isYoung(path, before)) return false;
    renameSync(path, removed);
    if (isYoung(removed, before)) {
      renameSync(removed, path);
      return false;
    }
    rmSync(removed, { force: true });
    return true;
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return false;
    throw writeFailure(dirname(path), error);
  }
}

function isYoung(path: string, before: number): boolean {
  return lstatSync(path).mtimeMs >= before;
}

/**
 * What a collection that died had taken away and not removed is put back, since it might have been found
 * anew in that moment, and is young from now on; what writers that died were making is removed.
 */
async function tidyTemporary({ folder, blobs, clock }: Collection): Promise<void> {
  const temporary = join(folder, "tmp");
  const now = clock.now();
  for (const name of await listNames(temporary)) {
    const hex = name.slice(0, -removedSuffix.length);
    if (!name.endsWith(removedSuffix) || !/^[0-9a-f]{64}$/.test(hex)) continue;
    try {
      utimesSync(join(temporary, name), now / 1000, now / 1000);
      renameSync(join(temporary, name), blobs.pathOf(`sha256:${hex}`));
    } catch (error) {
      if (systemErrorCode(error) !== "ENOENT") throw writeFailure(folder, error);
    }
  }
  removeLeftovers(temporary, now - day, () => true);
}

/** Lets others have their turn now and then: much of this is done without waiting for anything. */
function everyHundredth(): () => Promise<void> {
  let calls = 0;
  return async () => {
    calls += 1;
    if (calls % 100 === 0) await setImmediate();
  };
}

async function listNames(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return [];
    throw notReadable(folder, error);
  }
}

async function statsOf(path: string): Promise<Stats | undefined> {
  try {
    const stats = await stat(path);
    return stats.isFile() ? stats : undefined;
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return undefined;
    throw notReadable(path, error);
  }
}
