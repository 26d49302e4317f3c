import { chmodSync, createReadStream, createWriteStream, mkdirSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { MlxError, systemErrorCode } from "@mlx/core";
import type { Header } from "tar-stream";
import { archiveUnreadable, notReadable, writeFailure } from "../errors.ts";
import type { OutputLimits } from "./find-output-files.ts";

const gzipMagic = Buffer.from([0x1f, 0x8b]);
/** A name of a tar stands at its beginning, so one that begins with it is none. */
const tarMagic = { text: "ustar", position: 257 };

/**
 * Unpacks a tar or tar.gz into a folder, which is made; only files and folders, and only inside of it. What was
 * unpacked before a failure is left for the caller to remove. Failures: 6001, 6003, 6006, 6009.
 */
export async function unpackArchive(path: string, folder: string, limits: OutputLimits): Promise<void> {
  const isCompressed = await checkKind(path);
  const { default: tar } = await import("tar-stream");
  const extract = tar.extract();
  const source = createReadStream(path);
  const counter = count(path, limits.maxBytes);
  const read = (
    isCompressed ? pipeline(source, createGunzip(), counter, extract) : pipeline(source, counter, extract)
  ).then(
    () => undefined,
    (error: unknown) => error,
  );
  try {
    mkdirSync(folder, { recursive: true });
    const names = new Set<string>();
    for await (const entry of extract) {
      const name = nameOf(path, entry.header);
      if (name === undefined) {
        entry.resume();
        continue;
      }
      if (names.has(name)) throw archiveUnreadable(path, `it holds ${JSON.stringify(name)} twice`);
      names.add(name);
      if (names.size > limits.maxFiles)
        throw archiveUnreadable(path, `it holds more than ${limits.maxFiles.toLocaleString("en")} files`);
      const target = join(folder, name);
      mkdirSync(dirname(target), { recursive: true });
      await pipeline(entry, createWriteStream(target, { flags: "wx" }));
      chmodSync(target, entry.header.mode & 0o100 ? 0o755 : 0o644);
    }
  } catch (error) {
    source.destroy();
    throw await failureOf(path, folder, error, read);
  }
  const error = await read;
  if (error !== undefined) throw await failureOf(path, folder, error, read);
}

/** True where it is compressed. */
async function checkKind(path: string): Promise<boolean> {
  try {
    const file = await open(path, "r");
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(512), 0, 512, 0);
      if (buffer.subarray(0, gzipMagic.length).equals(gzipMagic)) return true;
      const { text, position } = tarMagic;
      const isTar =
        bytesRead === 512 && buffer.subarray(position, position + text.length).toString() === text;
      if (!isTar) throw archiveUnreadable(path, "it is no tar and no tar.gz");
      return false;
    } finally {
      await file.close();
    }
  } catch (error) {
    throw error instanceof MlxError ? error : notReadable(path, error);
  }
}

/** The path inside the folder; `undefined` for a folder, which its files make. */
function nameOf(path: string, { name, type }: Header): string | undefined {
  if (type === "directory") return undefined;
  if (type !== "file" && type !== "contiguous-file")
    throw archiveUnreadable(path, `${JSON.stringify(name)} in it is a ${type}`);
  const parts = name.split("/").filter((part) => part !== "." && part !== "");
  if (name.startsWith("/") || parts.includes("..") || parts.length === 0 || name.includes("\0"))
    throw archiveUnreadable(path, `${JSON.stringify(name)} in it leads out of the folder`);
  return parts.join("/");
}

/** A small archive may hold endless zeros. */
function count(path: string, maxBytes: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Uint8Array, _, done) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes)
        done(archiveUnreadable(path, `it holds more than ${maxBytes.toLocaleString("en")} bytes`));
      else done(null, chunk);
    },
  });
}

/** What went wrong with reading comes before what that has caused. */
async function failureOf(
  path: string,
  folder: string,
  error: unknown,
  read: Promise<unknown>,
): Promise<unknown> {
  const first = (await read) ?? error;
  const cause = error instanceof MlxError ? error : first;
  if (cause instanceof MlxError) return cause;
  const code = systemErrorCode(cause);
  if (code === undefined || code.startsWith("Z_") || code.startsWith("ERR_")) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return archiveUnreadable(path, why, cause);
  }
  return writeFailure(folder, cause);
}
