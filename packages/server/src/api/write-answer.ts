import type { Project } from "@mlx/app";
import { isSecretRef } from "@mlx/core";
import { writeJson } from "@mlx/documents";

/**
 * A document as JSON, with paths below the project's folder relative to it: where that lies is nobody's business. What
 * JSON has no number for is text.
 */
export function writeAnswer(
  { project }: { readonly project: Pick<Project, "root"> },
  document: unknown,
): string {
  // As it stands within a text of JSON.
  const root = JSON.stringify(`${project.root}/`).slice(1, -1);
  return writeJson(withoutSealed(document)).replaceAll(root, "");
}

/** Of a secret that was given through the API not even the cipher is shown. */
function withoutSealed(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutSealed);
  if (isSecretRef(value) && "sealed" in value.secret) return { secret: { sealed: "***" } };
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withoutSealed(part)]));
}
