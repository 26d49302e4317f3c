const units = [
  { name: "d", seconds: 86_400 },
  { name: "h", seconds: 3_600 },
  { name: "m", seconds: 60 },
] as const;

/** In the largest unit that divides it: `2h`, `90s`; a fraction of a second as a number of seconds. */
export function writeDuration(seconds: number): string | number {
  if (!Number.isSafeInteger(seconds)) return seconds;
  const unit = units.find((each) => seconds > 0 && seconds % each.seconds === 0);
  return unit === undefined ? `${seconds}s` : `${seconds / unit.seconds}${unit.name}`;
}
