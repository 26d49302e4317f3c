import type { Address } from "./address.ts";
import type { Artifact } from "./artifact.ts";
import type { Lineage } from "./lineage.ts";
import type { Metrics } from "./metric.ts";
import type { TrainingInputs } from "./training-inputs.ts";

/** A model's version: immutable, numbered 1, 2, … per instance, a number never used twice. */
export interface ModelVersion {
  /** UUID. */
  readonly id: string;
  /** The instance's name (with its key): `retail-default`. */
  readonly model: string;
  readonly version: number;
  readonly status: "READY" | "ARCHIVED" | "DELETED";
  readonly instance: Address<"instance">;
  /** The experiment whose run trained it; absent for a run of the instance itself. */
  readonly experiment?: Address<"experiment">;
  readonly runId: string;
  readonly artifact: Artifact;
  readonly metrics: Metrics;
  readonly inputs: TrainingInputs;
  readonly lineage: Lineage;
  readonly createdAt: string;
}

/** `name@v3`, `name@latest`: which version is meant. */
export interface ModelRef {
  readonly model: string;
  readonly selector: { readonly version: number } | "latest";
}

/** How a version is written: `model/retail-default@v3`. */
export function formatModelVersion({ model, version }: Pick<ModelVersion, "model" | "version">): string {
  return `model/${model}@v${version}`;
}
