/** What a log holds whose writer was killed, brought into a state in which another writer goes on with it. */
import { mkdirSync, readdirSync, readFileSync, rmSync, truncateSync } from "node:fs";
import { chunkPath, chunkStarts } from "./log-chunks.ts";
import type { LogPosition } from "./log-position.ts";
import { parsePosition, startPosition } from "./log-position.ts";
import { logPrefixLength, parseLogPrefix } from "./log-record.ts";

export interface RestoredLog {
  readonly position: LogPosition;
  /** Start positions of the files, ascending; the last one is the one to go on with. */
  readonly starts: readonly number[];
  /** Bytes in the last file. */
  readonly size: number;
}

/**
 * Makes the folder where there is none. A record that was written in part is cut off, and so is all
 * behind a damaged one; every whole record stays, since somebody may have read it already.
 */
export function restoreLog(folder: string): RestoredLog {
  mkdirSync(folder, { recursive: true });
  const starts = [...chunkStarts(readdirSync(folder))];
  for (let last = starts.at(-1); last !== undefined; last = starts.at(-1)) {
    const path = chunkPath(folder, last);
    const data = readFileSync(path);
    const { position, end } = countRecords(data);
    if (end > 0) {
      if (end < data.length) truncateSync(path, end);
      return { position, starts, size: end };
    }
    rmSync(path);
    starts.pop();
  }
  return { position: startPosition(), starts, size: 0 };
}

const newline = 10;

/** Of one file: the position behind its last good record, and where in the file that ends. */
function countRecords(data: Buffer): { readonly position: LogPosition; readonly end: number } {
  let position = startPosition();
  let from = 0;
  for (let end = data.indexOf(newline); end >= 0; end = data.indexOf(newline, from)) {
    const { stream, partial } = parseLogPrefix(data, from, end) ?? {};
    if (stream === undefined) {
      const stored = parsePosition(data.toString("latin1", from, end));
      if (stored === undefined) break;
      position = stored;
    } else if (partial) {
      position[stream].bytes += end - from - logPrefixLength;
    } else {
      position[stream].lines += 1;
      position[stream].bytes = 0;
    }
    from = end + 1;
  }
  return { position, end: from };
}
