import { copyFileSync, fstatSync, ftruncateSync } from "node:fs";
import { rename, stat } from "node:fs/promises";
import { type Clock, systemErrorCode } from "@mlx/core";

/** A log that is larger becomes its `.1`, and the one before it goes. */
const largestLog = 10 * 1024 * 1024;
const lookMilliseconds = 60_000;

export interface BoundLog {
  readonly log: string;
  /** What this process writes to, opened for appending. */
  readonly output: number;
  readonly largest?: number;
}

/** Keeps the log of this process small until `signal` is aborted, where `log` is where its output goes. */
export async function boundLog(
  bound: BoundLog,
  { sleep }: Pick<Clock, "sleep">,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await sleep(lookMilliseconds, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
    if (!signal.aborted) await cutLog(bound);
  }
}

/** In one step, so that no line is written between the copy and the cut. */
async function cutLog({ log, output, largest = largestLog }: BoundLog): Promise<void> {
  try {
    const named = await stat(log);
    const written = fstatSync(output);
    if (written.ino !== named.ino || written.dev !== named.dev || written.size <= largest) return;
    copyFileSync(log, `${log}.1`);
    ftruncateSync(output, 0);
  } catch (error) {
    // It is no reason to end; the next look tries again.
    if (systemErrorCode(error) === undefined) throw error;
  }
}

/** Before a process opens it. */
export async function moveLargeLog(log: string, largest: number = largestLog): Promise<void> {
  try {
    if ((await stat(log)).size > largest) await rename(log, `${log}.1`);
  } catch (error) {
    if (systemErrorCode(error) !== "ENOENT") throw error;
  }
}
