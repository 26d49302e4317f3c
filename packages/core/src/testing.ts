/** Fakes for the ports of the environment. */
import type { Clock, Ids } from "./ports/environment.ts";

/** A clock that stands still until it is told; `sleep` moves it. */
export function createFakeClock(
  start = Date.UTC(2026, 0, 1),
): Clock & { advance(milliseconds: number): void } {
  let now = start;
  return {
    now: () => now,
    monotonic: () => now,
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      now += milliseconds;
    },
    advance: (milliseconds) => {
      now += milliseconds;
    },
  };
}

/** UUIDs that count up. */
export function createFakeIds(): Ids {
  let next = 0;
  return {
    uuid: () => {
      next += 1;
      return `${next.toString(16).padStart(8, "0")}-0000-4000-8000-000000000000`;
    },
  };
}
