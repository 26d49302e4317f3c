/** The operating system's processes that belong to a job. */
import { readdirSync, readFileSync } from "node:fs";
import type { JobKey } from "@mlx/core";
import { readProcessStat } from "../job/process-identity.ts";

/** Those that have ended and that their parent has not asked about yet do not count. */
export function groupExists(group: number): boolean {
  if (!signal(-group, 0)) return false;
  if (process.platform !== "linux") return true;
  return listProcesses().some((pid) => {
    const [state, , ofGroup] = readProcessStat(pid) ?? [];
    return ofGroup === group.toString() && state !== "Z" && state !== "X";
  });
}

export function signalGroup(group: number, name: NodeJS.Signals): boolean {
  return signal(-group, name);
}

export function signalProcess(pid: number, name: NodeJS.Signals): boolean {
  return signal(pid, name);
}

/** False where there is nothing to signal (any more). */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch {
    return false;
  }
}

/**
 * Processes that carry the job's variables, whatever group they have moved to. Empty where the
 * system does not show the environment of a process (only Linux does).
 */
export function findMarkedProcesses({ runId, attempt }: JobKey): readonly number[] {
  const run = `\0MLX_RUN_ID=${runId}\0`;
  const number = `\0MLX_ATTEMPT=${attempt}\0`;
  return listProcesses().filter((pid) => {
    const environment = `\0${readText(`/proc/${pid}/environ`)}`;
    return pid !== process.pid && environment.includes(run) && environment.includes(number);
  });
}

/** Whether `findMarkedProcesses` sees anything here. */
export function showsMarks(): boolean {
  return process.platform === "linux";
}

/** Bytes of memory that the processes of a group hold at the moment; shared pages count for each. */
export function measureGroupMemory(group: number): number {
  let total = 0;
  for (const pid of listProcesses()) {
    if (readProcessStat(pid)?.[2] === group.toString()) total += readMemory(pid, "VmRSS");
  }
  return total;
}

/** Bytes, the most that one process has held since it started. */
export function readPeakMemory(pid: number): number {
  return readMemory(pid, "VmHWM");
}

/** `VmRSS`: held now; `VmHWM`: the most that was ever held. */
function readMemory(pid: number, field: "VmRSS" | "VmHWM"): number {
  const line = new RegExp(`^${field}:\\s+(\\d+) kB$`, "m").exec(readText(`/proc/${pid}/status`));
  return Number(line?.[1] ?? 0) * 1024;
}

function listProcesses(): readonly number[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** Empty where the file cannot be read: the process has ended, or belongs to somebody else. */
function readText(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}
