/**
 * One stored line of a log, in the form that the Container Runtime Interface gives it:
 * `2026-01-01T00:00:00.123456789Z stdout F text`, `P` instead of `F` where the line goes on.
 */
import type { LogLine, LogStream } from "@mlx/core";

/** Everything before the text. `at`: milliseconds since 1970, fractions kept to the nanosecond. */
export function formatLogPrefix(at: number, stream: LogStream, partial: boolean): string {
  const whole = Math.floor(at);
  const fraction = Math.floor((at - whole) * 1e6)
    .toString()
    .padStart(6, "0");
  return `${new Date(whole).toISOString().slice(0, -1)}${fraction}Z ${stream} ${partial ? "P" : "F"} `;
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
