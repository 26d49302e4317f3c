const units: { readonly [letter: string]: number } = { k: 1 / 1024, m: 1, g: 1024, t: 1024 * 1024 };

/**
 * `512m`, `2g` in MiB, rounded down; `undefined` where it is no such text. The unit is needed, as one
 * letter: the Java machine is given these texts as they are, and takes a bare number for bytes.
 */
export function parseSparkMemory(text: string): number | undefined {
  const [, number, letter] = /^\s*(\d+)([kmgt])\s*$/i.exec(text) ?? [];
  if (number === undefined || letter === undefined) return undefined;
  const value = Math.floor(Number(number) * (units[letter.toLowerCase()] ?? 0));
  return Number.isSafeInteger(value) && value >= 1 ? value : undefined;
}
