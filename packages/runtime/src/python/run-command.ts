import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { systemErrorCode } from "@mlx/core";

export interface CommandOutcome {
  readonly ok: boolean;
  /** The last lines of stdout and stderr. */
  readonly output: readonly string[];
}

const keptLines = 200;
const killAfter = 3000;

/**
 * Runs a command to its end and hands on each line that it prints. Aborting ends it, with all that
 * it started, and rejects with the signal's reason.
 */
export async function runCommand(
  [program, ...args]: readonly [string, ...string[]],
  options: {
    readonly env: Readonly<Record<string, string>>;
    readonly cwd?: string;
    readonly signal?: AbortSignal;
    readonly onLine?: (line: string) => void;
  },
): Promise<CommandOutcome> {
  options.signal?.throwIfAborted();
  const child = spawn(program, args, {
    env: options.env,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output: string[] = [];
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on("line", (line) => {
      output.push(line);
      if (output.length > keptLines) output.shift();
      options.onLine?.(line);
    });
  }

  let kill: NodeJS.Timeout | undefined;
  const stop = () => {
    signalGroup(child.pid, "SIGTERM");
    kill = setTimeout(() => signalGroup(child.pid, "SIGKILL"), killAfter);
  };
  options.signal?.addEventListener("abort", stop, { once: true });
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    options.signal?.throwIfAborted();
    return { ok: code === 0, output };
  } catch (error) {
    options.signal?.throwIfAborted();
    return { ok: false, output: [`${program}: ${systemErrorCode(error) ?? "could not be started"}`] };
  } finally {
    clearTimeout(kill);
    options.signal?.removeEventListener("abort", stop);
  }
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended already.
  }
}
