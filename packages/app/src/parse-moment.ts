import { instantOf, parseTime } from "@mlx/schedule";
import { notADuration, notATime, timeOutOfRange } from "./errors.ts";

/** How a written time is understood: seen from when, and in whose clocks. */
export interface MomentContext {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** IANA name, of times without an offset. */
  readonly timezone: string;
}

const units: { readonly [unit: string]: number } = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
};

/** What is written down has a year of four digits, and nothing happened before 1970. */
const earliest = 0;
const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/**
 * A time as a person types it, in milliseconds since 1970: RFC 3339, a local date or time, `now`, or
 * from now (`+7d`, `-1h30m`). `flag` is where it was given. Failure: 8014, also for a time before 1970 or
 * after 9999.
 */
export function parseMoment(text: string, context: MomentContext, flag: string): number {
  const moment = readMoment(text, context, flag);
  if (!(moment >= earliest && moment <= latest)) throw timeOutOfRange(flag, text);
  return moment;
}

function readMoment(text: string, { now, timezone }: MomentContext, flag: string): number {
  const words = text.trim();
  if (words === "now") return now;
  const [, sign, span] = /^([+-])(.+)$/.exec(words) ?? [];
  const milliseconds = span === undefined ? undefined : readSpan(span);
  if (milliseconds !== undefined) return now + (sign === "-" ? -milliseconds : milliseconds);
  const time = parseTime(words.replace(/^(\d{4}-\d{2}-\d{2}) (\d)/, "$1T$2"));
  if (time === undefined) throw notATime(flag, text);
  return instantOf(time, timezone);
}

/** `10m`, `1h30m`, `90s`, in milliseconds. Failure: 8014. */
export function parseSpan(text: string, flag: string): number {
  const milliseconds = readSpan(text.trim());
  if (milliseconds === undefined || milliseconds === 0) throw notADuration(flag, text);
  return milliseconds;
}

function readSpan(text: string): number | undefined {
  if (!/^(\d{1,9}[smhdw])+$/.test(text)) return undefined;
  return [...text.matchAll(/(\d+)([smhdw])/g)].reduce(
    (sum, [, amount, unit = ""]) => sum + Number(amount) * (units[unit] ?? 0),
    0,
  );
}

/** The zone of this machine's clocks. */
export function localTimezone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
