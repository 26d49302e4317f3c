/*
 * What the times of an expression are, found by looking at every minute there is: slow, and made of other
 * parts than what it judges. Only the meaning of the fields and the rules for the clocks are shared.
 */
export interface WalkedFields {
  readonly minute: readonly number[];
  /** `interval`: written as a star, or a star with a step. */
  readonly hour: readonly number[];
  readonly interval: boolean;
  readonly day: readonly number[];
  readonly month: readonly number[];
  /** 0 is Sunday. */
  readonly weekday: readonly number[];
  readonly eitherDay: boolean;
}

export interface WalkedPolicy {
  readonly gap: "shift" | "skip";
  readonly overlap: "first" | "last" | "both";
}

const minute = 60_000;
const quarter = 15;

/** Offsets in minutes of every minute in [from, until). */
export interface ZoneTable {
  readonly from: number;
  readonly offsets: Int16Array;
}

/** Asks for every quarter of an hour, and for every minute of those in which the clocks change. */
export function readZone(timezone: string, from: number, until: number): ZoneTable {
  const format = new Intl.DateTimeFormat("en-US", {
    ...{ timeZone: timezone, hourCycle: "h23" },
    ...{ year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" },
  });
  const offsetAt = (instant: number) => {
    const [, month, day, year, hour, past] =
      /^(\d+)\/(\d+)\/(\d+), (\d+):(\d+)$/.exec(format.format(instant)) ?? [];
    const shown = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(past));
    return (shown - instant) / minute;
  };
  const offsets = new Int16Array((until - from) / minute);
  let before = offsetAt(from);
  for (let index = 0; index < offsets.length; index += quarter) {
    const after = offsetAt(from + (index + quarter) * minute);
    for (let at = index; at < index + quarter; at++) {
      offsets[at] = before === after ? before : offsetAt(from + at * minute);
    }
    before = after;
  }
  return { from, offsets };
}

/** Instants in order, negative where the time does not fire. */
export function walkMinutes(
  { from, offsets }: ZoneTable,
  fields: WalkedFields,
  policy: WalkedPolicy,
): readonly number[] {
  const named = matcher(fields);
  /** By instant, in order, as a Map keeps it. */
  const times = new Map<number, boolean>();
  let before = offsets[0] ?? 0;
  /** In minutes since `from`: those before it show local times for the second time. */
  let repeatedUntil = 0;
  for (let index = 0; index < offsets.length; index++) {
    const instant = from + index * minute;
    const offset = offsets[index] ?? 0;
    const local = instant / minute + offset;
    if (offset !== before && !fields.interval) {
      if (offset > before) {
        const missing = Array.from({ length: offset - before }, (_, at) => local - (offset - before) + at);
        if (missing.some(named)) times.set(instant, policy.gap === "shift" && missing.length <= 180);
      } else {
        const length = before - offset;
        repeatedUntil = index + length;
        if (policy.overlap === "last") {
          for (let back = length; back >= 1; back--) {
            if (times.has(instant - back * minute)) times.set(instant - back * minute, false);
          }
        }
      }
    }
    before = offset;
    if (named(local)) times.set(instant, index >= repeatedUntil || policy.overlap !== "first");
  }
  return [...times].map(([instant, fires]) => (fires ? instant : -instant));
}

/** Of minutes of local time since 1970. */
function matcher(fields: WalkedFields): (local: number) => boolean {
  const ofDay = new Uint8Array(1440);
  for (const hour of fields.hour) for (const past of fields.minute) ofDay[hour * 60 + past] = 1;
  let [day, isNamed] = [Number.NaN, false];
  return (local) => {
    const today = Math.floor(local / 1440);
    if (today !== day) {
      day = today;
      const date = new Date(today * 1440 * minute);
      const byDate = fields.day.includes(date.getUTCDate());
      const byWeekday = fields.weekday.includes(date.getUTCDay());
      isNamed =
        fields.month.includes(date.getUTCMonth() + 1) &&
        (fields.eitherDay ? byDate || byWeekday : byDate && byWeekday);
    }
    return isNamed && ofDay[local - today * 1440] === 1;
  };
}
