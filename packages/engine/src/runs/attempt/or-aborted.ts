import type { Clock } from "@mlx/core";

/**
 * What the promise comes to; or, once the signal is aborted, a rejection with its reason. Work that is
 * ended by the same signal is given `patienceMilliseconds` to end in order; what does not heed it is left.
 */
export async function orAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal,
  clock: Pick<Clock, "sleep">,
  patienceMilliseconds = 0,
): Promise<T> {
  const done = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    const end = async () => {
      if (patienceMilliseconds > 0)
        await Promise.race([
          promise.catch(() => undefined),
          clock.sleep(patienceMilliseconds, done.signal).catch(() => undefined),
        ]);
      reject(signal.reason);
    };
    if (signal.aborted) void end();
    else signal.addEventListener("abort", () => void end(), { once: true, signal: done.signal });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    done.abort();
    // Whichever came second has nobody to tell.
    promise.catch(() => undefined);
    aborted.catch(() => undefined);
  }
}
