import { zoneClock } from "./zone-clock.ts";

/** RFC 3339 in the zone's own clocks, e.g. `2026-03-08T03:00-07:00`; seconds only where there are any. */
export function localTime(instant: number, timezone: string): string {
  const { offset } = zoneClock(timezone).stretchAt(instant);
  const wall = wallTime(instant + offset);
  const size = Math.abs(Math.round(offset / 60_000));
  const two = (value: number) => String(value).padStart(2, "0");
  return `${wall}${offset < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** What a clock on a wall shows, e.g. `2026-03-08T02:30`. */
export function wallTime(wallClock: number): string {
  const text = new Date(wallClock).toISOString();
  return text.slice(0, wallClock % 60_000 === 0 ? 16 : 19);
}
