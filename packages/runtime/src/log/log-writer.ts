/**
 * Turns the bytes that a program writes to stdout and stderr into stored records: one per line,
 * longer lines in parts, secrets replaced. Memory is one line and one buffer per stream, whatever
 * the program writes.
 */
import { createChunkWriter } from "./chunk-writer.ts";
import type { LogLimits } from "./log-limits.ts";
import { formatLogPrefix } from "./log-record.ts";
import { createRedactor } from "./redactor.ts";

type ProgramStream = "stdout" | "stderr";

export interface LogWriter {
  write(stream: ProgramStream, data: Buffer): void;
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
}

const newline = 10;
/** Under so many bytes a loop is faster than the call of a native copy. */
const shortCopy = 64;

export function createLogWriter({ folder, limits, secrets, now }: LogWriterOptions): LogWriter {
  const chunks = createChunkWriter(folder, limits);
  const longestRecord = limits.line + 128;
  const output = Buffer.allocUnsafe(256 * 1024 + longestRecord);
  let used = 0;

  function flush(): void {
    if (used > 0) chunks.append(output.subarray(0, used));
    used = 0;
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

  function addRecord(prefix: Buffer, carry: Carry, source: Buffer, start: number, end: number): void {
    const length = prefix.length + carry.used + (end - start) + 1;
    if (used + length > output.length) flush();
    if (used + length > chunks.free()) {
      flush();
      if (length > chunks.free()) chunks.rotate();
    }
    copy(prefix, 0, prefix.length);
    if (carry.used > 0) copy(carry.bytes, 0, carry.used);
    copy(source, start, end);
    output[used] = newline;
    used += 1;
    carry.used = 0;
  }

  function createStream(name: ProgramStream) {
    const redactor = createRedactor(secrets);
    const carry: Carry = { bytes: Buffer.allocUnsafe(limits.line), used: 0 };

    function add(data: Buffer): void {
      if (data.length === 0) return;
      const at = now();
      const full = Buffer.from(formatLogPrefix(at, name, false));
      const partial = Buffer.from(formatLogPrefix(at, name, true));
      let position = 0;
      while (position < data.length) {
        const found = data.indexOf(newline, position);
        let end = found < 0 ? data.length : found;
        while (carry.used + end - position > limits.line) {
          const cut = characterBorder(carry, data, position, position + limits.line - carry.used);
          addRecord(partial, carry, data, position, cut);
          position = cut;
        }
        if (found < 0) {
          data.copy(carry.bytes, carry.used, position, end);
          carry.used += end - position;
        } else {
          addRecord(full, carry, data, position, end);
          end += 1;
        }
        position = end;
      }
      flush();
    }

    function end(): void {
      add(redactor.end());
      if (carry.used === 0) return;
      addRecord(Buffer.from(formatLogPrefix(now(), name, false)), carry, carry.bytes, 0, 0);
      flush();
    }

    return { write: (data: Buffer) => add(redactor.push(data)), end };
  }

  const streams = { stdout: createStream("stdout"), stderr: createStream("stderr") };
  return {
    write: (stream, data) => streams[stream].write(data),
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
