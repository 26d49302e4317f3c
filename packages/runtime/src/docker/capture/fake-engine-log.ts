/** For tests: what a program writes, as an engine streams it live and as it keeps it. */
import { Readable } from "node:stream";
import type { ProgramStream } from "../../log/log-position.ts";
import { programStreams } from "../../log/log-position.ts";

export type Writes = readonly (readonly [ProgramStream, Buffer])[];

/** The frames of a stream that is attached. */
export const attached = (writes: Writes) => writes.map(([stream, data]) => frame(stream, data));

export interface LoggedOptions {
  readonly finalNewline?: boolean;
  /** Whether each entry begins with its time: the lines come at 1 ms, 2 ms and so on behind 2026. */
  readonly timed?: boolean;
}

/** The frames of Docker's log: one for each entry. */
export function logged(
  writes: Writes,
  { finalNewline = false, timed = true }: LoggedOptions = {},
): readonly Buffer[] {
  const frames: Buffer[] = [];
  let lines = 0;
  const held = { stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) };
  const log = (stream: ProgramStream, line: Buffer, end: string) => {
    const bytes = breakBytes(line);
    lines += 1;
    const time = new Date(Date.UTC(2026, 0, 1) + lines).toISOString().replace("Z", "000000Z ");
    let at = 0;
    do {
      const block = bytes.subarray(at, at + 16 * 1024);
      at += 16 * 1024;
      const text = block.toString("latin1").replaceAll("\xff", "\xef\xbf\xbd");
      const entry = `${timed ? time : ""}${text}${at < bytes.length ? "" : end}`;
      frames.push(frame(stream, Buffer.from(entry, "latin1")));
    } while (at < bytes.length);
  };
  for (const [stream, data] of writes) {
    let rest = Buffer.concat([held[stream], data]);
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      log(stream, rest.subarray(0, end), "\n");
      rest = rest.subarray(end + 1);
    }
    held[stream] = rest;
  }
  for (const stream of programStreams) {
    if (held[stream].length > 0) log(stream, held[stream], finalNewline ? "\n" : "");
  }
  return frames;
}

/** What the program wrote, in lines. */
export function linesOf(writes: Writes, stream: ProgramStream): readonly Buffer[] {
  const text = Buffer.concat(writes.filter(([name]) => name === stream).map(([, data]) => data));
  const lines = text.toString("latin1").split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines.map((line) => Buffer.from(line, "latin1"));
}

function frame(stream: ProgramStream, payload: Buffer): Buffer {
  const header = Buffer.from([stream === "stdout" ? 1 : 2, 0, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32BE(payload.length, 4);
  return Buffer.concat([header, payload]);
}

/** The frames, cut into chunks that have nothing to do with them. */
function* chunksOf(frames: readonly Buffer[], length: number): Iterable<Buffer> {
  const data = Buffer.concat(frames);
  for (let at = 0; at < data.length; at += length) yield data.subarray(at, at + length);
}

export function streamOf(frames: readonly Buffer[], length = 64 * 1024): Readable {
  return Readable.from(chunksOf(frames, length), { objectMode: false });
}

/** The bytes of a line that are no UTF-8 in an entry of their own, as Docker's log sees it. */
export function breakBytes(line: Buffer): Buffer {
  const entries: Buffer[] = [];
  for (let at = 0; at < line.length; at += 16 * 1024) {
    const entry = Buffer.from(line.subarray(at, at + 16 * 1024));
    for (let from = 0; from < entry.length; ) {
      const length = [1, 2, 3, 4].find((size) => isCharacter(entry.subarray(from, from + size)));
      if (length === undefined) entry[from] = 0xff;
      from += length ?? 1;
    }
    entries.push(entry);
  }
  return Buffer.concat(entries);
}

function isCharacter(bytes: Buffer): boolean {
  const text = bytes.toString();
  return [...text].length === 1 && Buffer.from(text).equals(bytes);
}
