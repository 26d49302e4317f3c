import type { SecretRef } from "@mlx/core";

/** How a secret reference is shown. */
export function formatSecret({ secret }: SecretRef): string {
  if ("sealed" in secret) return "secret(sealed)";
  return "env" in secret ? `secret(env ${secret.env})` : `secret(file ${secret.file})`;
}
