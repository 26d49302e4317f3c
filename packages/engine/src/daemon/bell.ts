import type { Clock } from "@mlx/core";

/** Wakes the one who waits for it; rung while nobody waits, it is heard by the next. */
export interface Bell {
  ring(): void;
  /** Until it is rung, the time is over, or the signal is aborted. Never rejects for any of these. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export function createBell(clock: Clock): Bell {
  let rung = false;
  let wake: (() => void) | undefined;
  return {
    ring: () => {
      rung = true;
      wake?.();
    },
    wait: async (milliseconds, signal) => {
      if (!rung && !signal.aborted) {
        // A signal of its own for each wait: one that is derived from a signal of long life is kept by it.
        const early = new AbortController();
        wake = () => early.abort();
        signal.addEventListener("abort", wake, { once: true });
        try {
          await clock.sleep(milliseconds, early.signal);
        } catch (error) {
          if (!early.signal.aborted) throw error;
        } finally {
          signal.removeEventListener("abort", wake);
          wake = undefined;
        }
      }
      rung = false;
    },
  };
}
