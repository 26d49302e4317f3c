/** What of a recipe's command is submitted to Spark. */
export type SparkApplication =
  | { readonly type: "file"; readonly file: string; readonly args: readonly string[] }
  | { readonly type: "module"; readonly module: string; readonly args: readonly string[] }
  /** `spark-submit …`, written out: its options come behind mlx's and win. */
  | { readonly type: "submit"; readonly words: readonly string[] }
  /** A program that starts Spark itself. */
  | { readonly type: "program"; readonly words: readonly string[] };

/**
 * `[train.py, --x]`, `[app.jar, x]`, `[-m, retail.train]`; a `python` in front of them says nothing
 * more.
 */
export function sparkApplication(words: readonly string[]): SparkApplication {
  const rest = words.length > 1 && /^python3?$/.test(words[0] ?? "") ? words.slice(1) : words;
  const [first = "", second, ...others] = rest;
  if (first === "spark-submit") return { type: "submit", words: rest.slice(1) };
  if (first === "-m" && second !== undefined) return { type: "module", module: second, args: others };
  if (/\.(?:py|jar)$/.test(first)) return { type: "file", file: first, args: rest.slice(1) };
  return { type: "program", words };
}
