import { createHmac } from "node:crypto";
import type { SecretRef } from "@mlx/core";

/** How a secret reference reads: `environment variable NAME`, `file PATH`. */
export function describeSecret({ secret }: SecretRef): string {
  if ("sealed" in secret) return "value sealed by the API";
  return "env" in secret ? `environment variable ${secret.env}` : `file ${secret.file}`;
}

/** A hash of a secret's value that tells whether it changed, and nothing to those without the key. */
export function keyedHash(key: string, value: string): string {
  return createHmac("sha256", Buffer.from(key, "base64")).update(value).digest("hex");
}
