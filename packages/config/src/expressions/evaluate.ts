import { type Code, canonicalJson, type Json } from "@mlx/core";
import { configCode } from "../findings/config-code.ts";
import type { Place, ProblemNote } from "../findings/problem.ts";
import type { Expression, Reference, Template } from "./expression.ts";

/**
 * What became of an expression. `missing` is what `??` can help; `failed` is wrong in any case.
 * `reported` failures were already told elsewhere and are not told again.
 */
export type Outcome = { readonly value: Json } | { readonly missing: Failure } | { readonly failed: Failure };

export interface Failure {
  readonly code: Code;
  readonly summary: string;
  readonly detail?: string;
  /** The part of the text that it is about, where that is not the whole expression. */
  readonly part?: string;
  /** Told once for all uses with the same key. */
  readonly once?: string;
  readonly reported?: true;
  /** Where the cause stands, if not where the expression stands. */
  readonly place?: Place;
  readonly notes?: readonly ProblemNote[];
}

/** What references and functions mean where the expression stands. */
export interface Scope {
  resolve(reference: Reference): Outcome;
  call(name: string, values: readonly Json[]): Outcome;
}

/** The value of a text with expressions: of the same type when it is one `${…}`, else text. */
export function evaluateTemplate({ parts }: Template, scope: Scope): Outcome {
  const [only] = parts;
  if (parts.length === 1 && typeof only === "object") return evaluate(only.expression, scope);
  let text = "";
  for (const part of parts) {
    if (typeof part === "string") {
      text += part;
      continue;
    }
    const outcome = evaluate(part.expression, scope);
    if (!("value" in outcome)) return outcome;
    const { value } = outcome;
    if (typeof value === "object") {
      return {
        failed: {
          code: configCode.notText,
          summary: `\`${part.text}\` is ${describeType(value)}, which cannot stand within a text.`,
          detail:
            value === null
              ? `Give it a default: \`\${… ?? ""}\`.`
              : 'Let it be the whole value, or turn it into text with `join(", ", …)` or `toJson(…)`.',
          part: part.text,
        },
      };
    }
    text += String(value);
  }
  return { value: text };
}

function evaluate(expression: Expression, scope: Scope): Outcome {
  switch (expression.type) {
    case "literal":
      return { value: expression.value };
    case "reference":
      return scope.resolve(expression);
    case "fallback": {
      const left = evaluate(expression.left, scope);
      if ("failed" in left || ("value" in left && left.value !== null)) return left;
      return evaluate(expression.right, scope);
    }
    case "call": {
      const values: Json[] = [];
      for (const argument of expression.arguments) {
        const outcome = evaluate(argument, scope);
        if (!("value" in outcome)) return outcome;
        values.push(outcome.value);
      }
      return scope.call(expression.name, values);
    }
  }
}

/** Reads files of the project for `file` and `sha256`. */
export interface ProjectFiles {
  text(path: string): Outcome;
  sha256(path: string): Outcome;
}

export const functionNames = ["lower", "upper", "join", "file", "sha256", "toJson"] as const;

/** The functions of the language; `files` reads relative to the file in which the expression stands. */
export function callFunction(name: string, values: readonly Json[], files: ProjectFiles): Outcome {
  const [first, second] = values;
  const text = values.length === 1 && typeof first === "string" ? first : undefined;
  switch (name) {
    case "lower":
      return text === undefined ? misused("lower(text)") : { value: text.toLowerCase() };
    case "upper":
      return text === undefined ? misused("upper(text)") : { value: text.toUpperCase() };
    case "file":
      return text === undefined ? misused('file("path")') : files.text(text);
    case "sha256":
      return text === undefined ? misused('sha256("path")') : files.sha256(text);
    case "toJson":
      return values.length === 1 ? { value: canonicalJson(first) } : misused("toJson(value)");
    case "join":
      if (values.length !== 2 || typeof first !== "string" || !Array.isArray(second))
        return misused('join(", ", list)');
      if (second.some((item) => typeof item === "object")) return misused('join(", ", list)');
      return { value: second.map(String).join(first) };
    default:
      return {
        failed: {
          code: configCode.badCall,
          summary: `There is no function \`${name}\`.`,
          detail: `There are ${functionNames.map((known) => `\`${known}\``).join(", ")}.`,
          part: name,
        },
      };
  }
}

function misused(usage: string): Outcome {
  const name = usage.slice(0, usage.indexOf("("));
  return {
    failed: {
      code: configCode.badCall,
      summary: `\`${name}\` does not take these values.`,
      detail: `It is used as \`\${${usage}}\`.`,
      part: name,
    },
  };
}

/** A value's type as people say it. */
export function describeType(value: Json | undefined): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  switch (typeof value) {
    case "string":
      return "text";
    case "number":
      return "a number";
    case "boolean":
      return "true or false";
    case "object":
      return "a map";
    default:
      return "nothing";
  }
}
