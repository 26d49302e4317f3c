import type { ProgramStream } from "../../log/log-position.ts";
import { repairEntry } from "./repair-entry.ts";
import { createRepeatFilter } from "./repeat-filter.ts";

export interface EntryReader {
  /** Takes a piece of a frame. */
  push(stream: ProgramStream, data: Buffer, frameEnds: boolean): void;
}

/** `at`: milliseconds since 1970, where the engine tells. */
export type OnEntry = (stream: ProgramStream, entry: Buffer, at: number | undefined) => void;

const newline = 10;
/** An engine that puts more than its log's entries into a frame is read in pieces, as they come. */
const longestEntry = 256 * 1024;

/**
 * Makes the entries of Docker's log whole again: each is a frame of the stream that its log is read by,
 * with its time before it. Entries that the engine gives twice are left out.
 */
export function createEntryReader(onEntry: OnEntry): EntryReader {
  const filters = { stdout: createRepeatFilter(), stderr: createRepeatFilter() };
  let pieces: Buffer[] = [];
  let length = 0;

  function finish(stream: ProgramStream, entry: Buffer): void {
    const time = readTime(entry);
    if (time === undefined) onEntry(stream, repairEntry(entry), undefined);
    else if (!filters[stream].isRepeated(time, entry.at(-1) === newline))
      onEntry(stream, repairEntry(entry.subarray(timeLength + 1)), Date.parse(time));
  }

  function push(stream: ProgramStream, data: Buffer, frameEnds: boolean): void {
    if (pieces.length === 0 && frameEnds) {
      finish(stream, data);
      return;
    }
    pieces.push(data);
    length += data.length;
    if (!frameEnds && length < longestEntry) return;
    const entry = Buffer.concat(pieces);
    pieces = [];
    length = 0;
    if (frameEnds) finish(stream, entry);
    else onEntry(stream, entry, undefined);
  }

  return { push };
}

/** Always with nine digits behind the second. */
const timeForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z $/;
const timeLength = "2026-01-01T00:00:00.123456789Z".length;

function readTime(entry: Buffer): string | undefined {
  const text = entry.toString("latin1", 0, timeLength + 1);
  return timeForm.test(text) ? text.slice(0, timeLength) : undefined;
}
