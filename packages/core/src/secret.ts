/** A secret is only ever a reference; its value exists from the start of a run to its end. */
export type SecretRef = { readonly secret: { readonly env: string } | { readonly file: string } };

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
