/**
 * One stored line of a log, in the form that the Container Runtime Interface gives it:
 * `2026-01-01T00:00:00.123456789Z stdout F text`, `P` instead of `F` where the line goes on.
 */
import type { LogLine, LogStream } from "@mlx/core";
import type { ProgramStream } from "./log-position.ts";

/** Everything before the text. `at`: milliseconds since 1970, fractions kept to the nanosecond. */
export function formatLogPrefix(at: number, stream: LogStream, partial: boolean): string {
  const whole = Math.floor(at);
  const fraction = Math.floor((at - whole) * 1e6)
    .toString()
    .padStart(6, "0");
  return `${new Date(whole).toISOString().slice(0, -1)}${fraction}Z ${stream} ${partial ? "P" : "F"} `;
}

/** Bytes of the prefix of a line of the program: both of its streams have names of the same length. */
export const logPrefixLength = "2026-01-01T00:00:00.123456789Z stdout F ".length;

const streamAt = "2026-01-01T00:00:00.123456789Z ".length;
const flagAt = "2026-01-01T00:00:00.123456789Z stdout ".length;

/**
 * What the record from `from` to `end` (its newline) in a file is, read without its text and time;
 * `undefined` when it is no line of the program.
 */
export function parseLogPrefix(
  data: Buffer,
  from: number,
  end: number,
): { readonly stream: ProgramStream; readonly partial: boolean } | undefined {
  if (end - from < logPrefixLength) return undefined;
  const stream = data.toString("latin1", from + streamAt, from + flagAt - 1);
  const flag = data[from + flagAt];
  if ((stream !== "stdout" && stream !== "stderr") || (flag !== 0x50 && flag !== 0x46)) return undefined;
  return { stream, partial: flag === 0x50 };
}

/** A whole record with its newline; newlines inside the text become spaces. */
export function formatLogRecord(line: LogLine): string {
  return `${formatLogPrefix(line.at, line.stream, line.partial === true)}${line.text.replaceAll("\n", " ")}\n`;
}

const record = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})(\d{6})Z (stdout|stderr|execution) ([FP]) /;

/** The line that a record (without its newline) holds; `undefined` when it is damaged. */
export function parseLogRecord(text: string): LogLine | undefined {
  const match = record.exec(text);
  const [prefix, milliseconds, fraction, stream, flag] = match ?? [];
  if (prefix === undefined || !isStream(stream)) return undefined;
  const at = Date.parse(`${milliseconds}Z`) + Number(fraction) / 1e6;
  const line = { at, stream, text: text.slice(prefix.length) };
  return flag === "P" ? { ...line, partial: true } : line;
}

function isStream(text: string | undefined): text is LogStream {
  return text === "stdout" || text === "stderr" || text === "execution";
}
