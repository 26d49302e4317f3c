import type { Approval, Digest, Metrics } from "@mlx/core";

/** All that is known of a version when its policy is judged. */
export interface PolicyFacts {
  readonly version: number;
  readonly metrics: Metrics;
  /** What its metrics were measured on; absent where nobody knows. */
  readonly measuredOn?: MeasuredData;
  /** Alias to the version that bears it now, of those that the policy names. */
  readonly bearers: { readonly [alias: string]: Rival };
  /** Input channel of the training to how many rows it read. */
  readonly rows: { readonly [input: string]: RowCount };
  /** Dataset to what of the version, and of versions that it is compared with, is known on that data. */
  readonly evaluated: { readonly [dataset: string]: { readonly [version: number]: Measurement } };
  /** For the policy's alias. */
  readonly approvals: readonly Approval[];
}

/** A version that another is to beat. */
export interface Rival {
  readonly version: number;
  readonly metrics: Metrics;
  readonly measuredOn?: MeasuredData;
}

/** The input that a training measured its metrics on. */
export interface MeasuredData {
  readonly channel: string;
  readonly dataset: string;
  readonly fingerprint: Digest;
}

export type RowCount =
  | { readonly known: true; readonly rows: number }
  /** E.g. `its training has no input "train"`. */
  | { readonly known: false; readonly because: string };

/** How the evaluation of a version on some data stands. */
export type Measurement =
  | { readonly state: "measured"; readonly runId: string; readonly metrics: Metrics }
  | { readonly state: "running"; readonly runId: string }
  | { readonly state: "failed"; readonly runId: string; readonly because: string }
  /** It cannot be evaluated, e.g. `instance/x has no evaluate task`. */
  | { readonly state: "impossible"; readonly because: string };
