const secondsPerUnit: { readonly [unit: string]: number } = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** Seconds of `30s`, `10m`, `1h30m`, `1d`, `2w`, or of a number of seconds; `undefined` when it is neither. */
export function parseDuration(value: string | number): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) && value >= 0 ? value : undefined;
  if (!/^(?:\d+(?:\.\d+)?[smhdw])+$/.test(value)) return undefined;
  const seconds = [...value.matchAll(/([\d.]+)([smhdw])/g)].reduce(
    (sum, [, amount, unit = ""]) => sum + Number(amount) * (secondsPerUnit[unit] ?? 0),
    0,
  );
  // To the millisecond, so that 0.1h and 360 are the same number.
  return Math.round(seconds * 1000) / 1000;
}

/** Seconds of what was checked to be a duration; `fallback` where nothing is written. */
export function secondsOr<T extends number | undefined>(
  written: string | number | undefined,
  fallback: T,
): number | T {
  return written === undefined ? fallback : (parseDuration(written) ?? fallback);
}
