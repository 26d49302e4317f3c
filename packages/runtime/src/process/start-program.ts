/** Starts a task's program in a process group of its own and hands its output to the log. */
import type { ChildProcess } from "node:child_process";
import { spawn, spawnSync } from "node:child_process";
import { closeSync, constants, openSync, rmSync, writeFileSync } from "node:fs";
import { Socket } from "node:net";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { systemErrorCode } from "@mlx/core";
import type { LogWriter } from "../log/log-writer.ts";
import type { Launch } from "./launch.ts";

const readSize = 64 * 1024;

export type StartedProgram =
  | {
      readonly pid: number;
      readonly exited: Promise<{ readonly code: number | null; readonly signal: string | null }>;
      /** Resolves when nobody can write to the program's output any more, and all of it was taken. */
      readonly drained: Promise<void>;
    }
  | { readonly startError: string; readonly exitCode: 126 | 127 };

export async function startProgram(
  { program: [name, ...args], cwd, env }: Pick<Launch, "program" | "cwd" | "env">,
  folder: string,
  log: Pick<LogWriter, "write">,
): Promise<StartedProgram> {
  const pipes = openPipes(folder, log);
  const [stdout, stderr] = pipes?.writers ?? (["pipe", "pipe"] as const);
  const child = spawn(name, args, { cwd, env, detached: true, stdio: ["ignore", stdout, stderr] });
  for (const descriptor of pipes?.writers ?? []) closeSync(descriptor);
  const drained = Promise.all(pipes?.drained ?? [drain(child, log, "stdout"), drain(child, log, "stderr")]);
  const exited = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.once("exit", (code, signal) => resolve({ code, signal }));
  });
  const error = await startError(child);
  if (error !== undefined) return describeStartError(name, error);
  const pid = child.pid ?? 0;
  preferToBeKilled(pid);
  return { pid, exited, drained: drained.then(() => {}) };
}

interface Pipes {
  readonly writers: readonly [number, number];
  readonly drained: readonly [Promise<void>, Promise<void>];
}

/**
 * Two real pipes. Those that Node makes are sockets, which a program cannot open again by the name
 * `/dev/stdout`, as many scripts do. `undefined` where the file system has no named pipes.
 */
function openPipes(folder: string, log: Pick<LogWriter, "write">): Pipes | undefined {
  const paths = [join(folder, "stdout.pipe"), join(folder, "stderr.pipe")] as const;
  const made = spawnSync("mkfifo", paths, { env: { PATH: "/usr/bin:/bin:/usr/local/bin" }, stdio: "ignore" });
  try {
    if (made.status !== 0) return undefined;
    const [stdout, stderr] = [openPipe(paths[0], log, "stdout"), openPipe(paths[1], log, "stderr")];
    return { writers: [stdout.writer, stderr.writer], drained: [stdout.drained, stderr.drained] };
  } finally {
    for (const path of paths) rmSync(path, { force: true });
  }
}

/** Reads into one buffer again and again: a flood of output makes no garbage. */
function openPipe(path: string, log: Pick<LogWriter, "write">, stream: "stdout" | "stderr") {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writer = openSync(path, constants.O_WRONLY);
  const buffer = Buffer.allocUnsafe(readSize);
  const callback = (length: number) => {
    log.write(stream, buffer.subarray(0, length));
    return true;
  };
  const reader = new Socket({ fd, readable: true, writable: false, onread: { buffer, callback } });
  return { writer, drained: closed(reader) };
}

function drain(
  child: ChildProcess,
  log: Pick<LogWriter, "write">,
  stream: "stdout" | "stderr",
): Promise<void> {
  const input = child[stream];
  input?.on("data", (data: Buffer) => log.write(stream, data));
  return input === null ? Promise.resolve() : closed(input);
}

function closed(input: Readable): Promise<void> {
  return new Promise((resolve) => {
    input.once("error", () => input.destroy());
    input.once("close", () => resolve());
    input.resume();
  });
}

/** Why the program could not be started, if so. */
function startError(child: ChildProcess): Promise<Error | undefined> {
  return new Promise((resolve) => {
    child.once("spawn", () => resolve(undefined));
    child.once("error", resolve);
  });
}

function describeStartError(name: string, error: Error): StartedProgram {
  switch (systemErrorCode(error)) {
    case "ENOENT":
      return {
        exitCode: 127,
        startError: `${name} was not found, or the interpreter in its first line was not`,
      };
    case "EACCES":
      return { exitCode: 126, startError: `${name} is not executable` };
    default:
      return { exitCode: 126, startError: `${name} could not be started: ${error.message}` };
  }
}

/** When memory runs out the kernel is to take the program, not its supervisor. */
function preferToBeKilled(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/oom_score_adj`, "500");
  } catch {
    // Not Linux, or the program has ended already.
  }
}
