export type LogStream = "stdout" | "stderr" | "execution";

/** One line of a task's output (`execution` is mlx's own account of the attempt). */
export interface LogLine {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly stream: LogStream;
  /** Without its newline. A line over 64 KiB comes in parts, `partial` on all but the last. */
  readonly text: string;
  readonly partial?: true;
}

/** Where a reader of a log stands; opaque, resumable. `"0"` is the beginning. */
export type LogCursor = string;
