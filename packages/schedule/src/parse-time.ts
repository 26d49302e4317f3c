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

/** The instant, in milliseconds since 1970; a local time that a change of the clocks skips lies after the gap. */
export function instantOf({ wallClock, offsetMinutes }: ParsedTime, timezone: string): number {
  if (offsetMinutes !== undefined) return wallClock - offsetMinutes * 60_000;
  const first = wallClock - offsetAt(wallClock, timezone);
  return wallClock - offsetAt(first, timezone);
}

/** Milliseconds that the zone's clocks are ahead of UTC at an instant. */
function offsetAt(instant: number, timezone: string): number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: timezone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const parts: { [type: string]: number } = {};
  for (const { type, value } of format.formatToParts(instant)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
}
