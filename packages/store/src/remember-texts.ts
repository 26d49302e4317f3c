import { fromJson, type JsonText } from "./json-text.ts";

/** How many texts are kept, and how long (UTF-16 units) one of them may be. */
const keptTexts = 500;
const longestText = 8_000;

/**
 * `fromJson` for texts of which many are the same, as the specs of an experiment's runs are: to read a row takes
 * SQLite half as long as to parse its spec.
 */
export function rememberTexts<T>(): (text: JsonText<T>) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const value = fromJson(text);
    if (text.length > longestText) return value;
    const [oldest] = known.keys();
    if (known.size >= keptTexts && oldest !== undefined) known.delete(oldest);
    known.set(text, value);
    return value;
  };
}
