import type { Json } from "@mlx/core";

const stringOrToken = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g;

/**
 * Parses JSON, and with it what Python's `json` writes for numbers that JSON does not have: `NaN`,
 * `Infinity` and `-Infinity` become strings of that text. `undefined` when it is neither.
 */
export function parsePythonJson(text: string): Json | undefined {
  return (
    parse(text) ?? parse(text.replace(stringOrToken, (token) => (token[0] === '"' ? token : `"${token}"`)))
  );
}

function parse(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

/** The number that a value stands for: booleans count as 1 and 0, and the three tokens as themselves. */
export function toNumber(value: Json | undefined): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (value === "NaN") return Number.NaN;
  if (value === "Infinity") return Number.POSITIVE_INFINITY;
  if (value === "-Infinity") return Number.NEGATIVE_INFINITY;
  return undefined;
}
