import type { Json } from "@mlx/core";
import { redacted } from "@mlx/core";
import { redactedPatterns } from "../log/redactor.ts";

/**
 * The value without secrets, for what is written to disk: a text that is a secret, or has one in
 * it, becomes `***`. The program finds the real value in its environment.
 */
export function hideSecrets(value: Json, secrets: readonly string[]): Json {
  const patterns = redactedPatterns(secrets);
  const isSecret = (text: string) =>
    (text !== "" && secrets.includes(text)) || patterns.some((pattern) => text.includes(pattern));
  const hide = (item: Json): Json => {
    if (typeof item === "string") return isSecret(item) ? redacted : item;
    if (Array.isArray(item)) return item.map(hide);
    if (typeof item !== "object" || item === null) return item;
    return Object.fromEntries(Object.entries(item).map(([key, member]) => [key, hide(member)]));
  };
  return hide(value);
}
