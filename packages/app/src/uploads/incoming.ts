import { readdirSync, rmSync, statSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { systemErrorCode } from "@mlx/core";

/** A folder in `incoming` whose name says which process fills it. `id`: UUID. */
export function incomingFolder(stateFolder: string, id: string): string {
  return join(stateFolder, "incoming", `${hostname()}.${process.pid}.${id}`);
}

/**
 * Removes what processes of this machine that have died left in `incoming`. `now`: milliseconds since 1970. Never
 * fails: what stays takes space, and goes after a day.
 */
export function removeDeadIncoming(stateFolder: string, now: number): void {
  const folder = join(stateFolder, "incoming");
  try {
    for (const name of readdirSync(folder)) {
      const [, host, pid = ""] = /^(.+)\.(\d+)\.[\da-f-]{36}$/.exec(name) ?? [];
      const path = join(folder, name);
      if (host === hostname() && isDead(Number(pid), path, now))
        rmSync(path, { recursive: true, force: true });
    }
  } catch {
    // Another process may be removing the same, or there is no such folder.
  }
}

/** In a container that was started anew, an earlier process had this one's number. */
function isDead(pid: number, path: string, now: number): boolean {
  if (pid === process.pid) return statSync(path).mtimeMs < now - process.uptime() * 1000;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return systemErrorCode(error) === "ESRCH";
  }
}
