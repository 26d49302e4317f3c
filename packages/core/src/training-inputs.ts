import type { Digest, Json } from "./json.ts";
import type { SecretRef } from "./secret.ts";

/**
 * Everything that decides what a train run makes of a model, part by part, so that two can be
 * compared and the difference named.
 */
export interface TrainingInputs {
  /** Manifest digest of the recipe's source, or of what its image is built from; else the pinned image. */
  readonly source: string;
  /** The image that a source runs in, or how one is built: `acme/python:3.12@sha256:…`, `target prod, VERSION=2`. */
  readonly image?: string;
  readonly command?: readonly string[];
  readonly parameters: { readonly [name: string]: Json | SecretRef };
  /** Channel to dataset fingerprint; null where the dataset has no files. */
  readonly datasets: {
    readonly [channel: string]: { readonly dataset: string; readonly fingerprint: Digest | null };
  };
  /** Environment variables that the recipe sets. */
  readonly env: { readonly [name: string]: string | SecretRef };
  /** Path of each secret to the keyed hash of its value. */
  readonly secrets: { readonly [path: string]: string };
}
