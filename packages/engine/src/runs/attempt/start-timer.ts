import type { Clock } from "@mlx/core";

/** Timers of Node fire at once when they are set for more than 24 days. */
const longestSleep = 3_600_000;

/** Does `action` once so much time has passed; what it returns cancels that. */
export function startTimer(
  clock: Pick<Clock, "monotonic" | "sleep">,
  seconds: number,
  action: () => void,
): () => void {
  const cancelled = new AbortController();
  const due = clock.monotonic() + seconds * 1000;
  const run = async () => {
    for (let left = seconds * 1000; left > 0; left = due - clock.monotonic())
      await clock.sleep(Math.min(left, longestSleep), cancelled.signal);
    if (!cancelled.signal.aborted) action();
  };
  // It only rejects when it is cancelled.
  run().catch(() => undefined);
  return () => cancelled.abort();
}
