/**
 * Appends records to the files of a log and keeps the whole within its limits: once the head is full,
 * the oldest file behind it is removed for each new one. Writes are synchronous: that is what keeps
 * memory bounded, the program waits only while its own lines are written.
 */
import { closeSync, ftruncateSync, openSync, rmSync, writeSync } from "node:fs";
import { chunkPath } from "./log-chunks.ts";
import type { LogLimits } from "./log-limits.ts";
import type { RestoredLog } from "./restore-log.ts";

export interface ChunkWriter {
  /** Appends whole records: all of them, or none (`false`) where the disk is full. */
  append(records: Uint8Array): boolean;
  /** Bytes still free in the current file. */
  free(): number;
  /** Goes on in the next file. */
  rotate(): void;
  /** Bytes that could not be written, and the first error. */
  lost(): { readonly bytes: number; readonly error?: Error };
  close(): void;
}

/** Goes on with the files of `restored`; without it the folder has none yet. */
export function createChunkWriter(
  folder: string,
  limits: LogLimits,
  restored: Pick<RestoredLog, "starts" | "size"> = { starts: [], size: 0 },
): ChunkWriter {
  const headLimit = limits.head / limits.chunk;
  let start = restored.starts.at(-1) ?? 0;
  let { size } = restored;
  let descriptor: number | undefined;
  let lostBytes = 0;
  let firstError: Error | undefined;
  let headChunks = Math.min(headLimit, Math.max(1, restored.starts.length));
  /** Start positions of the files behind the head, oldest first. */
  const tail = restored.starts.slice(headLimit);

  function writeAll(records: Uint8Array): void {
    descriptor ??= openSync(chunkPath(folder, start), "a");
    let written = 0;
    while (written < records.length) written += writeSync(descriptor, records, written);
  }

  function append(records: Uint8Array): boolean {
    try {
      writeAll(records);
      size += records.length;
      return true;
    } catch (error) {
      firstError ??= error instanceof Error ? error : undefined;
      lostBytes += records.length;
      cutBack();
      return false;
    }
  }

  /** A record that was written in part goes again, so that files hold whole records only. */
  function cutBack(): void {
    try {
      if (descriptor !== undefined) ftruncateSync(descriptor, size);
    } catch {
      // The reader passes over a damaged record.
    }
  }

  function rotate(): void {
    if (size === 0) return;
    close();
    start += size;
    size = 0;
    if (headChunks < headLimit) {
      headChunks += 1;
      return;
    }
    tail.push(start);
    if (tail.length <= limits.tail / limits.chunk) return;
    const oldest = tail.shift();
    if (oldest !== undefined) rmSync(chunkPath(folder, oldest), { force: true });
  }

  function close(): void {
    if (descriptor !== undefined) closeSync(descriptor);
    descriptor = undefined;
  }

  return {
    append,
    free: () => limits.chunk - size,
    rotate,
    lost: () => (firstError === undefined ? { bytes: lostBytes } : { bytes: lostBytes, error: firstError }),
    close,
  };
}
