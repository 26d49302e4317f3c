import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { BenchmarkFailure } from "../benchmark-failure.ts";

/** Starts a program of this folder, and waits for the port that it prints. */
export async function startProgram(
  name: string,
  ...words: readonly string[]
): Promise<{ readonly port: number; readonly end: () => void }> {
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, name), ...words], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (child.stdout === null) throw new BenchmarkFailure(`${name} has no output`);
  const [printed]: Buffer[] = await Promise.race([
    once(child.stdout, "data"),
    once(child, "exit").then(() => []),
  ]);
  const port = Number(printed?.toString().trim());
  if (!Number.isInteger(port) || port === 0) throw new BenchmarkFailure(`${name} ended before it listened`);
  return { port, end: () => child.kill("SIGKILL") };
}
