import { createHmac } from "node:crypto";
import { isJsonObject, isSecretRef, type SecretRef } from "@mlx/core";

export interface FoundSecret {
  /** Dotted path inside the value. */
  readonly path: string;
  readonly ref: SecretRef;
}

/** Every secret reference inside a value, in the order of the text. */
export function findSecrets(value: unknown, path = ""): readonly FoundSecret[] {
  if (isSecretRef(value)) return [{ path, ref: value }];
  const at = (key: string | number) => (path === "" ? `${key}` : `${path}.${key}`);
  if (Array.isArray(value)) return value.flatMap((item, index) => findSecrets(item, at(index)));
  if (isJsonObject(value)) return Object.entries(value).flatMap(([key, item]) => findSecrets(item, at(key)));
  return [];
}

/** How a secret reference reads: `env NAME`, `file PATH`. */
export function describeSecret({ secret }: SecretRef): string {
  return "env" in secret ? `environment variable ${secret.env}` : `file ${secret.file}`;
}

/** A hash of a secret's value that tells whether it changed, and nothing to those without the key. */
export function keyedHash(key: string, value: string): string {
  return createHmac("sha256", Buffer.from(key, "base64")).update(value).digest("hex");
}
