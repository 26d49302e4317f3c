import { type Schedule, timestamp } from "@mlx/core";

/** Clocks of machines differ, and are corrected, by less. */
const toleranceMilliseconds = 300_000;

/**
 * Up to when the times of a schedule are decided, where that is minutes ahead of `now`: a clock was ahead
 * once, or is behind now. Nothing fires before; to pause and resume the schedule ends that.
 */
export function decidedUntil(
  { anchor, lastEvaluated }: Pick<Schedule, "anchor" | "lastEvaluated">,
  now: number,
): string | undefined {
  const reached = Math.max(Date.parse(anchor), Date.parse(lastEvaluated));
  return reached - now > toleranceMilliseconds ? timestamp(reached) : undefined;
}
