/**
 * The files of a log. Each is named after the position of its first byte in the whole log, so that
 * a position finds its file and a hole in the middle has an exact size without any index.
 */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { systemErrorCode } from "@mlx/core";

const chunkName = /^(\d{15})\.log$/;

export function chunkPath(folder: string, start: number): string {
  return join(folder, `${start.toString().padStart(15, "0")}.log`);
}

/** Start positions of the chunks that there are, ascending. */
export async function listChunks(folder: string): Promise<readonly number[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (systemErrorCode(error) === "ENOENT") return [];
    throw error;
  });
  return chunkStarts(names);
}

/** Of the files in a folder of these names, ascending. */
export function chunkStarts(names: readonly string[]): readonly number[] {
  return names
    .flatMap((name) => chunkName.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

/** Bytes of a finished log that were dropped from its middle. */
export async function countDroppedBytes(folder: string): Promise<number> {
  let end = 0;
  let dropped = 0;
  for (const start of await listChunks(folder)) {
    dropped += start - end;
    end = start + (await stat(chunkPath(folder, start))).size;
  }
  return dropped;
}
