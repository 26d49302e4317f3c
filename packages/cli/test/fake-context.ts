/** A command line in a world made of plain values. */
import { InternalError } from "@mlx/core";
import type { App, Project, Server } from "../src/app.ts";
import type { InterruptSignal, Interrupts } from "../src/interrupts.ts";
import type { Output } from "../src/output.ts";
import type { DaemonProgress } from "../src/progress/daemon-progress.ts";
import type { RunProgress } from "../src/progress/run-progress.ts";
import { runCli, type Surroundings } from "../src/run-cli.ts";
import type { Terminal } from "../src/terminal.ts";
import { now } from "./values.ts";

/** The operations given; any other is a bug of the test. */
export function createFakeApp(operations: Partial<App>): App {
  const project = { root: "/project", eventFailures: () => [], close: async () => {} };
  const known: Partial<App> = {
    openProject: async () => ({ ok: true, value: project as unknown as Project }),
    recoverRuns: async () => ({ ok: true, value: undefined }),
    announcedRuns: async () => ({ ok: true, value: { runs: [], waiting: [], byDaemon: false } }),
    workOnAnnounced: async () => ({
      ok: true,
      value: { made: [], waiting: [], workedOnBy: "daemon", left: 0 },
    }),
    ...operations,
  };
  return new Proxy(known as App, {
    get: (target, name) => {
      if (name === "then") return undefined;
      if (name in target) return Reflect.get(target, name);
      throw new InternalError(`the test does not expect ${String(name)}`);
    },
  });
}

export function createFakeOutput() {
  const data: string[] = [];
  const notes: string[] = [];
  const output: Output = {
    data: (text) => data.push(text),
    bytes: (chunk) => data.push(Buffer.from(chunk).toString("base64")),
    note: (text) => notes.push(text),
    drained: async () => {},
    closed: () => false,
  };
  return { output, data, notes };
}

export function createFakeInterrupts() {
  const listeners = new Set<(signal: InterruptSignal) => void>();
  const interrupts: Interrupts = {
    listen: (listener) => {
      listeners.add(listener);
      return { close: () => listeners.delete(listener) };
    },
    during: (use) => use(new AbortController().signal),
  };
  const send = (signal: InterruptSignal) => {
    for (const listener of listeners) listener(signal);
  };
  return { interrupts, send, listening: () => listeners.size };
}

export const silentProgress: RunProgress = { event: () => {}, note: () => {}, close: async () => {} };

const noServer: Server = {
  serverCodes: [],
  startServer: () => {
    throw new InternalError("the test does not expect a server");
  },
};

const silentDaemon: DaemonProgress = {
  event: () => {},
  show: () => {},
  note: () => {},
  bug: () => {},
  close: async () => {},
};

/** Runs `mlx` with the words; returns what it printed and its exit code. */
export async function runFake(
  words: readonly string[],
  {
    app = {},
    terminal = {},
    env = {},
    interrupts = createFakeInterrupts().interrupts,
    isTTY = false,
    server = noServer,
  }: {
    readonly app?: Partial<App>;
    readonly terminal?: Partial<Terminal>;
    readonly env?: Readonly<Record<string, string>>;
    readonly interrupts?: Interrupts;
    readonly isTTY?: boolean;
    readonly server?: Server;
  } = {},
): Promise<{ readonly exit: number; readonly stdout: string; readonly stderr: string }> {
  const { output, data, notes } = createFakeOutput();
  const surroundings: Surroundings = {
    words,
    cwd: "/project",
    env,
    now: () => now,
    stdout: { isTTY },
    stderr: {},
    output,
    interrupts,
    createTerminal: () => ({
      openRunProgress: async () => silentProgress,
      openDaemonProgress: async () => silentDaemon,
      ...terminal,
    }),
    loadApp: async () => createFakeApp(app),
    loadServer: async () => server,
    version: "1.2.3",
    supervisor: "/dist/supervisor.js",
    templatesFolder: "/dist/templates",
    self: ["node", "mlx"],
  };
  const exit = await runCli(surroundings);
  return { exit, stdout: data.join("\n"), stderr: notes.join("\n") };
}
