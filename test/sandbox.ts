/** A folder of its own for one test, and the real binary in it. */
import { type ChildProcess, spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { onTestFinished } from "vitest";

export const repository = resolve(import.meta.dirname, "..");
/** `MLX_TEST_BINARY`: another build than this work tree's, which may be built anew meanwhile. */
export const binary = process.env.MLX_TEST_BINARY ?? join(repository, "packages/cli/bin/mlx.js");

export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningMlx {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
  /** What was written to both streams so far. */
  output(): string;
}

export interface Sandbox {
  readonly folder: string;
  path(...parts: string[]): string;
  write(files: Readonly<Record<string, string>>): void;
  read(file: string): string;
  list(folder: string): readonly string[];
  /** Runs mlx to its end, without a terminal. */
  mlx(...args: string[]): Promise<Finished>;
  /** Like `mlx`, with other environment variables over the usual ones. */
  mlxWith(env: Readonly<Record<string, string>>, ...args: string[]): Promise<Finished>;
  start(...args: string[]): RunningMlx;
  startWith(env: Readonly<Record<string, string>>, ...args: string[]): RunningMlx;
  /** The one JSON document that a command prints. */
  json(...args: string[]): Promise<Record<string, unknown>>;
}

/** Made empty, or as a copy of an example; removed when the test is over. */
export function createSandbox({ example }: { readonly example?: string } = {}): Sandbox {
  const folder = mkdtempSync(join(tmpdir(), "mlx-e2e-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));
  if (example !== undefined)
    cpSync(join(repository, "examples", example), folder, {
      recursive: true,
      filter: (path) => !/\/(\.mlx|out|data|__pycache__)$/.test(path) || path.endsWith("hello/data"),
    });
  const start = (env: Readonly<Record<string, string>>, args: readonly string[]) =>
    startMlx(folder, args, env);
  const sandbox: Sandbox = {
    folder,
    path: (...parts) => join(folder, ...parts),
    write: (files) => {
      for (const [file, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), text);
      }
    },
    read: (file) => readFileSync(join(folder, file), "utf8"),
    list: (name) => (existsSync(join(folder, name)) ? readdirSync(join(folder, name)).sort() : []),
    mlx: (...args) => start({}, args).finished,
    mlxWith: (env, ...args) => start(env, args).finished,
    start: (...args) => start({}, args),
    startWith: (env, ...args) => start(env, args),
    json: async (...args) => {
      const { stdout, stderr } = await start({}, [...args, "--json"]).finished;
      try {
        return JSON.parse(stdout);
      } catch {
        throw new TypeError(`mlx ${args.join(" ")} printed no JSON document:\n${stdout}\n${stderr}`);
      }
    },
  };
  return sandbox;
}

/** Without a terminal. */
export function startMlx(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): RunningMlx {
  const child = spawn(process.execPath, [binary, ...args], {
    cwd: folder,
    env: { ...environment(), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const text = { stdout: "", stderr: "" };
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
    text.stdout += chunk;
  });
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
    text.stderr += chunk;
  });
  const finished = new Promise<Finished>((done, fail) => {
    child.once("error", fail);
    child.once("close", (code, signal) => done({ code, signal, ...text }));
  });
  return { child, finished, output: () => text.stdout + text.stderr };
}

/** Nothing of the tester's own settings; Python environments are shared between the tests. */
export function environment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !/^(MLX_|VITEST|NODE_ENV|FORCE_COLOR|CI$)/.test(entry[0]),
  );
  return {
    ...Object.fromEntries(kept),
    NO_COLOR: "1",
    MLX_ACTOR: "tester",
    MLX_CACHE_DIR: process.env.MLX_TEST_CACHE_DIR ?? join(repository, "node_modules/.cache/mlx-test"),
  };
}

/** Waits until `condition` holds; fails with `what` after so many seconds. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  seconds = 120,
): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!(await condition())) {
    if (performance.now() > end) throw new TypeError(`waited in vain until ${what}`);
    await new Promise((wake) => setTimeout(wake, 100));
  }
}
