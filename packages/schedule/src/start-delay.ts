import type { ScheduleSpec } from "@mlx/core";

/** Who comes late is spread over so many milliseconds, so that not all start at once after an outage. */
const catchUpSpread = 30_000;

/**
 * How long after its nominal time a run may start, in milliseconds. The same schedule and time have
 * always the same delay. `late`: how late it is made, where that is so late that it is caught up with.
 */
export function startDelay(
  scheduleId: string,
  nominal: number,
  { spec, late }: { readonly spec: Pick<ScheduleSpec, "jitterSeconds">; readonly late: number },
): number {
  const jitter =
    spec.jitterSeconds === 0 ? 0 : fraction(`${scheduleId} ${nominal} jitter`) * spec.jitterSeconds * 1000;
  const spread = late === 0 ? 0 : late + fraction(`${scheduleId} ${nominal} catch-up`) * catchUpSpread;
  return Math.floor(Math.max(jitter, spread));
}

/** In [0, 1), the same for the same text: FNV-1a with the finish of MurmurHash3. */
function fraction(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
