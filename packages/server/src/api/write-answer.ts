import { isSecretRef } from "@mlx/core";
import { writeJson } from "@mlx/documents";

/** A document as JSON, with paths below `root` relative to it: where a project lies is nobody's business. */
export function writeAnswer(root: string): (document: unknown) => string {
  // As it stands within a text of JSON.
  const written = JSON.stringify(`${root}/`).slice(1, -1);
  return (document) => writeJson(withoutSealed(document)).replaceAll(written, "");
}

/** Of a secret that was given through the API not even the cipher is shown. */
function withoutSealed(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutSealed);
  if (isSecretRef(value) && "sealed" in value.secret) return { secret: { sealed: "***" } };
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withoutSealed(part)]));
}
