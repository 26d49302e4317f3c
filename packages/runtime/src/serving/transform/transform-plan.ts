import type { TransformSpec } from "@mlx/core";

/** What a transform's driver is to do: `transform.json` of an attempt. It has no secrets. */
export interface TransformPlan {
  readonly version: 1;
  /** The serve program. */
  readonly program: readonly [string, ...string[]];
  readonly cwd: string;
  /** Absolute: with the files to send. */
  readonly input: string;
  /** Absolute: gets `NAME.out` for each. */
  readonly output: string;
  /** Absolute: why it failed is written there. */
  readonly failure: string;
  readonly transform: TransformSpec;
}
