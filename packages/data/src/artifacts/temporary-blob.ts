import { closeSync, fdatasync, fsync, openSync, rmSync, write, writeSync } from "node:fs";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { writeFailure } from "../errors.ts";
import type { ContentSink } from "../files/read-unchanged.ts";

const writeAsync = promisify(write);
const fsyncAsync = promisify(fsync);
const fdatasyncAsync = promisify(fdatasync);

/** Up to here content waits in memory: where the store has it already, nothing is written. */
const inMemory = 1024 * 1024;
/** So much is handed to the disk at a time: it works while the next is read and hashed, and little is left at the end. */
const flushedAtOnce = 64 * 1024 * 1024;

/** A blob in the making: content goes to memory, and to the file at `path` once it is larger. */
export interface TemporaryBlob extends ContentSink {
  /** Flushes the file to the disk, read-only, and returns its path. */
  finish(): Promise<string>;
  /** Removes the file if it is still there. */
  remove(): void;
}

export function createTemporaryBlob(path: string): TemporaryBlob {
  let chunks: Uint8Array[] = [];
  let size = 0;
  let file: number | undefined;
  let exists = false;
  let unflushed = 0;
  /** Never rejects: a failure to flush comes again at the end. */
  let flushing: Promise<void> | undefined;

  const open = () => {
    // Read-only for everyone but this descriptor.
    file = openSync(path, "wx", 0o444);
    exists = true;
    return file;
  };
  const close = () => {
    const open = file;
    file = undefined;
    unflushed = 0;
    if (open === undefined) return;
    if (flushing === undefined) closeSync(open);
    else flushing.then(() => closeSync(open));
  };
  const flushNow = (target: number) => {
    unflushed = 0;
    flushing = fdatasyncAsync(target)
      .catch(() => {})
      .then(() => {
        flushing = undefined;
      });
  };
  const remove = () => {
    close();
    if (exists) rmSync(path, { force: true });
    exists = false;
  };
  const spill = (to: number) => {
    for (const chunk of chunks) {
      for (let done = 0; done < chunk.byteLength; ) done += writeSync(to, chunk, done);
    }
    chunks = [];
  };

  return {
    restart() {
      remove();
      chunks = [];
      size = 0;
    },
    async write(chunk) {
      size += chunk.byteLength;
      if (file === undefined && size <= inMemory) {
        chunks.push(Buffer.from(chunk));
        return;
      }
      try {
        const target = file ?? open();
        spill(target);
        for (let done = 0; done < chunk.byteLength; ) {
          const { bytesWritten } = await writeAsync(target, chunk, done);
          done += bytesWritten;
        }
        unflushed += chunk.byteLength;
        if (unflushed >= flushedAtOnce && flushing === undefined) flushNow(target);
      } catch (error) {
        throw writeFailure(dirname(path), error);
      }
    },
    async finish() {
      const target = file ?? open();
      spill(target);
      await flushing;
      await fsyncAsync(target);
      close();
      return path;
    },
    remove,
  };
}
