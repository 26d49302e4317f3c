/** Where a command's words go. Commands that stream write to it; all others only return. */
export interface Output {
  /** A line of data, on stdout. */
  data(text: string): void;
  /** Data that is no text, on stdout. */
  bytes(chunk: Uint8Array): void;
  /** A line of anything else, on stderr. */
  note(text: string): void;
  /** Waits while stdout is full. */
  drained(): Promise<void>;
  /** True once nobody reads stdout any more. */
  closed(): boolean;
}

interface Writable {
  write(content: string | Uint8Array): boolean;
  once(event: "drain", listener: () => void): unknown;
  on(event: "error", listener: (error: NodeJS.ErrnoException) => void): unknown;
}

/**
 * A reader that goes away (`mlx runs | head -1`) ends the output quietly. `onFailed` hears of data that
 * could not be written for another reason, such as a full disk.
 */
export function createOutput(
  stdout: Writable,
  stderr: Writable,
  onFailed: (error: NodeJS.ErrnoException) => void,
): Output {
  let closed = false;
  let full = false;
  /** Those who wait for room; an end of the output ends the waiting. */
  const waiting = new Set<() => void>();
  stdout.on("error", (error) => {
    closed = true;
    for (const resolve of waiting) resolve();
    if (error.code !== "EPIPE") onFailed(error);
  });
  // What cannot be said is not worth failing for.
  stderr.on("error", () => {});
  return {
    data: (text) => {
      if (!closed) full = !stdout.write(`${text}\n`);
    },
    bytes: (chunk) => {
      if (!closed) full = !stdout.write(chunk);
    },
    note: (text) => {
      stderr.write(`${text}\n`);
    },
    drained: async () => {
      if (!full || closed) return;
      await new Promise<void>((resolve) => {
        waiting.add(resolve);
        stdout.once("drain", resolve);
      });
      waiting.clear();
      full = false;
    },
    closed: () => closed,
  };
}
