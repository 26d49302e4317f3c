import type { Address } from "./address.ts";
import type { Artifact } from "./artifact.ts";
import type { Json } from "./json.ts";
import type { Lineage } from "./lineage.ts";
import type { Metrics } from "./metric.ts";
import type { TrainingInputs } from "./training-inputs.ts";

/**
 * A model's version: numbered 1, 2, … per model, a number never used twice. All but its status, its
 * description and its tags is immutable.
 */
export interface ModelVersion {
  /** UUID. */
  readonly id: string;
  /** The instance's name (with its key): `retail-default`; or, of one trained elsewhere, the name it was given. */
  readonly model: string;
  readonly version: number;
  /** A DELETED one is a tombstone: it is shown, and can be used for nothing. */
  readonly status: "READY" | "ARCHIVED" | "DELETED";
  /** The run that trained it, or who brought it. */
  readonly origin: ModelOrigin;
  readonly artifact: Artifact;
  readonly metrics: Metrics;
  /** What it expects and answers, as its training wrote it (`signature.json`), or as it was given. */
  readonly signature?: Json;
  readonly description?: string;
  readonly tags: { readonly [name: string]: string };
  readonly createdAt: string;
  readonly deleted?: { readonly at: string; readonly actor: string; readonly reason?: string };
}

export type ModelOrigin =
  | {
      readonly type: "run";
      readonly instance: Address<"instance">;
      /** The experiment whose run trained it; absent for a run of the instance itself. */
      readonly experiment?: Address<"experiment">;
      readonly runId: string;
      readonly inputs: TrainingInputs;
      readonly lineage: Lineage;
    }
  /** Trained elsewhere, and registered by `mlx models add`. */
  | { readonly type: "external"; readonly actor: string; readonly source?: string };

/** A version as whoever makes it knows it; the store gives the number. */
export type NewModelVersion = Omit<ModelVersion, "version" | "createdAt" | "status" | "deleted">;

/** `name@v3`, `name@latest`, `name@champion`, `name@champion@{2026-03-01}`: which version is meant. */
export interface ModelRef {
  readonly model: string;
  readonly selector:
    | { readonly type: "version"; readonly version: number }
    | { readonly type: "latest" }
    /** `at`: RFC 3339 in UTC; where the alias pointed then. */
    | { readonly type: "alias"; readonly alias: string; readonly at?: string };
}

/** How a version is written: `model/retail-default@v3`. */
export function formatModelVersion({ model, version }: Pick<ModelVersion, "model" | "version">): string {
  return `model/${model}@v${version}`;
}
