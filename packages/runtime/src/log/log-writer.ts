/**
 * Turns the bytes that a program writes to stdout and stderr into stored records: one per line,
 * longer lines in parts, secrets replaced. Memory is one line and one buffer per stream, whatever
 * the program writes.
 */
import { createChunkWriter } from "./chunk-writer.ts";
import type { LogLimits } from "./log-limits.ts";
import type { ProgramStream } from "./log-position.ts";
import { copyPosition, formatPosition, longestPosition, startPosition } from "./log-position.ts";
import { formatLogPrefix } from "./log-record.ts";
import { createRedactor } from "./redactor.ts";
import type { RestoredLog } from "./restore-log.ts";

export interface LogWriter {
  /** Adds and stores. */
  write(stream: ProgramStream, data: Buffer): void;
  /**
   * Adds without storing: many small pieces are stored by one `flush`. Their time, in milliseconds since
   * 1970, is the present where none is given.
   */
  add(stream: ProgramStream, data: Buffer, at?: number): void;
  flush(): void;
  /** The stream is over: its last line may lack a newline. */
  end(stream: ProgramStream): void;
  lost(): { readonly bytes: number; readonly error?: Error };
  close(): void;
}

export interface LogWriterOptions {
  readonly folder: string;
  readonly limits: LogLimits;
  readonly secrets: readonly string[];
  /** Milliseconds since 1970, with fractions. */
  readonly now: () => number;
  /**
   * What the folder holds already. Each stream then goes on with the beginning of the line behind the
   * last whole one, and of that line what is stored is not stored again. Such a log can be restored in
   * its turn.
   */
  readonly restored?: RestoredLog;
  /** Whether the data may have gone through Docker's own log: see `createRedactor`. */
  readonly replayed?: boolean;
}

const newline = 10;
/** Under so many bytes a loop is faster than the call of a native copy. */
const shortCopy = 64;

export function createLogWriter(options: LogWriterOptions): LogWriter {
  const { folder, limits, secrets, now, restored, replayed = false } = options;
  const chunks = createChunkWriter(folder, limits, restored);
  const position = copyPosition(restored?.position ?? startPosition());
  const longestRecord = limits.line + 128 + longestPosition;
  const output = Buffer.allocUnsafe(256 * 1024 + longestRecord);
  let used = 0;
  /** The counts have to stand before the next record. */
  let positionDue = false;
  let at: number | undefined;

  function flush(): void {
    if (used > 0 && !chunks.append(output.subarray(0, used))) positionDue = restored !== undefined;
    used = 0;
    at = undefined;
  }

  function copy(source: Buffer, start: number, end: number): void {
    const length = end - start;
    if (length < shortCopy) {
      for (let index = 0; index < length; index += 1) output[used + index] = source[start + index] ?? 0;
    } else {
      source.copy(output, used, start, end);
    }
    used += length;
  }

  function makeRoom(length: number): void {
    const needed = length + (restored === undefined ? 0 : longestPosition);
    if (used + needed > output.length) flush();
    if (used + needed > chunks.free()) {
      flush();
      if (needed > chunks.free()) {
        chunks.rotate();
        positionDue = restored !== undefined;
      }
    }
    if (!positionDue) return;
    flush();
    used = output.write(formatPosition(position), "latin1");
    positionDue = false;
  }

  function addRecord(prefix: Buffer, carry: Carry, source: Buffer, start: number, end: number): void {
    const length = prefix.length + carry.used + (end - start) + 1;
    makeRoom(length);
    copy(prefix, 0, prefix.length);
    if (carry.used > 0) copy(carry.bytes, 0, carry.used);
    copy(source, start, end);
    output[used] = newline;
    used += 1;
    carry.used = 0;
  }

  function createStream(name: ProgramStream) {
    const redactor = createRedactor(secrets, { replayed });
    const carry: Carry = { bytes: Buffer.allocUnsafe(limits.line), used: 0 };
    const own = position[name];
    let stored = own.bytes;
    let full: Buffer = Buffer.alloc(0);
    let partial: Buffer = full;
    let prefixAt: number | undefined;

    function makePrefixes(time: number | undefined): void {
      if (time === undefined) at ??= now();
      const own = time ?? at ?? 0;
      if (own === prefixAt) return;
      full = Buffer.from(formatLogPrefix(own, name, false));
      partial = Buffer.from(formatLogPrefix(own, name, true));
      prefixAt = own;
    }

    function addLine(source: Buffer, start: number, end: number): void {
      addRecord(full, carry, source, start, end);
      own.lines += 1;
      own.bytes = 0;
    }

    function addPart(source: Buffer, start: number, end: number): void {
      const length = carry.used + end - start;
      addRecord(partial, carry, source, start, end);
      own.bytes += length;
    }

    /** Where the data begins that is not stored yet. */
    function passStored(data: Buffer): number {
      const lineEnd = data.indexOf(newline);
      const passed = Math.min(stored, lineEnd < 0 ? data.length : lineEnd);
      stored = lineEnd < 0 ? stored - passed : 0;
      return passed;
    }

    function add(data: Buffer, time?: number): void {
      if (data.length === 0) return;
      makePrefixes(time);
      let from = stored > 0 ? passStored(data) : 0;
      while (from < data.length) {
        const found = data.indexOf(newline, from);
        let end = found < 0 ? data.length : found;
        while (carry.used + end - from > limits.line) {
          const cut = characterBorder(carry, data, from, from + limits.line - carry.used);
          addPart(data, from, cut);
          from = cut;
        }
        if (found < 0) {
          data.copy(carry.bytes, carry.used, from, end);
          carry.used += end - from;
        } else {
          addLine(data, from, end);
          end += 1;
        }
        from = end;
      }
    }

    function end(): void {
      add(redactor.end());
      if (carry.used > 0 || own.bytes > 0) {
        makePrefixes(undefined);
        addLine(carry.bytes, 0, 0);
      }
      flush();
    }

    return { add: (data: Buffer, time?: number) => add(redactor.push(data), time), end };
  }

  const streams = { stdout: createStream("stdout"), stderr: createStream("stderr") };
  return {
    write: (stream, data) => {
      streams[stream].add(data);
      flush();
    },
    add: (stream, data, time) => streams[stream].add(data, time),
    flush,
    end: (stream) => streams[stream].end(),
    lost: chunks.lost,
    close: chunks.close,
  };
}

/** The beginning of a line whose end has not been seen. */
interface Carry {
  readonly bytes: Buffer;
  used: number;
}

/** At most `cut`, moved back so that no UTF-8 character is divided, where that is possible. */
function characterBorder(carry: Carry, data: Buffer, start: number, cut: number): number {
  for (let back = 0; back < 4 && cut - back > start; back += 1) {
    if (((data[cut - back] ?? 0) & 0xc0) !== 0x80) return cut - back;
  }
  return carry.used === 0 && cut === start ? start + 1 : cut;
}
