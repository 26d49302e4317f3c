/**
 * Appends records to the files of a log and keeps the whole within its limits: once the head is full,
 * the oldest file behind it is removed for each new one. Writes are synchronous: that is what keeps
 * memory bounded, the program waits only while its own lines are written.
 */
import { closeSync, ftruncateSync, openSync, rmSync, writeSync } from "node:fs";
import { chunkPath } from "./log-chunks.ts";
import type { LogLimits } from "./log-limits.ts";

export interface ChunkWriter {
  /** Appends whole records: all of them, or none where the disk is full. */
  append(records: Uint8Array): void;
  /** Bytes still free in the current file. */
  free(): number;
  /** Goes on in the next file. */
  rotate(): void;
  /** Bytes that could not be written, and the first error. */
  lost(): { readonly bytes: number; readonly error?: Error };
  close(): void;
}

export function createChunkWriter(folder: string, limits: LogLimits): ChunkWriter {
  let start = 0;
  let size = 0;
  let descriptor: number | undefined;
  let lostBytes = 0;
  let firstError: Error | undefined;
  let headChunks = 1;
  /** Start positions of the files behind the head, oldest first. */
  const tail: number[] = [];

  function writeAll(records: Uint8Array): void {
    descriptor ??= openSync(chunkPath(folder, start), "a");
    let written = 0;
    while (written < records.length) written += writeSync(descriptor, records, written);
  }

  function append(records: Uint8Array): void {
    try {
      writeAll(records);
      size += records.length;
    } catch (error) {
      firstError ??= error instanceof Error ? error : undefined;
      lostBytes += records.length;
      cutBack();
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
    if (headChunks < limits.head / limits.chunk) {
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
