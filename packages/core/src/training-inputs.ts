import type { Digest, Json } from "./json.ts";
import type { TaskName } from "./resource.ts";
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
  /** Minutes before the run whose rows are read; absent: all rows. */
  readonly timeframe?: number;
  /** Of a chain: input channels that an earlier task fills, as `preprocess.features`. */
  readonly from?: { readonly [channel: string]: string };
  /** Of a chain: the tasks before the training, in order. Their source, image and `env` are those above. */
  readonly steps?: readonly TrainingStep[];
}

/** What decides what a task before the training makes. */
export interface TrainingStep
  extends Pick<TrainingInputs, "command" | "parameters" | "datasets" | "secrets" | "from"> {
  readonly task: TaskName;
}
