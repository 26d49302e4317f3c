/**
 * Reads a log from a cursor on, while it is being written or afterwards. The program's lines and
 * mlx's own notes lie in separate files (each has one kind of writer); they are merged by time here.
 */
import type { FileHandle } from "node:fs/promises";
import { open } from "node:fs/promises";
import { join } from "node:path";
import type { LogCursor, LogLine } from "@mlx/core";
import { systemErrorCode } from "@mlx/core";
import { chunkPath, listChunks } from "./log-chunks.ts";
import { parseLogRecord } from "./log-record.ts";

export interface ReadLogLine {
  readonly line: LogLine;
  readonly cursor: LogCursor;
}

export interface LogReader {
  /** The lines that there are behind the last ones that were returned; empty at the end. */
  read(): Promise<readonly ReadLogLine[]>;
}

const batchSize = 1024 * 1024;
const newline = 10;

export function notesPath(folder: string): string {
  return join(folder, "notes.log");
}

export function createLogReader(folder: string, cursor: LogCursor): LogReader {
  const from = parseCursor(cursor);
  const position = { lines: from.lines, notes: from.notes };
  const cursorAt = () => `${position.lines}:${position.notes}`;

  async function read(): Promise<readonly ReadLogLine[]> {
    const lines = await readLines(folder, position.lines);
    const notes = await readRecords(notesPath(folder), 0, position.notes);
    const merged: ReadLogLine[] = [];
    let note = 0;
    const takeNotes = (until: number) => {
      for (let next = notes[note]; next !== undefined && next.line.at <= until; next = notes[note]) {
        position.notes = next.end;
        merged.push({ line: next.line, cursor: cursorAt() });
        note += 1;
      }
    };
    for (const { line, end } of lines) {
      takeNotes(line.at);
      position.lines = end;
      merged.push({ line, cursor: cursorAt() });
    }
    // Notes that are younger than the batch wait for the lines that may stand before them.
    if (lines.length === 0) takeNotes(Number.POSITIVE_INFINITY);
    return merged;
  }

  return { read };
}

function parseCursor(cursor: LogCursor): { readonly lines: number; readonly notes: number } {
  const [lines, notes] = cursor.split(":").map(Number);
  const valid = (value: number | undefined) => (value !== undefined && value >= 0 ? value : 0);
  return { lines: valid(lines), notes: valid(notes) };
}

/** A line and the position behind it. */
interface PlacedLine {
  readonly line: LogLine;
  readonly end: number;
}

/** The next lines of the program; where the middle was dropped, a line that says so comes first. */
async function readLines(folder: string, position: number): Promise<readonly PlacedLine[]> {
  // Listed before reading: a file that has a successor here has its final size.
  const starts = await listChunks(folder);
  const current = starts.findLast((start) => start <= position);
  if (current !== undefined) {
    const lines = await readRecords(chunkPath(folder, current), current, position);
    if (lines.length > 0) return lines;
  }
  const next = starts.find((start) => start > position);
  if (next === undefined) return [];
  const [first, ...rest] = await readRecords(chunkPath(folder, next), next, next);
  if (first === undefined) return [];
  const gap = describeGap(next - position, first.line.at);
  return [{ line: gap, end: next }, first, ...rest];
}

function describeGap(bytes: number, at: number): LogLine {
  const text = `${bytes.toLocaleString("en")} bytes of log are missing here: the log grew over its limit, and its middle was dropped`;
  return { at, stream: "execution", text };
}

/** Whole records of one file, whose first byte has position `start`; at most a batch of them. */
async function readRecords(path: string, start: number, position: number): Promise<readonly PlacedLine[]> {
  const file = await openExisting(path);
  if (file === undefined) return [];
  try {
    const buffer = Buffer.allocUnsafe(batchSize);
    const { bytesRead } = await file.read(buffer, 0, batchSize, position - start);
    return splitRecords(buffer.subarray(0, bytesRead), position);
  } finally {
    await file.close();
  }
}

function splitRecords(data: Buffer, position: number): readonly PlacedLine[] {
  const lines: PlacedLine[] = [];
  let from = 0;
  for (let end = data.indexOf(newline); end >= 0; end = data.indexOf(newline, from)) {
    const line = parseLogRecord(data.toString("utf8", from, end));
    from = end + 1;
    if (line !== undefined) lines.push({ line, end: position + from });
  }
  return lines;
}

/** `undefined` where the file is not there (any more). */
async function openExisting(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, "r");
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}
