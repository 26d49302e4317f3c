/** A measured value as `mlx runs show` writes it: whole numbers as they are, others with six significant digits or more. */
export function formatValue(value: number): string {
  if (!Number.isFinite(value) || Number.isInteger(value)) return String(value);
  const size = Math.abs(value);
  if (size >= 1e15 || size < 1) return String(Number(value.toPrecision(6)));
  // No digit before the point is ever rounded away: it would be another number.
  const wholeDigits = Math.floor(Math.log10(size)) + 1;
  return String(Number(value.toFixed(Math.max(1, 6 - wholeDigits))));
}
