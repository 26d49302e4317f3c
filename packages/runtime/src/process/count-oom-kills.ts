import { readFileSync } from "node:fs";

/**
 * How many processes the kernel has killed for want of memory: in this control group where it has a
 * counter of its own, else on the whole machine. `undefined` where the kernel does not say.
 */
export function countOomKills(): number | undefined {
  return countIn(controlGroupEvents()) ?? countIn("/proc/vmstat");
}

function controlGroupEvents(): string | undefined {
  const path = /^0::(\/.+)$/m.exec(read("/proc/self/cgroup"))?.[1];
  return path === undefined ? undefined : `/sys/fs/cgroup${path}/memory.events`;
}

function countIn(path: string | undefined): number | undefined {
  if (path === undefined) return undefined;
  const count = /^oom_kill (\d+)$/m.exec(read(path))?.[1];
  return count === undefined ? undefined : Number(count);
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
