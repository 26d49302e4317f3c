/** What `--json` prints: one object that says what it is; `version` is added at the rim. */
export interface Document {
  readonly kind: string;
  readonly [name: string]: unknown;
}

/** One line of JSON. Numbers that JSON has no form for become strings, e.g. `"NaN"`. */
export function printDocument(document: Document): string {
  return JSON.stringify({ version: 1, ...document }, (_, value: unknown) =>
    typeof value === "number" && !Number.isFinite(value) ? String(value) : value,
  );
}
