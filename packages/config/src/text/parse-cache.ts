/**
 * What was parsed before, by the hash of a file's content. One file per project: a checksummed JSON
 * part with the values, then the positions, which are only looked at when a diagnostic needs them.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { digestOf, type JsonObject } from "@mlx/core";
import type { Marks } from "./parsed-text.ts";

interface CachedText {
  readonly value: JsonObject;
  readonly marks: Marks;
  positions(): Int32Array;
}

export interface ParseCache {
  /** The entry for a content hash; it counts as used. */
  get(hash: string): CachedText | undefined;
  put(hash: string, entry: { value: JsonObject; marks: Marks; positions: Int32Array }): void;
  /** Writes what was used, atomically, if that is not what the file holds. A cache that cannot be written is no failure. */
  save(): void;
}

/** Goes up when the layout of an entry, or what parsing makes of a text, changes. */
const version = 1;
const magic = 0x4d4c5850;
const headerBytes = 16;

interface StoredEntry {
  readonly hash: string;
  readonly value: JsonObject;
  readonly marks: Marks;
  /** Of the positions, in numbers. */
  readonly start: number;
  readonly length: number;
}

/** `folder` absent: nothing is kept. A damaged or foreign file is the same as none. */
export function openParseCache(folder: string | undefined, root: string): ParseCache {
  const path = folder === undefined ? undefined : join(folder, `parse-${digestOf(root).slice(7, 23)}.bin`);
  const stored = path === undefined ? new Map<string, CachedText>() : readStored(path);
  const used = new Map<string, CachedText>();
  let changed = false;

  return {
    get(hash) {
      const entry = used.get(hash) ?? stored.get(hash);
      if (entry !== undefined) used.set(hash, entry);
      return entry;
    },
    put(hash, { value, marks, positions }) {
      changed = true;
      used.set(hash, { value, marks, positions: () => positions });
    },
    save() {
      if (path === undefined || folder === undefined) return;
      if (changed || used.size < stored.size) writeStored(folder, path, used);
      changed = false;
    },
  };
}

function readStored(path: string): Map<string, CachedText> {
  const entries = new Map<string, CachedText>();
  try {
    const bytes = readFileSync(path);
    if (bytes.length < headerBytes || bytes.readUInt32LE(0) !== magic || bytes.readUInt32LE(4) !== version)
      return entries;
    const body = bytes.subarray(headerBytes);
    if (bytes.readUInt32LE(8) !== crc32(body)) return entries;
    const jsonBytes = bytes.readUInt32LE(12);
    const stored: readonly StoredEntry[] = JSON.parse(body.toString("utf8", 0, jsonBytes));
    for (const { hash, value, marks, start, length } of stored) {
      entries.set(hash, {
        value,
        marks,
        positions: () => {
          const from = jsonBytes + start * 4;
          return new Int32Array(Uint8Array.from(body.subarray(from, from + length * 4)).buffer);
        },
      });
    }
  } catch {
    entries.clear();
  }
  return entries;
}

function writeStored(folder: string, path: string, entries: ReadonlyMap<string, CachedText>): void {
  const stored: StoredEntry[] = [];
  const positions: Int32Array[] = [];
  let start = 0;
  for (const [hash, entry] of entries) {
    const numbers = entry.positions();
    stored.push({ hash, value: entry.value, marks: entry.marks, start, length: numbers.length });
    positions.push(numbers);
    start += numbers.length;
  }
  const json = Buffer.from(JSON.stringify(stored));
  const body = Buffer.concat([
    json,
    ...positions.map((numbers) => new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)),
  ]);
  const header = Buffer.alloc(headerBytes);
  header.writeUInt32LE(magic, 0);
  header.writeUInt32LE(version, 4);
  header.writeUInt32LE(crc32(body), 8);
  header.writeUInt32LE(json.length, 12);
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(temporary, Buffer.concat([header, body]));
    renameSync(temporary, path);
  } catch {
    removeQuietly(temporary);
  }
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // There is no such folder: then there is nothing to remove.
  }
}
