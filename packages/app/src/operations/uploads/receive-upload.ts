import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Result, systemErrorCode, toResult } from "@mlx/core";
import { removeLeftovers } from "@mlx/data";
import { fileNotWritable } from "../../errors.ts";
import type { Project } from "../../project.ts";
import { stateFolderOf } from "../../state-folder.ts";
import { incomingFolder } from "../../uploads/incoming.ts";
import { uploadTooLarge } from "./errors.ts";

/** A file that a client sent, on disk. */
export interface Upload {
  /** Absolute. */
  readonly path: string;
  /** As the client named it, without folders or control characters; `artifact` where it did not. */
  readonly name: string;
  readonly bytes: number;
}

export interface UploadedFile {
  readonly name?: string;
  readonly content: AsyncIterable<Uint8Array>;
  readonly maxBytes: number;
}

const day = 24 * 60 * 60 * 1000;

/** Streams to disk. Failure: 8048 it is larger than `maxBytes`; 8004. What is left of a dead process is removed later. */
export function receiveUpload(project: Project, file: UploadedFile): Promise<Result<Upload>> {
  return toResult(async () => {
    const { ids, clock } = await project.adapters();
    const state = stateFolderOf(project.root);
    removeLeftovers(join(state, "incoming"), clock.now() - day, () => true);
    const name = nameOf(file.name);
    const path = join(incomingFolder(state, ids.uuid()), "content");
    try {
      await mkdir(dirname(path), { recursive: true });
      const bytes = await write(path, name, file);
      return { path, name, bytes };
    } catch (error) {
      await rm(dirname(path), { recursive: true, force: true });
      const code = systemErrorCode(error);
      throw code !== undefined && diskErrors.has(code)
        ? fileNotWritable(path, diskReasons[code] ?? code)
        : error;
    }
  });
}

/** Idempotent. */
export async function discardUpload({ path }: Upload): Promise<void> {
  await rm(dirname(path), { recursive: true, force: true });
}

const diskReasons: { readonly [code: string]: string } = {
  ENOSPC: "no space is left",
  EDQUOT: "the quota is used up",
  EROFS: "the file system is read-only",
};
const diskErrors = new Set([...Object.keys(diskReasons), "EACCES", "EPERM", "EIO", "ENOTDIR", "EMFILE"]);

async function write(path: string, name: string, { content, maxBytes }: UploadedFile): Promise<number> {
  let bytes = 0;
  const count = new Transform({
    transform(chunk: Uint8Array, _, done) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) done(uploadTooLarge(name, maxBytes));
      else done(null, chunk);
    },
  });
  const source = content instanceof Readable ? content : Readable.from(content, { objectMode: false });
  await pipeline(source, count, createWriteStream(path, { flags: "wx", mode: 0o600 }));
  return bytes;
}

const longestName = 200;

/** The last part of a path of any system. */
function nameOf(given: string | undefined): string {
  const last = (given ?? "").split(/[/\\]/).at(-1) ?? "";
  const name = last
    .replace(/\p{C}+/gu, "")
    .trim()
    .slice(-longestName);
  return name === "" || /^\.+$/.test(name) ? "artifact" : name;
}
