import type { Json } from "@mlx/core";
import { isJsonObject } from "@mlx/core";
import { parsePythonJson, toNumber } from "./parse-python-json.ts";

/**
 * The numbers of a `metrics.json`, by their path with `.`. Booleans count as 1 and 0; texts, lists
 * and nulls are passed over, since such files often carry some beside the metrics.
 */
export function flattenMetrics(
  text: string,
): { readonly metrics: { readonly [name: string]: number } } | { readonly problem: string } {
  const content = parsePythonJson(text);
  if (!isJsonObject(content)) return { problem: "metrics.json is not a JSON object; it was passed over" };
  return { metrics: Object.fromEntries(numbersOf(content, "")) };
}

function numbersOf(value: Json, path: string): readonly (readonly [string, number])[] {
  if (isJsonObject(value)) {
    return Object.entries(value).flatMap(([key, item]) =>
      numbersOf(item, path === "" ? key : `${path}.${key}`),
    );
  }
  const number = toNumber(value);
  return number === undefined ? [] : [[path, number]];
}
