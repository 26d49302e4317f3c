import type { Clock, LogCursor } from "@mlx/core";
import type { ReadLogLine } from "./log-reader.ts";
import { createLogReader } from "./log-reader.ts";
import type { WakeUp } from "./wake-up.ts";
import { createWakeUp } from "./wake-up.ts";

const pollMilliseconds = 100;
/** Where a writer wakes the follower: looking costs something when a hundred jobs are followed. */
const wokenPollMilliseconds = 2000;

/**
 * The lines of a job's log from a cursor on; with `follow` until `ended` says so and everything that
 * was written before has been read.
 */
export async function* followLog(
  folder: string,
  options: {
    readonly cursor: LogCursor;
    readonly follow: boolean;
    readonly signal?: AbortSignal;
    readonly ended: () => Promise<boolean>;
    readonly clock: Clock;
    /** Woken by a writer in this process; a follower also looks by itself. */
    readonly wakeUp?: WakeUp;
    /** The writer is in this process, so that looking hardly matters. */
    readonly isWoken?: () => boolean;
  },
): AsyncIterable<ReadLogLine> {
  const { wakeUp = createWakeUp(), isWoken = () => false } = options;
  const reader = createLogReader(folder, options.cursor);
  for (;;) {
    options.signal?.throwIfAborted();
    const mark = wakeUp.mark();
    // Asked before reading: what was written before the end is then certainly read.
    const last = !options.follow || (await options.ended());
    for (let lines = await reader.read(); lines.length > 0; lines = await reader.read()) {
      for (const line of lines) {
        options.signal?.throwIfAborted();
        yield line;
      }
    }
    if (last) return;
    const pause = isWoken() ? wokenPollMilliseconds : pollMilliseconds;
    await mark.sleep(pause, options.clock, options.signal);
  }
}
