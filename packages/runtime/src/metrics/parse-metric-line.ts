import type { Json, JsonObject } from "@mlx/core";
import { isJsonObject } from "@mlx/core";
import { parsePythonJson, toNumber } from "./parse-python-json.ts";

/** A point as the program wrote it; what it left out is filled in by the reader. */
export interface ReportedPoint {
  readonly name: string;
  readonly value: number;
  readonly step?: number;
  /** Milliseconds since 1970. */
  readonly at?: number;
}

const longestName = 250;
/** Milliseconds; the span of a `Date`, to both sides of 1970. */
const furthestTime = 8.64e15;

/**
 * One line of `metrics.jsonl`: `{"name":"loss","value":0.3,"step":10,"ts":1763640000.1}`, or a batch
 * `{"values":{"loss":0.3,"accuracy":0.9},"step":10}` (a `name` beside `values` is put in front of
 * each name with a dot). `step` (a whole number) and `ts` (seconds since 1970) may be left out.
 */
export function parseMetricLine(
  text: string,
): { readonly points: readonly ReportedPoint[] } | { readonly problem: string } {
  const line = parsePythonJson(text);
  if (line === undefined) return { problem: "is not JSON" };
  if (!isJsonObject(line)) return { problem: "is not a JSON object" };
  const { step, ts } = line;
  if (step !== undefined && !isStep(step)) return { problem: '"step" is not a whole number below 2^53' };
  if (ts !== undefined && !isTime(ts)) return { problem: '"ts" is not a time in seconds since 1970' };
  const values = namedValues(line);
  if ("problem" in values) return values;
  const points: ReportedPoint[] = [];
  for (const [name, value] of values.entries) {
    const number = toNumber(value);
    if (number === undefined) return { problem: `the value of "${name}" is not a number` };
    if (name === "" || name.length > longestName)
      return { problem: `a name has 1 to ${longestName} characters` };
    points.push({
      name,
      value: number,
      ...(step === undefined ? {} : { step }),
      ...(ts === undefined ? {} : { at: ts * 1000 }),
    });
  }
  return { points };
}

function namedValues(
  line: JsonObject,
): { readonly entries: readonly (readonly [string, Json])[] } | { readonly problem: string } {
  const { name, value, values } = line;
  if (name !== undefined && typeof name !== "string") return { problem: '"name" is not a text' };
  if (values !== undefined) {
    if (!isJsonObject(values)) return { problem: '"values" is not an object' };
    const prefix = name === undefined ? "" : `${name}.`;
    return { entries: Object.entries(values).map(([key, item]) => [`${prefix}${key}`, item] as const) };
  }
  if (name === undefined) return { problem: 'has neither "name" nor "values"' };
  if (value === undefined) return { problem: 'has no "value"' };
  return { entries: [[name, value]] };
}

function isStep(value: Json): value is number {
  return Number.isSafeInteger(value);
}

/** Other units than seconds, nanoseconds for one, lead beyond what a date can be. */
function isTime(value: Json): value is number {
  return typeof value === "number" && Math.abs(value * 1000) <= furthestTime;
}
