/**
 * A secret is only ever a reference; its value exists from the start of a run to its end. `sealed`: what was
 * given through the API, encrypted under the installation's key (base64).
 */
export type SecretRef = {
  readonly secret: { readonly env: string } | { readonly file: string } | { readonly sealed: string };
};

export function isSecretRef(value: unknown): value is SecretRef {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.keys(value).length === 1 &&
    "secret" in value &&
    typeof value.secret === "object" &&
    value.secret !== null
  );
}

export const redacted = "***";

export interface FoundSecret {
  /** Keys and indices from the value down. */
  readonly path: readonly string[];
  readonly ref: SecretRef;
}

/** Every secret reference inside a value. */
export function findSecrets(value: unknown): readonly FoundSecret[] {
  const found: FoundSecret[] = [];
  walk([], value, found);
  return found;
}

/** `path` is one array that grows and shrinks; only what is found keeps a copy. */
function walk(path: string[], value: unknown, found: FoundSecret[]): void {
  if (typeof value !== "object" || value === null) return;
  if (isSecretRef(value)) {
    found.push({ path: [...path], ref: value });
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    path.push(key);
    walk(path, item, found);
    path.pop();
  }
}

/** How `Observed.secrets` spells a path: dotted, without quotation marks. */
export function secretKey(path: readonly string[]): string {
  return path.join(".");
}
