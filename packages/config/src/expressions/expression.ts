import type { Json } from "@mlx/core";

/** What stands between `${` and `}`. */
export type Expression =
  | { readonly type: "literal"; readonly value: Json }
  | Reference
  | { readonly type: "call"; readonly name: string; readonly arguments: readonly Expression[] }
  /** `left ?? right`: the right one where the left has no value. */
  | { readonly type: "fallback"; readonly left: Expression; readonly right: Expression };

/** `var.data`, `each.value.region`, `dataset.sales[eu].path`. */
export interface Reference {
  readonly type: "reference";
  readonly segments: readonly Segment[];
  /** As written. */
  readonly text: string;
}

export interface Segment {
  readonly name: string;
  /** It stood between brackets. */
  readonly bracketed: boolean;
}

/** Text with expressions in it: what is written, and what is put in between. */
export interface Template {
  readonly parts: readonly (string | TemplateExpression)[];
}

export interface TemplateExpression {
  readonly expression: Expression;
  /** With `${` and `}`. */
  readonly text: string;
}

export interface ExpressionError {
  readonly message: string;
  /** The part of the text that is wrong. */
  readonly part: string;
}

/** Every reference in an expression, from left to right. */
export function referencesOf(expression: Expression): readonly Reference[] {
  switch (expression.type) {
    case "literal":
      return [];
    case "reference":
      return [expression];
    case "call":
      return expression.arguments.flatMap(referencesOf);
    case "fallback":
      return [...referencesOf(expression.left), ...referencesOf(expression.right)];
  }
}
