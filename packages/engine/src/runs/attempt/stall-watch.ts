import type { Clock } from "@mlx/core";

/** Notices when nothing more is heard of a program. */
export interface StallWatch {
  /** Something of it was read: a line, or a metric, of that time (milliseconds since 1970). */
  heard(at: number): void;
  /** What is not heard of can no longer be told from what is silent. */
  lose(): void;
  /** True once for each time that it falls silent. */
  isStalled(): boolean;
}

/**
 * `since`: when the program was started. What is read late, as after a change of the observer, counts
 * from when it was written, so that a silence is not taken for over; later changes of the wall clock do
 * not count.
 */
export function createStallWatch(
  clock: Pick<Clock, "now" | "monotonic">,
  { stallSeconds, since }: { readonly stallSeconds: number | undefined; readonly since: number },
): StallWatch {
  const momentOf = (at: number) => clock.monotonic() - Math.max(0, clock.now() - at);
  let last = momentOf(since);
  let told = false;
  let lost = false;
  return {
    heard: (at) => {
      const moment = momentOf(at);
      if (moment <= last) return;
      last = moment;
      told = false;
    },
    lose: () => {
      lost = true;
    },
    isStalled: () => {
      if (stallSeconds === undefined || lost || told) return false;
      told = clock.monotonic() - last >= stallSeconds * 1000;
      return told;
    },
  };
}
