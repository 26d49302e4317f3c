import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { BenchmarkFailure } from "../benchmark-failure.ts";
import { mlxCommand, mlxEnvironment } from "../mlx-command.ts";

export interface ServerProcess extends AsyncDisposable {
  /** Without a slash at its end. */
  readonly url: string;
  /** From its start to the first answer that it is well. */
  readonly startMilliseconds: number;
  /** Proportional set size of the process and all below it, in bytes; Linux. */
  memory(): number;
  /** Ends it in order, as a user would; disposal kills it. */
  stop(): Promise<void>;
}

export interface ServerCommand {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Receives what it prints. */
  readonly log: string;
  readonly url: string;
  /** The path that answers once it is well. */
  readonly health: string;
}

const patience = 120_000;

/** Starts a server and waits until it is well. */
export async function startServer(command: ServerCommand): Promise<ServerProcess> {
  const { argv, cwd, env, log, url, health } = command;
  const [program = "", ...words] = argv;
  const output = openSync(log, "w");
  const began = performance.now();
  // A group of its own: servers that start workers end with all of them.
  const child = spawn(program, words, { cwd, env, stdio: ["ignore", output, output], detached: true });
  while (performance.now() - began < patience && child.exitCode === null) {
    const isWell = await fetch(`${url}${health}`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isWell)
      return {
        url,
        startMilliseconds: performance.now() - began,
        memory: () => memoryOf(child.pid ?? 0),
        stop: () => end(child, "SIGTERM"),
        [Symbol.asyncDispose]: () => end(child),
      };
    await delay(10);
  }
  await end(child);
  throw new BenchmarkFailure(
    `${argv.join(" ")} did not get well:\n${readFileSync(log, "utf8").slice(-4000)}`,
  );
}

/** `mlx up` that serves the API and does nothing else. */
export function startApi(folder: string, workFolder: string): Promise<ServerProcess> {
  const port = freePort();
  return startServer({
    argv: mlxCommand("up", "--api-only", "--port", port.toString()),
    cwd: folder,
    env: mlxEnvironment(workFolder),
    log: join(workFolder, "api.log"),
    url: `http://127.0.0.1:${port}`,
    health: "/healthz",
  });
}

let lastPort = 42_000 + (process.pid % 5000);

/** One that this benchmark has not taken yet: the next server may start before the system has given one back. */
export function freePort(): number {
  lastPort += 1;
  return lastPort;
}

async function end(child: ChildProcess, signal: "SIGTERM" | "SIGKILL" = "SIGKILL"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  process.kill(-child.pid, signal);
  await once(child, "exit");
}

function memoryOf(pid: number): number {
  try {
    const [, kilobytes = "0"] =
      /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8")) ?? [];
    const below = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
    const others = below.filter((word) => word !== "").map(Number);
    return Number(kilobytes) * 1024 + others.reduce((sum, one) => sum + memoryOf(one), 0);
  } catch {
    // A child has ended meanwhile.
    return 0;
  }
}
