import type { Clock, JobKey } from "@mlx/core";
import { findMarkedProcesses, groupExists, signalGroup, signalProcess } from "./job-processes.ts";

/** Helpers of a program, such as Python's resource tracker, end a moment after it. */
const patience = 300;
const pollMilliseconds = 20;
const killPatience = 2000;

/**
 * Ends what a program has left running: its group gets SIGTERM, the grace, then SIGKILL; processes
 * that have moved to a group of their own are killed.
 */
export async function endRemains({
  group,
  key,
  graceLeft,
  clock,
  warn,
}: {
  readonly group: number;
  readonly key: JobKey;
  /** Milliseconds, fewer with each call. */
  readonly graceLeft: () => number;
  readonly clock: Clock;
  readonly warn: (text: string) => Promise<void>;
}): Promise<void> {
  const start = clock.monotonic();
  const passed = () => clock.monotonic() - start;
  while (groupExists(group) && passed() < patience) await clock.sleep(pollMilliseconds);
  if (groupExists(group)) {
    await warn("the program ended and left processes running; they were stopped");
    signalGroup(group, "SIGTERM");
    while (groupExists(group) && graceLeft() > 0) await clock.sleep(pollMilliseconds);
    signalGroup(group, "SIGKILL");
    const killed = clock.monotonic();
    while (groupExists(group) && clock.monotonic() - killed < killPatience)
      await clock.sleep(pollMilliseconds);
  }
  const escaped = findMarkedProcesses(key);
  if (escaped.length === 0) return;
  await warn("the program left detached processes running; they were killed");
  for (const pid of escaped) signalProcess(pid, "SIGKILL");
}
