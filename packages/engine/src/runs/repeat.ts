import type { Clock } from "@mlx/core";

/** Does `action` every so often, one at a time, until the signal; then resolves. */
export async function repeat(
  clock: Clock,
  milliseconds: number,
  signal: AbortSignal,
  action: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await clock.sleep(milliseconds, signal);
    } catch (error) {
      if (signal.aborted) return;
      throw error;
    }
    await action();
  }
}
