/** Lets those who wait inside this process go on at once, instead of at their next look. */
import type { Clock } from "@mlx/core";

export interface WakeUp {
  wake(): void;
  /** To be called before looking: a `wake` from then on is not missed. */
  mark(): WakeMark;
}

export interface WakeMark {
  /**
   * Resolves at the next `wake` (at once, if there was one since the mark), at the latest after so many
   * milliseconds; rejects with the signal's reason.
   */
  sleep(milliseconds: number, clock: Clock, signal?: AbortSignal): Promise<void>;
}

export function createWakeUp(): WakeUp {
  let next = Promise.withResolvers<void>();

  function wake(): void {
    next.resolve();
    next = Promise.withResolvers();
  }

  function mark(): WakeMark {
    const woken = next.promise;
    async function sleep(milliseconds: number, clock: Clock, signal?: AbortSignal): Promise<void> {
      signal?.throwIfAborted();
      const stop = new AbortController();
      const abort = () => stop.abort(signal?.reason);
      signal?.addEventListener("abort", abort);
      const slept = clock.sleep(milliseconds, stop.signal);
      slept.catch(() => {});
      try {
        await Promise.race([woken, slept]);
      } finally {
        signal?.removeEventListener("abort", abort);
        stop.abort();
      }
    }
    return { sleep };
  }

  return { wake, mark };
}
