/** Times and durations as they are written in a search. */

const units: { readonly [unit: string]: number } = {
  ...{ ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 },
};
const day = 86_400_000;

/** `10m`, `1h30m`, `-24h`, `1.5d` in milliseconds, or `undefined`. */
export function readDuration(text: string): number | undefined {
  const [, sign, span = ""] = /^([+-]?)((?:\d+(?:\.\d+)?(?:ms|s|m|h|d|w))+)$/.exec(text.trim()) ?? [];
  if (sign === undefined) return undefined;
  const sum = [...span.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdw])/g)].reduce(
    (total, [, amount, unit = ""]) => total + Number(amount) * (units[unit] ?? 0),
    0,
  );
  return sign === "-" ? -sum : sum;
}

/** `now`, `now - 7d`, in milliseconds since 1970, or `undefined`. */
export function readNow(text: string, now: number): number | undefined {
  const span = text.trim().slice("now".length).replaceAll(/\s+/g, "");
  if (span === "") return now;
  const milliseconds = readDuration(span);
  return milliseconds === undefined ? undefined : now + milliseconds;
}

export interface Moment {
  /** Milliseconds since 1970. */
  readonly from: number;
  /** Exclusive: a date without a time is a whole day. */
  readonly until?: number;
}

const momentPattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?: ?([Zz]|[+-]\d{2}:?\d{2}))?)?$/;

/** A date or a time of RFC 3339, in UTC where it has no offset; `undefined` for what the calendar has not. */
export function readMoment(text: string): Moment | undefined {
  const match = momentPattern.exec(text.trim());
  if (match === null) return undefined;
  const [, year = "", month = "", date = "", hour = "0", minute = "0", second = "0", fraction = "", offset] =
    match;
  const time = Date.UTC(
    ...([Number(year), Number(month) - 1, Number(date)] as const),
    ...([Number(hour), Number(minute), Number(second), Number(fraction.padEnd(3, "0").slice(0, 3))] as const),
  );
  const found = new Date(time);
  const isThere =
    found.getUTCFullYear() === Number(year) &&
    found.getUTCMonth() === Number(month) - 1 &&
    found.getUTCDate() === Number(date) &&
    Number(hour) < 24 &&
    Number(minute) < 60 &&
    Number(second) < 60;
  if (!isThere) return undefined;
  if (match[4] === undefined) return { from: time, until: time + day };
  const minutes = offset === undefined ? 0 : readOffset(offset);
  return minutes === undefined ? undefined : { from: time - minutes * 60_000 };
}

/** Minutes east of UTC. */
function readOffset(text: string): number | undefined {
  if (text.toUpperCase() === "Z") return 0;
  const digits = text.slice(1).replace(":", "");
  const [hours, minutes] = [Number(digits.slice(0, 2)), Number(digits.slice(2))];
  if (hours > 23 || minutes > 59) return undefined;
  return (text.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}
