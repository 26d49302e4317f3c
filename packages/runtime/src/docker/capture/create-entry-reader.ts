import type { ProgramStream } from "../../log/log-position.ts";
import { repairEntry } from "./repair-entry.ts";

export interface EntryReader {
  /** Takes a piece of a frame. */
  push(stream: ProgramStream, data: Buffer, frameEnds: boolean): void;
}

/** An engine that puts more than its log's entries into a frame is read in pieces, as they come. */
const longestEntry = 256 * 1024;

/** Makes the entries of Docker's log whole again: each is a frame of the stream that its log is read by. */
export function createEntryReader(onEntry: (stream: ProgramStream, entry: Buffer) => void): EntryReader {
  let pieces: Buffer[] = [];
  let length = 0;

  function push(stream: ProgramStream, data: Buffer, frameEnds: boolean): void {
    if (pieces.length === 0 && frameEnds) {
      onEntry(stream, repairEntry(data));
      return;
    }
    pieces.push(data);
    length += data.length;
    if (!frameEnds && length < longestEntry) return;
    const entry = Buffer.concat(pieces);
    pieces = [];
    length = 0;
    onEntry(stream, frameEnds ? repairEntry(entry) : entry);
  }

  return { push };
}
