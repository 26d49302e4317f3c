/** How single values read: numbers, times, durations, sizes, JSON scalars. */
import { isJsonObject, type Json, redacted } from "@mlx/core";

/** A measured value: whole numbers as they are, others with six significant digits or more. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value) || Number.isInteger(value)) return String(value);
  const size = Math.abs(value);
  if (size >= 1e15 || size < 1) return String(Number(value.toPrecision(6)));
  const wholeDigits = Math.floor(Math.log10(size)) + 1;
  return String(Number(value.toFixed(Math.max(1, 6 - wholeDigits))));
}

/** `0.4 s`, `42 s`, `3 min 12 s`, `2 h 5 min`, `3 d 4 h`. */
export function formatDuration(milliseconds: number): string {
  const tenths = Math.max(0, Math.round(milliseconds / 100));
  if (tenths < 100) return `${tenths / 10} s`;
  const seconds = Math.round(tenths / 10);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return twoUnits(seconds, 60, "min", "s");
  const minutes = Math.round(seconds / 60);
  return minutes < 1440
    ? twoUnits(minutes, 60, "h", "min")
    : twoUnits(Math.round(minutes / 60), 24, "d", "h");
}

function twoUnits(value: number, per: number, large: string, small: string): string {
  const rest = value % per;
  return `${Math.floor(value / per)} ${large}${rest === 0 ? "" : ` ${rest} ${small}`}`;
}

/** `12 s ago`, `3 min ago`, `in 2 h`; the larger unit only. */
export function formatRelative(at: number, now: number): string {
  const seconds = Math.round(Math.abs(now - at) / 1000);
  if (seconds < 1) return "now";
  const amount =
    seconds < 60
      ? `${seconds} s`
      : seconds < 3600
        ? `${Math.floor(seconds / 60)} min`
        : seconds < 86400
          ? `${Math.floor(seconds / 3600)} h`
          : `${Math.floor(seconds / 86400)} d`;
  return at <= now ? `${amount} ago` : `in ${amount}`;
}

type LocalTime = { readonly utcOffset: (at: number) => number };

const unknownTime = "????-??-?? ??:??:??";

/** Local time, `2026-01-31 14:05:09`; question marks for what is no time of the years 0 to 9999. */
export function formatTime(at: number, { utcOffset }: LocalTime): string {
  const local = new Date(at + utcOffset(at) * 60_000);
  const year = local.getUTCFullYear();
  return year >= 0 && year <= 9999 ? local.toISOString().slice(0, 19).replace("T", " ") : unknownTime;
}

/** Local time of day, `14:05:09`. */
export function formatTimeOfDay(at: number, time: LocalTime): string {
  return formatTime(at, time).slice(11);
}

/** Local time and how long ago. */
export function formatMoment(at: string, view: LocalTime & { readonly now: number }): string {
  const milliseconds = Date.parse(at);
  if (Number.isNaN(milliseconds)) return unknownTime;
  return `${formatTime(milliseconds, view)} (${formatRelative(milliseconds, view.now)})`;
}

/** `512 B`, `4.2 KiB`, `1.0 GiB`. */
export function formatBytes(bytes: number): string {
  const units = ["KiB", "MiB", "GiB", "TiB"];
  if (bytes < 1024) return `${bytes} B`;
  let size = bytes / 1024;
  let unit = 0;
  while (size >= 1023.95 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${size.toFixed(1)} ${units[unit]}`;
}

/** A value as the language writes it: plain strings without quotes, lists and maps as JSON. */
export function formatValue(value: Json): string {
  if (typeof value !== "string") return JSON.stringify(value);
  const plain = /^[^\s"'[\]{},#&*!|>%@`\p{Cc}]+( [^\s"'#\p{Cc}]+)*$/u.test(value);
  const misread = /^(null|true|false|~|[-+.]?\d[\d_.]*(e[-+]?\d+)?)$/i.test(value);
  const structure = /^[-?:](\s|$)|:(\s|$)/.test(value);
  return (plain && !misread && !structure) || value === redacted ? value : JSON.stringify(value);
}

/** A value as YAML on one line: `{ metric: AUC, op: ">=", value: 0.8 }`. */
export function formatFlow(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(formatFlow).join(", ")}]`;
  if (typeof value === "string" && /[,[\]{}]/.test(value)) return JSON.stringify(value);
  if (!isJsonObject(value)) return formatValue(value);
  const fields = Object.entries(value).map(([key, field]) => `${formatValue(key)}: ${formatFlow(field)}`);
  return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
}

/** `1 run`, `3 runs`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
