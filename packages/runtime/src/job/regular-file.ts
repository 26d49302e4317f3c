/**
 * Files that the program left. It may have left anything under their names: a link that leads
 * elsewhere, or a FIFO whose opening would wait for ever. Only a regular file counts.
 */
import { constants } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { open } from "node:fs/promises";
import { systemErrorCode } from "@mlx/core";

const absent = new Set(["ENOENT", "ENOTDIR", "ELOOP", "ENXIO", "EISDIR"]);

/** Opened for reading; `undefined` where there is no regular file of that name. */
export async function openRegularFile(path: string): Promise<FileHandle | undefined> {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    if ((await file.stat()).isFile()) return file;
    await file.close();
    return undefined;
  } catch (error) {
    if (absent.has(systemErrorCode(error) ?? "")) return undefined;
    throw error;
  }
}

/** The first `limit` bytes as text; `undefined` where there is no regular file of that name. */
export async function readRegularFile(path: string, limit: number): Promise<string | undefined> {
  const file = await openRegularFile(path);
  if (file === undefined) return undefined;
  try {
    const buffer = Buffer.alloc(limit);
    const { bytesRead } = await file.read(buffer, 0, limit, 0);
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await file.close();
  }
}
