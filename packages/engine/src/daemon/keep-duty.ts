import { MlxError } from "@mlx/core";
import type { Bell } from "./bell.ts";
import type { DaemonDeps } from "./daemon-deps.ts";

/** What a daemon does again and again. */
export type DutyName =
  | "worker-record"
  | "scheduler"
  | "announcer"
  | "promoter"
  | "dispatcher"
  | "serving"
  | "sweeper"
  | "outbox"
  | "collector";

export interface Duty {
  readonly name: DutyName;
  /** Wakes it before its time. */
  readonly bell: Bell;
  /** Before it is done for the first time. */
  readonly firstAfterMilliseconds?: number;
  /** Does it once, and says after how many milliseconds it is to be done again. */
  readonly look: (signal: AbortSignal) => Promise<number>;
}

const firstPauseMilliseconds = 500;
const longestPauseMilliseconds = 10_000;

/**
 * Does a duty until the signal. One that fails (the store is busy or full) is told of once and tried
 * again, after longer and longer pauses; that it works again is told too. Never rejects.
 */
export async function keepDuty(
  { name, bell, look, firstAfterMilliseconds = 0 }: Duty,
  { clock, emit, beat }: Pick<DaemonDeps, "clock" | "emit" | "beat">,
  signal: AbortSignal,
): Promise<void> {
  let failures = 0;
  beat?.(name, firstAfterMilliseconds);
  if (firstAfterMilliseconds > 0) await bell.wait(firstAfterMilliseconds, signal);
  while (!signal.aborted) {
    let pause: number;
    try {
      pause = await look(signal);
      if (failures > 0) emit({ type: "duty-restored", at: clock.now(), duty: name });
      failures = 0;
    } catch (error) {
      if (signal.aborted) return;
      if (failures === 0)
        emit({ type: "duty-failed", at: clock.now(), duty: name, message: describeFailure(error) });
      pause = Math.min(longestPauseMilliseconds, firstPauseMilliseconds * 2 ** failures);
      failures += 1;
    }
    beat?.(name, pause);
    await bell.wait(pause, signal);
  }
}

/** A failure in one line; a bug is no reason for a daemon to end, and is told as it is. */
export function describeFailure(error: unknown): string {
  if (error instanceof MlxError) return error.summary;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
