import type { Clock, JobKey } from "@mlx/core";
import { findMarkedProcesses, groupExists, signalGroup, signalProcess } from "../../process/job-processes.ts";

const pollMilliseconds = 20;
const killPatience = 2000;

/** SIGTERM to a replica's group, the grace, then SIGKILL to it and to whatever has left it. */
export async function endGroup({
  group,
  key,
  graceSeconds,
  clock,
  isOver,
}: {
  readonly group: number;
  readonly key: JobKey;
  readonly graceSeconds: number;
  readonly clock: Clock;
  /** Its leader has ended. */
  readonly isOver: () => boolean;
}): Promise<void> {
  const start = clock.monotonic();
  const passed = () => clock.monotonic() - start;
  if (!isOver()) signalGroup(group, "SIGTERM");
  while (!isOver() && passed() < graceSeconds * 1000) await clock.sleep(pollMilliseconds);
  signalGroup(group, "SIGKILL");
  for (const pid of findMarkedProcesses(key)) signalProcess(pid, "SIGKILL");
  while (groupExists(group) && passed() < graceSeconds * 1000 + killPatience)
    await clock.sleep(pollMilliseconds);
}
