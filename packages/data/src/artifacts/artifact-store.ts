import {
  type ArtifactStore,
  type BuildFiles,
  type Clock,
  canonicalJson,
  type Digest,
  type Manifest,
  type ManifestEntry,
  MlxError,
  systemErrorCode,
} from "@mlx/core";
import { blobDamaged, notReadable, tooLarge } from "../errors.ts";
import { forEachAtOnce } from "../files/for-each-at-once.ts";
import type { HashCache } from "../files/hash-cache.ts";
import type { ReadContent } from "../files/read-unchanged.ts";
import type { FoundFile } from "../files/walk-folder.ts";
import { archive } from "./archive.ts";
import { type BlobStore, type BlobWriter, createBlobStore } from "./blob-store.ts";
import { collectBlobs } from "./collect-blobs.ts";
import { deliver } from "./deliver.ts";
import { findBuildFiles } from "./find-build-files.ts";
import { findOutputFiles } from "./find-output-files.ts";
import { findSourceFiles } from "./find-source-files.ts";
import { makeManifest, parseManifest } from "./manifest.ts";
import { materialise } from "./materialise.ts";
import { openContent } from "./open-content.ts";
import { touchedWithin } from "./touch-blob.ts";

const filesAtOnce = 16;

export interface ArtifactStoreOptions {
  /** Absolute; made when something is first stored. */
  readonly folder: string;
  readonly hashCache: HashCache;
  readonly clock: Clock;
}

/** The artifact store in a folder of the local file system; see the port for its contract. */
export function createArtifactStore({ folder, hashCache, clock }: ArtifactStoreOptions): ArtifactStore {
  const blobs = createBlobStore({ folder, clock });
  const readManifest = (digest: Digest): Manifest => {
    const manifest = parseManifest(blobs.read(digest).toString("utf8"));
    if (manifest === undefined) throw blobDamaged(digest, "is not a list of files");
    return manifest;
  };

  return {
    async inspectSource(source, build) {
      const files = await findFiles(source, build);
      const entries: ManifestEntry[] = [];
      for (const file of files)
        entries.push(
          entryOf(file.path, await reading(file.real, () => hashCache.hash(file.real, file.stats))),
        );
      const { manifest, digest } = makeManifest(entries);
      return { manifest, digest };
    },

    async snapshotSource(source, build) {
      const files = await findFiles(source, build);
      return store({ blobs, clock }, files, async (file, put) => {
        const known = hashCache.lookup(file.real, file.stats);
        if (known !== undefined && put.has(known, file.stats.size))
          return { digest: known, stats: file.stats };
        const content = await put.putFile(file.real);
        hashCache.record(file.real, content);
        return content;
      });
    },

    async publish(output, limits) {
      const files = await findOutputFiles(output, limits);
      const sizes = new Map<string, bigint>();
      let bytes = 0n;
      const { manifest, digest } = await store({ blobs, clock }, files, async (file, put) => {
        const content = await put.putFile(file.real);
        bytes += content.stats.size - (sizes.get(file.path) ?? 0n);
        sizes.set(file.path, content.stats.size);
        if (bytes > BigInt(limits.maxBytes)) throw tooLarge(output, file.path, limits.maxBytes);
        return content;
      });
      return { digest, files: manifest.entries.length, size: Number(bytes) };
    },

    readManifest: async (digest) => readManifest(digest),

    has: async (digest) => {
      const writer = blobs.openWriter();
      let manifest: Manifest;
      try {
        manifest = readManifest(digest);
      } catch (error) {
        if (error instanceof MlxError && error.code === "MLX6004") return false;
        throw error;
      }
      const size = BigInt(Buffer.byteLength(canonicalJson(manifest)));
      return (
        writer.has(digest, size) &&
        manifest.entries.every((entry) => writer.has(entry.digest, BigInt(entry.size)))
      );
    },

    async combine(folders) {
      const entries = Object.entries(folders).flatMap(([name, digest]) =>
        readManifest(digest).entries.map((entry) => ({ ...entry, path: `${name}/${entry.path}` })),
      );
      const { text, digest } = makeManifest(entries);
      const writer = blobs.openWriter();
      await writer.putBytes(Buffer.from(text));
      await writer.close();
      return { digest, files: entries.length, size: entries.reduce((sum, { size }) => sum + size, 0) };
    },

    async readFile(manifest, path) {
      const entry = manifest.entries.find((candidate) => candidate.path === path);
      return entry === undefined ? undefined : blobs.read(entry.digest, path);
    },

    openFile: (entry, range) => openContent(entry, blobs.pathOf(entry.digest), range),

    async materialise(digest, target, { readOnly }) {
      const manifest = readManifest(digest);
      await materialise({ manifest, digest, pathOf: blobs.pathOf, target, readOnly, flushed: false });
    },

    archive: async (digest) => archive({ manifest: readManifest(digest), digest, pathOf: blobs.pathOf }),

    deliver: async (digest, target) =>
      deliver({ manifest: readManifest(digest), digest, pathOf: blobs.pathOf, target, clock }),

    collect: (options) => collectBlobs({ ...options, folder, blobs, clock }),
  };
}

function findFiles(folder: string, build: BuildFiles | undefined): Promise<readonly FoundFile[]> {
  return build === undefined ? findSourceFiles(folder) : findBuildFiles(folder, build);
}

type Content = Pick<ReadContent, "digest" | "stats">;

/** Stores each file by `put`, then their manifest. */
async function store<F extends Pick<FoundFile, "path" | "real">>(
  { blobs, clock }: { readonly blobs: BlobStore; readonly clock: Clock },
  files: readonly F[],
  put: (file: F, writer: BlobWriter) => Promise<Content>,
) {
  const writer = blobs.openWriter();
  for (;;) {
    const began = clock.now();
    const entries: ManifestEntry[] = [];
    await forEachAtOnce(files, filesAtOnce, async (file) => {
      entries.push(entryOf(file.path, await reading(file.real, () => put(file, writer))));
    });
    const { manifest, text, digest } = makeManifest(entries);
    await writer.putBytes(Buffer.from(text));
    // What was put first may have grown old, and been collected, before anything named it.
    const isWhole =
      clock.now() - began < touchedWithin ||
      entries.every((entry) => writer.has(entry.digest, BigInt(entry.size)));
    if (!isWhole) continue;
    await writer.close();
    return { manifest, digest };
  }
}

function entryOf(path: string, { digest, stats }: Content): ManifestEntry {
  return { path, size: Number(stats.size), executable: (stats.mode & 0o100n) !== 0n, digest };
}

/** What the system says while a file is read becomes 6001. */
async function reading<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof MlxError || systemErrorCode(error) === undefined) throw error;
    throw notReadable(path, error);
  }
}
