import { createHash } from "node:crypto";
import { type BigIntStats, closeSync, constants, fstatSync, openSync, read, readSync } from "node:fs";
import { promisify } from "node:util";
import type { Clock, Digest } from "@mlx/core";
import { keepsChanging } from "../errors.ts";

const readAsync = promisify(read);

/** Up to here a file is read in one piece, without leaving the thread: that costs a tenth of the CPU. */
const smallFile = 256 * 1024;
const chunkSize = 1024 * 1024;
const attempts = 4;

/** Takes the content piece by piece; `restart` forgets what came before. Pieces are only lent. */
export interface ContentSink {
  restart(): void;
  write(chunk: Uint8Array): void | Promise<void>;
}

export interface ReadContent {
  readonly digest: Digest;
  /** Of the file that was read, as it was before and after. */
  readonly stats: BigIntStats;
  /** When reading began, milliseconds since 1970. */
  readonly readAt: number;
}

/**
 * Reads and hashes a regular file in constant memory, so that the content is that of one moment: when
 * it changed meanwhile it is read again, and after four times in vain fails with 6005. Errors of the
 * system pass through.
 */
export async function readUnchanged(path: string, clock: Clock, sink?: ContentSink): Promise<ReadContent> {
  for (let attempt = 1; ; attempt += 1) {
    sink?.restart();
    const content = await readOnce(path, clock, sink);
    if (content !== undefined) return content;
    if (attempt === attempts) throw keepsChanging(path);
    await clock.sleep(50 * 2 ** attempt);
  }
}

/** `undefined` when the file changed while it was read. */
async function readOnce(path: string, clock: Clock, sink?: ContentSink): Promise<ReadContent | undefined> {
  const readAt = clock.now();
  // Not blocking: opening a FIFO that took the file's place must not wait for a writer.
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const before = fstatSync(file, { bigint: true });
    if (!before.isFile()) return undefined;
    const hash = createHash("sha256");
    const size = Number(before.size);
    let position = 0;
    if (size <= smallFile) {
      const buffer = Buffer.allocUnsafe(size);
      while (position < size) {
        const count = readSync(file, buffer, position, size - position, position);
        if (count === 0) return undefined;
        position += count;
      }
      hash.update(buffer);
      await sink?.write(buffer);
    } else {
      const isWhole = await readInChunks(file, size, async (chunk) => {
        // First, so that it is written while the next one is hashed.
        const written = sink?.write(chunk);
        hash.update(chunk);
        await written;
      });
      if (!isWhole) return undefined;
    }
    if (signatureOf(fstatSync(file, { bigint: true })) !== signatureOf(before)) return undefined;
    return { digest: `sha256:${hash.digest("hex")}`, stats: before, readAt };
  } finally {
    closeSync(file);
  }
}

/** While `take` has one chunk, the next one is read already. False where the file ended before `size`. */
async function readInChunks(
  file: number,
  size: number,
  take: (chunk: Uint8Array) => Promise<void>,
): Promise<boolean> {
  const buffers = Array.from({ length: 2 }, () => Buffer.allocUnsafe(chunkSize));
  const readNext = async (index: number, position: number) => {
    const buffer = buffers[index % buffers.length];
    if (buffer === undefined || position >= size) return undefined;
    const { bytesRead } = await readAsync(file, buffer, 0, Math.min(chunkSize, size - position), position);
    return buffer.subarray(0, bytesRead);
  };
  let reading = readNext(0, 0);
  try {
    let position = 0;
    for (let index = 1; position < size; index += 1) {
      const chunk = await reading;
      if (chunk === undefined || chunk.byteLength === 0) return false;
      position += chunk.byteLength;
      reading = readNext(index, position);
      await take(chunk);
    }
    return true;
  } finally {
    // The descriptor is closed next.
    await reading.catch(() => {});
  }
}

/** What of a file's stats changes whenever its content does. */
export function signatureOf({ size, mtimeNs, ctimeNs, ino }: BigIntStats): string {
  return `${size}.${mtimeNs}.${ctimeNs}.${ino}`;
}
