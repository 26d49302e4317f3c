import type { ScheduleSpec } from "@mlx/core";
import { nextMinute, previousMinute } from "./local-minutes.ts";
import type { CronFields } from "./parse-cron.ts";
import { repeatedAfter, repeatedBefore, type Stretch, type ZoneClock } from "./zone-clock.ts";

/** An instant that a schedule denotes. */
export interface NominalTime {
  /** Milliseconds since 1970. */
  readonly instant: number;
  /** What the clock on the wall shows, as if it were UTC; in a gap, the time that does not exist. */
  readonly wallClock: number;
  /** The local time does not exist that day; it fires when the gap ends. */
  readonly shifted?: true;
  /** It does not fire: its local time does not exist, or is the other pass of a repeated one. */
  readonly skipped?: "gap" | "overlap";
}

/** One expression in one zone. */
export interface CronSource {
  readonly fields: CronFields;
  readonly clock: ZoneClock;
  readonly dst: ScheduleSpec["dst"];
}

const minute = 60_000;
/** A gap of a whole day, as in Apia in 2011, is no change of daylight saving: nothing is made up for. */
const longestShift = 3 * 60 * minute;

/** The first nominal time in (after, until], those that are skipped included. */
export function nextOf(source: CronSource, after: number, until: number): NominalTime | undefined {
  for (let from = after + 1; from <= until; ) {
    const stretch = source.clock.stretchAt(from);
    const { start, end, offset } = stretch;
    if (from === start) {
      const inGap = gapTime(source, stretch);
      if (inGap !== undefined) return inGap;
    }
    const found = nextMinute(
      source.fields,
      Math.ceil((from + offset) / minute),
      Math.floor((Math.min(end - 1, until) + offset) / minute),
    );
    if (found !== undefined) return atMinute(source, stretch, found);
    from = end;
  }
  return undefined;
}

/** The last nominal time in (after, until], those that are skipped included. */
export function previousOf(source: CronSource, after: number, until: number): NominalTime | undefined {
  for (let to = until; to > after; ) {
    const stretch = source.clock.stretchAt(to);
    const { start, offset } = stretch;
    const found = previousMinute(
      source.fields,
      Math.ceil((Math.max(start, after + 1) + offset) / minute),
      Math.floor((to + offset) / minute),
    );
    if (found !== undefined) return atMinute(source, stretch, found);
    if (start > after) {
      const inGap = gapTime(source, stretch);
      if (inGap !== undefined) return inGap;
    }
    to = start - 1;
  }
  return undefined;
}

/** All times in the gap before a stretch are one: its first instant, unless that is denoted anyway. */
function gapTime({ fields, dst }: CronSource, stretch: Stretch): NominalTime | undefined {
  const { start, offset, before } = stretch;
  if (fields.interval || offset <= before) return undefined;
  const end = Math.ceil((start + offset) / minute);
  const missing = nextMinute(fields, Math.ceil((start + before) / minute), end - 1);
  if (missing === undefined) return undefined;
  if (nextMinute(fields, end, end) !== undefined && end * minute === start + offset) return undefined;
  const time = { instant: start, wallClock: missing * minute };
  return dst.gap === "skip" || offset - before > longestShift
    ? { ...time, skipped: "gap" }
    : { ...time, shifted: true };
}

function atMinute({ fields, dst }: CronSource, stretch: Stretch, found: number): NominalTime {
  const { start, end, offset } = stretch;
  const wallClock = found * minute;
  const instant = wallClock - offset;
  if (!fields.interval) {
    const isFirstPass = instant >= end - repeatedAfter(stretch);
    const isLastPass = instant < start + repeatedBefore(stretch);
    if ((isFirstPass && dst.overlap === "last") || (isLastPass && dst.overlap === "first"))
      return { instant, wallClock, skipped: "overlap" };
  }
  return { instant, wallClock };
}
