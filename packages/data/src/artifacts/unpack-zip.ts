import { chmodSync, createWriteStream, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32 } from "node:zlib";
import { InternalError, MlxError, systemErrorCode } from "@mlx/core";
import type { Entry, ZipFile } from "yauzl";
import { notReadable, writeFailure, zipTooLarge, zipUnreadable } from "../errors.ts";
import type { OutputLimits } from "./find-output-files.ts";

export interface ZipLimits extends OutputLimits {
  /** So many bytes for one of the archive; what is smaller than `ratioFrom` may be any. */
  readonly maxRatio: number;
  readonly ratioFrom: number;
}

/**
 * Unpacks a zip (a wheel, an egg, a jar) into a folder, which is made; only files and folders, and only inside of it.
 * All names and sizes are looked at before anything is written. What was unpacked before a failure is left for the
 * caller to remove. Failures: 6001, 6003, 6006, 6110.
 */
export async function unpackZip(path: string, folder: string, limits: ZipLimits): Promise<void> {
  const zip = await openZip(path);
  try {
    const files = checkEntries(path, await readEntries(path, zip, limits.maxFiles), zip.fileSize, limits);
    mkdirSync(folder, { recursive: true });
    for (const file of files) await unpackFile(path, zip, folder, file);
  } finally {
    zip.close();
  }
}

async function openZip(path: string): Promise<ZipFile> {
  const { default: yauzl } = await import("yauzl");
  return new Promise((resolve, reject) => {
    // Entries are read twice, and names as they are: a backslash is refused, and not taken for a slash.
    yauzl.open(path, { lazyEntries: true, autoClose: false, strictFileNames: true }, (error, zip) => {
      if (error === null) resolve(zip);
      else reject(systemErrorCode(error) === undefined ? unreadable(path, error) : notReadable(path, error));
    });
  });
}

function readEntries(path: string, zip: ZipFile, maxFiles: number): Promise<readonly Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    zip.on("entry", (entry: Entry) => {
      entries.push(entry);
      if (entries.length > maxFiles) reject(zipTooLarge(path, `${maxFiles.toLocaleString("en")} files`));
      else zip.readEntry();
    });
    zip.on("end", () => resolve(entries));
    zip.on("error", (error) => reject(unreadable(path, error)));
    zip.readEntry();
  });
}

interface ZippedFile {
  readonly entry: Entry;
  readonly name: string;
  readonly executable: boolean;
}

/** Sizes are those that the archive tells; a file that turns out longer is refused when it is read. */
function checkEntries(
  path: string,
  entries: readonly Entry[],
  archiveBytes: number,
  { maxBytes, maxRatio, ratioFrom }: ZipLimits,
): readonly ZippedFile[] {
  const files: ZippedFile[] = [];
  const names = new Set<string>();
  const folders = new Set<string>();
  let bytes = 0;
  for (const entry of entries) {
    const name = nameOf(path, entry);
    if (name === "") continue;
    for (let at = name.lastIndexOf("/"); at > 0; at = name.lastIndexOf("/", at - 1))
      folders.add(name.slice(0, at));
    bytes += entry.uncompressedSize;
    if (bytes > maxBytes) throw zipTooLarge(path, `${maxBytes.toLocaleString("en")} bytes`);
    if (entry.fileName.endsWith("/")) {
      if (entry.uncompressedSize > 0)
        throw zipUnreadable(path, `${JSON.stringify(name)} in it is a folder that holds bytes`);
      folders.add(name);
      continue;
    }
    if (names.has(name)) throw zipUnreadable(path, `it holds ${JSON.stringify(name)} twice`);
    names.add(name);
    files.push({ entry, name, executable: (modeOf(entry) & 0o100) !== 0 });
  }
  for (const name of names)
    if (folders.has(name)) throw zipUnreadable(path, `${JSON.stringify(name)} in it is a file and a folder`);
  if (bytes > ratioFrom && bytes > archiveBytes * maxRatio)
    throw zipTooLarge(path, `${maxRatio} times as many bytes as it has`);
  return files;
}

/** `0` where the archive was not made on Unix. */
function modeOf({ externalFileAttributes }: Entry): number {
  return externalFileAttributes >>> 16;
}

const fileTypes = new Map([
  [0o120000, "a symbolic link"],
  [0o060000, "a device"],
  [0o020000, "a device"],
  [0o010000, "a pipe"],
  [0o140000, "a socket"],
]);
const longestName = 255;
const longestPath = 1024;

/** Inside the folder; empty for the folder itself. */
function nameOf(path: string, entry: Entry): string {
  const shown = JSON.stringify(entry.fileName.slice(0, 200));
  const type = fileTypes.get(modeOf(entry) & 0o170000);
  if (type !== undefined) throw zipUnreadable(path, `${shown} in it is ${type}`);
  if (entry.isEncrypted()) throw zipUnreadable(path, `${shown} in it is encrypted`);
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
    throw zipUnreadable(path, `${shown} in it is packed in a way that is not known here`);
  const parts = entry.fileName.split("/").filter((part) => part !== "." && part !== "");
  if (parts.length === 0 && entry.fileName.endsWith("/")) return "";
  if (entry.fileName.startsWith("/") || parts.includes("..") || parts.length === 0)
    throw zipUnreadable(path, `${shown} in it leads out of the folder`);
  if (/\p{Cc}|\\/u.test(entry.fileName)) throw zipUnreadable(path, `${shown} in it is no name of a file`);
  const name = parts.join("/");
  if (Buffer.byteLength(name) > longestPath || parts.some((part) => Buffer.byteLength(part) > longestName))
    throw zipUnreadable(path, `${shown} in it is too long a name`);
  return name;
}

async function unpackFile(
  path: string,
  zip: ZipFile,
  folder: string,
  { entry, name, executable }: ZippedFile,
): Promise<void> {
  const target = join(folder, name);
  try {
    mkdirSync(dirname(target), { recursive: true });
    await pipeline(
      await openEntry(zip, entry),
      checkSum(path, name, entry.crc32),
      createWriteStream(target, { flags: "wx" }),
    );
    chmodSync(target, executable ? 0o755 : 0o644);
  } catch (error) {
    if (error instanceof MlxError || error instanceof InternalError) throw error;
    const code = systemErrorCode(error);
    const isOfArchive = code === undefined || code.startsWith("Z_") || code.startsWith("ERR_");
    throw isOfArchive ? unreadable(path, error) : writeFailure(folder, error);
  }
}

function openEntry(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error === null) resolve(stream);
      else reject(error);
    });
  });
}

/** A byte that was flipped on the way is found by this alone. */
function checkSum(path: string, name: string, expected: number): Transform {
  let sum = 0;
  return new Transform({
    transform(chunk: Uint8Array, _, done) {
      sum = crc32(chunk, sum);
      done(null, chunk);
    },
    flush(done) {
      done(sum === expected ? null : zipUnreadable(path, `${JSON.stringify(name)} in it is damaged`));
    },
  });
}

function unreadable(path: string, error: unknown): MlxError {
  if (error instanceof MlxError) return error;
  return zipUnreadable(path, error instanceof Error ? error.message : String(error), error);
}
