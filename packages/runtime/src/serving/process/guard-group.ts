import { spawn } from "node:child_process";

/**
 * Has a process group killed when this process ends, however it ends: a shell that waits for the end of a pipe
 * which this process holds, and which the system closes with it.
 */
export function guardGroup(group: number): { readonly release: () => void } {
  const guard = spawn("/bin/sh", ["-c", 'read -r _; kill -s KILL -- "-$1"', "mlx-guard", group.toString()], {
    // An interrupt at the terminal is for mlx to handle.
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    env: {},
  });
  // Without one, what is left is swept at the next start.
  guard.on("error", () => {});
  guard.stdin?.on("error", () => {});
  guard.unref();
  return { release: () => guard.kill("SIGKILL") };
}
