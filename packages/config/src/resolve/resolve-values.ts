import { isJsonObject, type Json } from "@mlx/core";
import { evaluateTemplate, type Outcome, type Scope } from "../expressions/evaluate.ts";
import { isTemplate, parseTemplate } from "../expressions/parse-template.ts";
import { configCode } from "../findings/config-code.ts";

/** What a text with expressions comes to. */
export function resolveText(text: string, scope: Scope): Outcome {
  const parsed = parseTemplate(text);
  if ("template" in parsed) return evaluateTemplate(parsed.template, scope);
  const { message, part } = parsed.error;
  return {
    failed: {
      code: configCode.expressionSyntax,
      summary: `This expression cannot be read: ${message}.`,
      detail: `\`\${var.NAME}\` and \`\${env.NAME ?? "default"}\` are expressions; \`$\${\` stands for \`\${\` itself.`,
      part,
    },
  };
}

/**
 * The value with all its expressions resolved; the same object where there are none. What fails is
 * given to `onFailure` and stays as written.
 */
export function resolveValues(
  value: Json,
  scope: Scope,
  onFailure: (path: readonly string[], outcome: Exclude<Outcome, { value: Json }>) => void,
): Json {
  const path: string[] = [];
  return visit(value);

  function visit(node: Json): Json {
    if (typeof node === "string") {
      if (!isTemplate(node)) return node;
      const outcome = resolveText(node, scope);
      if ("value" in outcome) return outcome.value;
      onFailure([...path], outcome);
      return node;
    }
    if (typeof node !== "object" || node === null) return node;
    if (Array.isArray(node)) {
      let copy: Json[] | undefined;
      for (let index = 0; index < node.length; index++) {
        const before: Json = node[index] ?? null;
        path.push(String(index));
        const after = visit(before);
        path.pop();
        if (after !== before) {
          copy ??= [...node];
          copy[index] = after;
        }
      }
      return copy ?? node;
    }
    let copy: { [key: string]: Json } | undefined;
    if (!isJsonObject(node)) return node;
    const source = node;
    for (const key of Object.keys(source)) {
      const before = source[key] ?? null;
      if (typeof before === "string" ? !isTemplate(before) : typeof before !== "object") continue;
      path.push(key);
      const after = visit(before);
      path.pop();
      if (after !== before) {
        copy ??= { ...source };
        copy[key] = after;
      }
    }
    return copy ?? source;
  }
}

/** True when a text somewhere in the value holds an expression. */
export function hasTemplates(value: Json): boolean {
  if (typeof value === "string") return isTemplate(value);
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return value.some(hasTemplates);
  if (!isJsonObject(value)) return false;
  for (const key in value) if (hasTemplates(value[key] ?? null)) return true;
  return false;
}

const maxSize = 16 * 1024 * 1024;

/** `outcome`, unless its value has grown out of proportion: values that repeat values double quickly. */
export function limitSize(outcome: Outcome): Outcome {
  if (!("value" in outcome) || fits(outcome.value)) return outcome;
  return {
    failed: {
      code: configCode.tooDeep,
      summary: "The expressions in this value expand to more than 16 MiB.",
      detail: "Values that repeat other values multiply.",
    },
  };
}

function fits(value: Json): boolean {
  let left = maxSize;
  const pending: Json[] = [value];
  while (pending.length > 0) {
    const next = pending.pop() ?? null;
    left -= typeof next === "string" ? next.length + 1 : 1;
    if (left < 0) return false;
    if (typeof next === "object" && next !== null) {
      for (const item of Object.values(next)) pending.push(item);
    }
  }
  return true;
}
