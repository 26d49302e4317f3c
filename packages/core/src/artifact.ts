import type { Digest } from "./json.ts";

export interface ManifestEntry {
  /** Relative, with `/`, never with `..`. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly executable: boolean;
  readonly digest: Digest;
}

/** A folder by content: sorted entries; the digest of its canonical JSON is the artifact's id. */
export interface Manifest {
  readonly version: 1;
  readonly entries: readonly ManifestEntry[];
}

export interface Artifact {
  readonly digest: Digest;
  readonly files: number;
  /** Bytes. */
  readonly size: number;
}
