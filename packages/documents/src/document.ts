/** What `--json` prints: one object that says what it is; `version` is added at the rim. */
export interface Document {
  readonly kind: string;
  readonly [name: string]: unknown;
}

/** One line of JSON. */
export function printDocument(document: Document): string {
  return writeJson({ version: 1, ...document });
}

/** Numbers that JSON has no form for become strings, e.g. `"NaN"`. */
export function writeJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "number" && !Number.isFinite(part) ? String(part) : part,
  );
}
