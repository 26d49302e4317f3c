import { isSecretRef, type SecretRef } from "@mlx/core";
import type { FieldPath } from "./changes/field-path.ts";

export interface FoundSecret {
  readonly path: FieldPath;
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
export function secretKey(path: FieldPath): string {
  return path.join(".");
}

/** How a secret reference is shown. */
export function formatSecret({ secret }: SecretRef): string {
  return "env" in secret ? `secret(env ${secret.env})` : `secret(file ${secret.file})`;
}
