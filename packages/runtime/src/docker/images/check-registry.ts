import { registryNotAllowed } from "../../errors.ts";
import type { ImageReference } from "./image-reference.ts";

/** Whether images may come from there: an entry is a host, or a host and the first parts of a repository. Fails: 4038. */
export function checkRegistry(
  reference: Pick<ImageReference, "registry" | "repository">,
  written: string,
  allowed: readonly string[] | undefined,
): void {
  if (allowed === undefined) return;
  const full = `${reference.registry}/${reference.repository}`;
  const fits = (entry: string) => {
    const plain = entry.replace(/\/+$/, "");
    return full === plain || full.startsWith(`${plain}/`);
  };
  if (!allowed.some(fits)) throw registryNotAllowed(written, allowed);
}
