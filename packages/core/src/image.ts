import type { Digest } from "./json.ts";

/** An image that cannot change any more under its name. */
export interface PinnedImage {
  /** As written: `ghcr.io/acme/retail:1.4`. */
  readonly reference: string;
  /** Of the manifest in the registry; of a local image its id. */
  readonly digest: Digest;
  /** It was made on this machine and is in no registry. */
  readonly local: boolean;
}

/** How a pinned image reads: `ghcr.io/acme/retail:1.4@sha256:…`; of this machine, `retail:1.4 (id sha256:…)`. */
export function formatPinnedImage({ reference, digest, local }: PinnedImage): string {
  if (local) return `${reference} (id ${digest})`;
  return reference.includes("@") ? reference : `${reference}@${digest}`;
}
