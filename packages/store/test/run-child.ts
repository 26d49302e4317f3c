import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

export interface Child {
  readonly process: ChildProcess;
  /** The lines of its output so far. */
  lines(): readonly string[];
  /** Resolves when it has written so many lines, or is gone. */
  wrote(lines: number): Promise<void>;
  /** Resolves when it is gone. */
  ended(): Promise<{ readonly code: number | null; readonly errors: string }>;
}

/** A process of its own that runs a file of `children`; `shell` is run before it in its shell. */
export function runChild(name: string, args: readonly string[], shell = ":"): Child {
  const script = join(import.meta.dirname, "children", `${name}.ts`);
  const child = spawn("sh", ["-c", `${shell}; exec "$0" "$@"`, process.execPath, script, ...args]);
  let output = "";
  let errors = "";
  child.stdout.on("data", (data) => {
    output += data;
  });
  child.stderr.on("data", (data) => {
    errors += data;
  });
  const closed = once(child, "close");
  const lines = () => output.split("\n").slice(0, -1);
  return {
    process: child,
    lines,
    wrote: async (count) => {
      while (lines().length < count && child.exitCode === null)
        await Promise.race([once(child.stdout, "data"), closed]);
    },
    ended: async () => {
      await closed;
      return { code: child.exitCode, errors };
    },
  };
}
