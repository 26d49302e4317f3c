import type { Code, JsonObject } from "@mlx/core";

/**
 * Section (`datasets`, `environments/dev/datasets`, `moved`) to line and column of each of its
 * entries, in the order in which the value lists them: 2 numbers each, from 1.
 */
export type Marks = { readonly [section: string]: readonly number[] };

/** A problem with the text of a file. Offsets count UTF-16 units. */
export interface TextFinding {
  readonly code: Code;
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail?: string;
  readonly start: number;
  readonly end: number;
  readonly notes?: readonly { readonly message: string; readonly start: number; readonly end: number }[];
}

export interface ParsedText {
  /** Absent where the text could not be read at all. */
  readonly value?: JsonObject;
  readonly marks?: Marks;
  /**
   * Four offsets for each value, depth first: start and end of its key, start and end of itself.
   * Aliases and merged keys are written out, with the positions of what they repeat.
   */
  readonly positions?: Int32Array;
  readonly findings: readonly TextFinding[];
}
