/** Lines in short, for finding again in Docker's log where a stored log breaks off. */
import { readFileSync } from "node:fs";
import { chunkPath } from "../../log/log-chunks.ts";
import type { ProgramStream } from "../../log/log-position.ts";
import { parsePosition } from "../../log/log-position.ts";
import { logPrefixLength, parseLogPrefix } from "../../log/log-record.ts";

/** Of one stream: the number of a line, from 0 on, and its mark. */
export type LineMarks = ReadonlyMap<number, string>;

export interface LineMarker {
  /** Takes some of the line, as it is stored. */
  add(bytes: Buffer): void;
  /** The line is over; its mark. */
  end(): string;
}

/** So many lines have to agree, at the beginning and at the end of what is stored. */
const markedLines = 50;
const markedBytes = 1024;
const markLength = 200;

/** Bytes that are no text make the same mark wherever a line comes from. */
export function createLineMarker(): LineMarker {
  const bytes = Buffer.allocUnsafe(markedBytes);
  let used = 0;
  return {
    add: (more) => {
      used += more.copy(bytes, used);
    },
    end: () => {
      const text = bytes.toString("utf8", 0, used).replaceAll(/\uFFFD+/g, "\uFFFD");
      used = 0;
      return text.slice(0, markLength);
    },
  };
}

/** The first lines of a stored log. */
export function readFirstMarks(folder: string): Record<ProgramStream, LineMarks> {
  return readMarks(folder, [0], (marks, line, mark) => {
    if (line < markedLines) marks.set(line, mark);
  });
}

/** Its last whole lines; of a stream that has been silent for long there are none. */
export function readLastMarks(folder: string, starts: readonly number[]): Record<ProgramStream, LineMarks> {
  return readMarks(folder, starts.slice(-2), (marks, line, mark) => {
    marks.set(line, mark);
    marks.delete(line - markedLines);
  });
}

type Keep = (marks: Map<number, string>, line: number, mark: string) => void;

const newline = 10;

function readMarks(folder: string, starts: readonly number[], keep: Keep): Record<ProgramStream, LineMarks> {
  const streams = { stdout: createStreamMarks(keep), stderr: createStreamMarks(keep) };
  for (const start of starts) {
    const data = readFileSync(chunkPath(folder, start));
    let from = 0;
    for (let end = data.indexOf(newline); end >= 0; end = data.indexOf(newline, from)) {
      const { stream, partial } = parseLogPrefix(data, from, end) ?? {};
      if (stream !== undefined) {
        streams[stream].add(data.subarray(from + logPrefixLength, end), partial === false);
      } else {
        const position = parsePosition(data.toString("latin1", from, end));
        if (position !== undefined) {
          streams.stdout.moveTo(position.stdout);
          streams.stderr.moveTo(position.stderr);
        }
      }
      from = end + 1;
    }
  }
  return { stdout: streams.stdout.marks, stderr: streams.stderr.marks };
}

function createStreamMarks(keep: Keep) {
  const marks = new Map<number, string>();
  const marker = createLineMarker();
  let line = 0;
  let bytes = 0;
  /** The beginning of the line was not read. */
  let unknown = false;
  return {
    marks,
    /** Counts that stand in the file: there may be lines, or the beginning of one, before them. */
    moveTo: (position: { readonly lines: number; readonly bytes: number }) => {
      unknown = position.lines === line ? unknown || position.bytes !== bytes : position.bytes > 0;
      ({ lines: line, bytes } = position);
    },
    add: (text: Buffer, lineEnds: boolean) => {
      marker.add(text);
      bytes += text.length;
      if (!lineEnds) return;
      const mark = marker.end();
      if (!unknown) keep(marks, line, mark);
      line += 1;
      bytes = 0;
      unknown = false;
    },
  };
}
