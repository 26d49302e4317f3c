/**
 * Which process is meant, beyond its number: numbers are used again, and start over with each start
 * of the machine.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { InternalError } from "@mlx/core";

export interface ProcessIdentity {
  readonly pid: number;
  /** As the system tells it; only equality means something. */
  readonly startedAt: string;
  /** Changes with each start of the machine. */
  readonly bootId: string;
}

/** The process's identity; `undefined` when there is no such process, or it has ended. */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  const startedAt = process.platform === "linux" ? linuxStart(pid) : portableStart(pid);
  return startedAt === undefined ? undefined : { pid, startedAt, bootId: readBootId() };
}

export function identifySelf(): ProcessIdentity {
  const self = identifyProcess(process.pid);
  if (self === undefined) throw new InternalError("this process does not find itself among the processes");
  return self;
}

export function isAlive(identity: ProcessIdentity): boolean {
  const now = identifyProcess(identity.pid);
  return now !== undefined && now.startedAt === identity.startedAt && now.bootId === identity.bootId;
}

export function readBootId(): string {
  if (process.platform === "linux") return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  return execFileSync("sysctl", ["-n", "kern.boottime"], { encoding: "utf8" }).trim();
}

/** Fields of `/proc/PID/stat` behind the name, which may hold anything: state, parent, group, … */
export function readProcessStat(pid: number | string): readonly string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "latin1");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined;
  }
}

function linuxStart(pid: number): string | undefined {
  const fields = readProcessStat(pid);
  const ended = fields?.[0] === "Z" || fields?.[0] === "X";
  return ended ? undefined : fields?.[19];
}

function portableStart(pid: number): string | undefined {
  try {
    return (
      execFileSync("ps", ["-o", "lstart=", "-p", pid.toString()], { encoding: "utf8" }).trim() || undefined
    );
  } catch {
    return undefined;
  }
}
