import { isSecretRef, type Json, type SecretRef } from "@mlx/core";

/** A parameter as it stands in a table; a secret as its reference, whose value nobody sees. */
export function parameterText(value: Json | SecretRef): string {
  if (isSecretRef(value)) return `secret(${Object.entries(value.secret).flat().join(" ")})`;
  return typeof value === "string" ? value : JSON.stringify(value);
}
