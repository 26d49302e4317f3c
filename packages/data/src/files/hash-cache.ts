import { type BigIntStats, readFileSync } from "node:fs";
import type { Clock, Digest } from "@mlx/core";
import { createGate } from "./gate.ts";
import { type ReadContent, readUnchanged, signatureOf } from "./read-unchanged.ts";
import { replaceFile } from "./replace-file.ts";

const formatVersion = 1;
const day = 24 * 60 * 60 * 1000;
const keepDays = 30;
const racyMilliseconds = 2000;
const maximumEntries = 200_000;
const largeFilesAtOnce = 4;

export interface HashCacheOptions {
  /** Absolute path of the cache's JSON file. */
  readonly file: string;
  readonly clock: Clock;
  /** Entries kept at most, the longest unused dropped first. */
  readonly maxEntries?: number;
}

/**
 * Digests of files by path, trusted while size, modification time, change time (both in nanoseconds)
 * and inode are the same. A file that was touched less than two seconds before it was hashed is not
 * remembered, because a second change within the same tick of the file system's clock would show in
 * none of the four.
 */
export interface HashCache {
  /** The digest of the regular file at `path`, whose `stats` were just read; hashes it if need be. */
  hash(path: string, stats: BigIntStats): Promise<Pick<ReadContent, "digest" | "stats">>;
  /** The digest, if it is known for the file as `stats` describes it. */
  lookup(path: string, stats: BigIntStats): Digest | undefined;
  record(path: string, content: ReadContent): void;
  /** Writes the cache if it changed. Never fails: a cache that cannot be written is only slow. */
  flush(): void;
}

interface Entry {
  readonly signature: string;
  readonly digest: Digest;
  /** Days since 1970. */
  usedOn: number;
}

export function createHashCache({ file, clock, maxEntries = maximumEntries }: HashCacheOptions): HashCache {
  const gate = createGate(largeFilesAtOnce);
  let loaded: Map<string, Entry> | undefined;
  let changed = false;
  const today = () => Math.floor(clock.now() / day);
  const entries = () => {
    loaded ??= readEntries(file);
    return loaded;
  };

  const cache: HashCache = {
    async hash(path, stats) {
      const digest = cache.lookup(path, stats);
      if (digest !== undefined) return { digest, stats };
      const content = await gate(() => readUnchanged(path, clock));
      cache.record(path, content);
      return content;
    },

    lookup(path, stats) {
      const entry = entries().get(path);
      if (entry === undefined || entry.signature !== signatureOf(stats)) return undefined;
      const now = today();
      if (entry.usedOn !== now) {
        entry.usedOn = now;
        changed = true;
      }
      return entry.digest;
    },

    record(path, { digest, stats, readAt }) {
      const settled = Number(stats.ctimeNs / 1_000_000n) <= readAt - racyMilliseconds;
      const untouched = Math.abs(Number(stats.mtimeNs / 1_000_000n) - readAt) >= racyMilliseconds;
      if (settled && untouched)
        entries().set(path, { signature: signatureOf(stats), digest, usedOn: today() });
      else if (!entries().delete(path)) return;
      changed = true;
    },

    flush() {
      if (loaded === undefined || !changed) return;
      loaded = pruneEntries(loaded, today() - keepDays, maxEntries);
      writeEntries(file, loaded);
      changed = false;
    },
  };
  return cache;
}

function pruneEntries(entries: Map<string, Entry>, oldest: number, limit: number): Map<string, Entry> {
  const kept = [...entries].filter(([, { usedOn }]) => usedOn >= oldest);
  if (kept.length > limit) kept.sort(([, a], [, b]) => b.usedOn - a.usedOn).length = limit;
  return new Map(kept);
}

/** The file is one flat list, path, signature, digest, day, …: it parses twice as fast as objects. */
function readEntries(file: string): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  try {
    const content: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (!Array.isArray(content) || content[0] !== formatVersion || content.length % 4 !== 1) return entries;
    for (let index = 1; index < content.length; index += 4) {
      const path: unknown = content[index];
      const signature: unknown = content[index + 1];
      const hex: unknown = content[index + 2];
      const usedOn: unknown = content[index + 3];
      if (typeof path !== "string" || typeof signature !== "string") return new Map();
      if (typeof hex !== "string" || hex.length !== 64 || typeof usedOn !== "number") return new Map();
      entries.set(path, { signature, digest: `sha256:${hex}`, usedOn });
    }
    return entries;
  } catch {
    return new Map();
  }
}

function writeEntries(file: string, entries: ReadonlyMap<string, Entry>): void {
  const content: (string | number)[] = [formatVersion];
  for (const [path, { signature, digest, usedOn }] of entries)
    content.push(path, signature, digest.slice("sha256:".length), usedOn);
  replaceFile(file, JSON.stringify(content));
}
