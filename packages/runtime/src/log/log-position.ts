/**
 * How much of a program's output a log holds, so that a capture that was killed can go on exactly.
 * Every record counts by itself; only where a file begins, or records were lost, the counts stand in a
 * line of their own, which readers pass over: `@ stdout LINES BYTES stderr LINES BYTES`.
 */

export const programStreams = ["stdout", "stderr"] as const;

export type ProgramStream = (typeof programStreams)[number];

export interface StreamPosition {
  /** Whole lines, as the program wrote them. */
  lines: number;
  /** Of the line behind them, whose end has not been seen: bytes as stored, so with secrets replaced. */
  bytes: number;
}

export type LogPosition = Record<ProgramStream, StreamPosition>;

/** No formatted position is longer. */
export const longestPosition = 96;

export function startPosition(): LogPosition {
  return { stdout: { lines: 0, bytes: 0 }, stderr: { lines: 0, bytes: 0 } };
}

export function copyPosition({ stdout, stderr }: LogPosition): LogPosition {
  return { stdout: { ...stdout }, stderr: { ...stderr } };
}

/** With its newline. */
export function formatPosition({ stdout, stderr }: LogPosition): string {
  return `@ stdout ${stdout.lines} ${stdout.bytes} stderr ${stderr.lines} ${stderr.bytes}\n`;
}

const form = /^@ stdout (\d+) (\d+) stderr (\d+) (\d+)$/;

/** `undefined` where the line (without its newline) is something else. */
export function parsePosition(line: string): LogPosition | undefined {
  const numbers = form.exec(line)?.slice(1).map(Number);
  if (numbers === undefined) return undefined;
  const [outLines = 0, outBytes = 0, errLines = 0, errBytes = 0] = numbers;
  return { stdout: { lines: outLines, bytes: outBytes }, stderr: { lines: errLines, bytes: errBytes } };
}
