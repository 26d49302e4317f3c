import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { BenchmarkFailure } from "../benchmark-failure.ts";
import { mlxCommand, mlxEnvironment } from "../mlx-command.ts";
import { heldSlot, namespace } from "./fill-store.ts";

/** A project whose store is filled by hand. Returns where its store is to be. */
export function makeProject(folder: string): string {
  mkdirSync(join(folder, ".mlx"), { recursive: true });
  writeFileSync(join(folder, "mlx.yaml"), `project: ${namespace}\nruns: { slots: { ${heldSlot}: 1 } }\n`);
  return join(folder, ".mlx", "mlx.db");
}

/** A process that is watched from outside, by what Linux tells of it. */
export interface WatchedProcess extends AsyncDisposable {
  /** User and system, so far. */
  cpuSeconds(): number;
  residentBytes(): number;
}

/** The built `mlx up`, in the background of nobody; resolves once it is ready. */
export async function startDaemon(folder: string, workFolder: string): Promise<WatchedProcess> {
  const log = join(workFolder, "daemon.log");
  const child = start(mlxCommand("up", "--port", "0"), folder, mlxEnvironment(workFolder), log);
  const file = join(folder, ".mlx", "daemon", "default.json");
  for (let waited = 0; waited < 60_000; waited += 100) {
    if (child.exitCode !== null) break;
    if (await isReady(file)) return watch(child);
    await delay(100);
  }
  child.kill("SIGKILL");
  throw new BenchmarkFailure(
    `mlx up did not get ready. It printed:\n${readFileSync(log, "utf8").slice(-4000)}`,
  );
}

/** A Node that does nothing, for comparison. */
export async function startIdleNode(folder: string, workFolder: string): Promise<WatchedProcess> {
  const words = [process.execPath, "-e", "setInterval(() => {}, 1000)"];
  const child = start(words, folder, process.env, join(workFolder, "idle.log"));
  await delay(1000);
  return watch(child);
}

function start(
  [program = "", ...words]: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
  log: string,
): ChildProcess {
  const output = openSync(log, "w");
  return spawn(program, words, { cwd, env, stdio: ["ignore", output, output] });
}

async function isReady(file: string): Promise<boolean> {
  try {
    const { url }: { url?: string } = JSON.parse(readFileSync(file, "utf8"));
    return url !== undefined && (await fetch(`${url}/readyz`)).ok;
  } catch {
    return false;
  }
}

function watch(child: ChildProcess): WatchedProcess {
  const read = (name: string) => readFileSync(`/proc/${child.pid}/${name}`, "utf8");
  return {
    cpuSeconds: () => {
      // Behind the name, which may hold spaces: state, …, utime and stime in hundredths of a second.
      const fields = read("stat").split(") ")[1]?.split(" ") ?? [];
      return (Number(fields[11]) + Number(fields[12])) / 100;
    },
    residentBytes: () => Number(/^VmRSS:\s+(\d+) kB/m.exec(read("status"))?.[1]) * 1024,
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}
