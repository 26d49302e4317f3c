/**
 * A search over runs or model versions, as a parser made it of text: names resolved, times absolute.
 * Grammar: `@mlx/search`; it is answered by the store.
 */
export interface SearchQuery {
  readonly where?: SearchCondition;
  /** In order of weight; ties are broken by what is newer. */
  readonly orderBy: readonly SearchOrder[];
  readonly limit: number;
  readonly offset: number;
}

export interface SearchOrder {
  readonly field: SearchField;
  readonly descending: boolean;
}

export type SearchCondition =
  | { readonly type: "and" | "or"; readonly conditions: readonly SearchCondition[] }
  | { readonly type: "not"; readonly condition: SearchCondition }
  | {
      readonly type: "compare";
      readonly field: SearchField;
      readonly op: "=" | "!=" | "<" | "<=" | ">" | ">=";
      readonly value: SearchValue;
    }
  /** `%` and `_` as in SQL; `ilike` does not look at case. */
  | {
      readonly type: "like";
      readonly field: SearchField;
      readonly pattern: string;
      readonly caseSensitive: boolean;
    }
  | { readonly type: "in"; readonly field: SearchField; readonly values: readonly SearchValue[] }
  /** The field has no value. A comparison with a field that has none is never true, nor is its negation by `!=`. */
  | { readonly type: "absent"; readonly field: SearchField };

/** Times are RFC 3339 in UTC, durations seconds. */
export type SearchValue = string | number | boolean;

export interface SearchField {
  /** `attribute`: one of `runAttributes` or `modelAttributes`. */
  readonly of: "attribute" | "metric" | "parameter" | "tag";
  readonly name: string;
}

type AttributeType = "text" | "number" | "time" | "seconds";

export const runAttributes = {
  id: "text",
  state: "text",
  reason: "text",
  task: "text",
  trigger: "text",
  actor: "text",
  experiment: "text",
  instance: "text",
  recipe: "text",
  service: "text",
  /** The id of the backfill that it belongs to. */
  backfill: "text",
  /** `model/x@v3` that it made. */
  model: "text",
  attempt: "number",
  created: "time",
  started: "time",
  ended: "time",
  scheduled: "time",
  duration: "seconds",
} as const satisfies { readonly [name: string]: AttributeType };

export const modelAttributes = {
  id: "text",
  model: "text",
  version: "number",
  status: "text",
  /** True of a version that bears it. */
  alias: "text",
  experiment: "text",
  instance: "text",
  run: "text",
  created: "time",
  size: "number",
} as const satisfies { readonly [name: string]: AttributeType };
