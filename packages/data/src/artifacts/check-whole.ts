import { statSync } from "node:fs";
import type { Digest, Manifest } from "@mlx/core";
import { filesMissing } from "../errors.ts";

/** A folder in the store. */
export interface StoredFolder {
  readonly manifest: Manifest;
  /** Of the manifest, for failures. */
  readonly digest: Digest;
  readonly pathOf: (digest: Digest) => string;
}

/** Fails with 6004 where files of the folder are not there, or not of their size; their content is not read. */
export function checkWhole({ manifest, digest, pathOf }: StoredFolder): void {
  const missing = manifest.entries.filter(
    (entry) => statSync(pathOf(entry.digest), { throwIfNoEntry: false })?.size !== entry.size,
  );
  if (missing.length > 0)
    throw filesMissing(
      digest,
      missing.map(({ path }) => path),
      manifest.entries.length,
    );
}
