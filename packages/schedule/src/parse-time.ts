import { type Stretch, zoneClock } from "./zone-clock.ts";

/** A time as it may be written: with an offset it is an instant, without one it is local. */
export interface ParsedTime {
  /** Milliseconds since 1970 as if the local time were UTC. */
  readonly wallClock: number;
  /** Minutes east of UTC; absent for a local time. */
  readonly offsetMinutes?: number;
}

const pattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?([Zz]|[+-]\d{2}:\d{2})?)?$/;

/** `undefined` where the text is not a time that exists. */
export function parseTime(text: string): ParsedTime | undefined {
  const match = pattern.exec(text.trim());
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const milliseconds = Math.floor(Number(`0.${match[7] ?? "0"}`) * 1000);
  const wallClock = Date.UTC(year, month - 1, day, hour, minute, second, milliseconds);
  const date = new Date(wallClock);
  const exists =
    date.getUTCFullYear() === year &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    hour < 24 &&
    minute < 60 &&
    second < 60;
  if (!exists) return undefined;
  const zone = match[8];
  if (zone === undefined) return { wallClock };
  if (zone.toUpperCase() === "Z") return { wallClock, offsetMinutes: 0 };
  const [hours = 0, minutes = 0] = zone.slice(1).split(":").map(Number);
  if (hours > 23 || minutes > 59) return undefined;
  return { wallClock, offsetMinutes: (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes) };
}

/** The instants that a time stands for, in milliseconds since 1970: two where the clocks show it twice. */
export interface MeantInstants {
  readonly first: number;
  readonly last: number;
  /** The clocks skip it; both are the first instant after the gap. */
  readonly missing: boolean;
}

export function instantsOf({ wallClock, offsetMinutes }: ParsedTime, timezone: string): MeantInstants {
  if (offsetMinutes !== undefined) {
    const instant = wallClock - offsetMinutes * 60_000;
    return { first: instant, last: instant, missing: false };
  }
  const stretches = stretchesAround(wallClock, timezone);
  const shown = stretches.flatMap(({ start, end, offset }) => {
    const instant = wallClock - offset;
    return instant >= start && instant < end ? [instant] : [];
  });
  const [first] = shown;
  const last = shown.at(-1);
  if (first !== undefined && last !== undefined) return { first, last, missing: false };
  const gap = stretches.find(({ start, offset }) => wallClock < start + offset)?.start ?? wallClock;
  return { first: gap, last: gap, missing: true };
}

/** The first instant that a time stands for. */
export function instantOf(time: ParsedTime, timezone: string): number {
  return instantsOf(time, timezone).first;
}

/** Those in which the clocks may show the time: they are never more than a day away from UTC. */
function stretchesAround(wallClock: number, timezone: string): readonly Stretch[] {
  const day = 86_400_000;
  const clock = zoneClock(timezone);
  const stretches = [clock.stretchAt(wallClock - day)];
  for (;;) {
    const end = stretches.at(-1)?.end ?? Number.POSITIVE_INFINITY;
    if (end > wallClock + day) return stretches;
    stretches.push(clock.stretchAt(end));
  }
}
