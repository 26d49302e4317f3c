/**
 * Whether `a - b > margin`, of the decimals that the numbers are written as: in binary fractions
 * 0.9 - 0.85 is more than 0.05. All three are finite.
 */
export function exceeds(a: number, b: number, margin: number): boolean {
  const parts = [a, b, margin].map(toDecimal);
  const least = Math.min(...parts.map(({ exponent }) => exponent));
  const [x = 0n, y = 0n, by = 0n] = parts.map(
    ({ digits, exponent }) => digits * 10n ** BigInt(exponent - least),
  );
  return x - y > by;
}

/** `digits * 10 ** exponent`, the shortest decimal that is read as the number. */
function toDecimal(value: number): { readonly digits: bigint; readonly exponent: number } {
  const [mantissa = "0", power = "0"] = value.toExponential().split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  return { digits: BigInt(whole + fraction), exponent: Number(power) - fraction.length };
}
