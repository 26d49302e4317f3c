/** What was written, before anything is known of what the names mean. */

/** Offsets into the text; the end is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface SyntaxQuery {
  readonly where?: SyntaxCondition;
  readonly orderBy: readonly SyntaxOrder[];
  readonly limit?: number;
  readonly offset?: number;
}

export type SyntaxCondition =
  | { readonly type: "and" | "or"; readonly conditions: readonly SyntaxCondition[] }
  | { readonly type: "not"; readonly condition: SyntaxCondition }
  | SyntaxPredicate;

export interface SyntaxPredicate {
  readonly type: "predicate";
  readonly field: SyntaxField;
  readonly op: CompareOp | "in" | "like" | "ilike" | "between" | "null";
  readonly negated: boolean;
  readonly operands: readonly SyntaxValue[];
}

export type CompareOp = "=" | "!=" | "<" | "<=" | ">" | ">=";

export interface SyntaxField {
  /** `metrics.train.loss` has three. */
  readonly parts: readonly string[];
  readonly span: Span;
}

export interface SyntaxOrder {
  readonly field: SyntaxField;
  readonly descending: boolean;
}

/** `word`: without quotes, e.g. FAILED; `now`: `now`, `now - 7d`; `duration`: `10m`, `-24h`; `moment`: a date or time. */
export interface SyntaxValue {
  readonly type: "number" | "text" | "word" | "boolean" | "now" | "duration" | "moment" | "null";
  /** Without its quotes. */
  readonly text: string;
  readonly span: Span;
}
