import type { Expression, ExpressionError, Segment, Template, TemplateExpression } from "./expression.ts";

const maxDepth = 50;

/** True when the text holds an expression or an escape, so that it has to be read as a template. */
export function isTemplate(text: string): boolean {
  return text.includes("${");
}

/**
 * Splits a text at its `${…}`. `$${` stands for `${` itself. Reads each character once, whatever
 * the text; it never throws.
 */
export function parseTemplate(text: string): { template: Template } | { error: ExpressionError } {
  const parts: (string | TemplateExpression)[] = [];
  let literal = "";
  let at = 0;
  while (at < text.length) {
    const next = text.indexOf("${", at);
    if (next === -1) break;
    if (text[next - 1] === "$" && next > at) {
      literal += `${text.slice(at, next - 1)}\${`;
      at = next + 2;
      continue;
    }
    literal += text.slice(at, next);
    const parsed = parseExpression(text, next);
    if ("error" in parsed) return parsed;
    if (literal !== "") parts.push(literal);
    literal = "";
    parts.push({ expression: parsed.expression, text: text.slice(next, parsed.end) });
    at = parsed.end;
  }
  literal += text.slice(at);
  if (literal !== "") parts.push(literal);
  return { template: { parts } };
}

const space = /\s*/y;
const name = /[A-Za-z_][A-Za-z0-9_-]*/y;
const segmentName = /[A-Za-z0-9_][A-Za-z0-9_-]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const text = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/sy;
const bracketKey = /[^[\]"'${}]+/y;

/** Thrown and caught within this file only: the way out of a descent. */
class Refusal extends Error {}

function parseExpression(
  source: string,
  start: number,
): { expression: Expression; end: number } | { error: ExpressionError } {
  let at = start + 2;
  try {
    const expression = parseFallback(0);
    if (!take("}"))
      refuse(at >= source.length ? "the closing } is missing" : `${found()} is not expected here`);
    return { expression, end: at };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const closing = source.indexOf("}", at);
    const line = source.indexOf("\n", start);
    const end = closing !== -1 ? closing + 1 : line !== -1 ? line : source.length;
    return { error: { message: error.message, part: source.slice(start, end) } };
  }

  function refuse(message: string): never {
    throw new Refusal(message);
  }

  function match(pattern: RegExp): string | undefined {
    pattern.lastIndex = at;
    const matched = pattern.exec(source)?.[0];
    if (matched !== undefined) at += matched.length;
    return matched;
  }

  function take(token: string): boolean {
    match(space);
    if (!source.startsWith(token, at)) return false;
    at += token.length;
    return true;
  }

  function found(): string {
    const word = /\S[\w-]*/y;
    word.lastIndex = at;
    return `\`${word.exec(source)?.[0] ?? ""}\``;
  }

  function parseFallback(depth: number): Expression {
    if (depth > maxDepth) refuse(`it is nested more than ${maxDepth} levels deep`);
    const operands = [parseOperand(depth)];
    while (take("??")) operands.push(parseOperand(depth));
    return operands.reduceRight((right, left) => ({ type: "fallback", left, right }));
  }

  function parseOperand(depth: number): Expression {
    match(space);
    if (take("(")) {
      const inner = parseFallback(depth + 1);
      if (!take(")")) refuse("the closing ) is missing");
      return inner;
    }
    const quoted = match(text);
    if (quoted !== undefined) return { type: "literal", value: unquote(quoted) };
    if (source[at] === '"' || source[at] === "'") refuse("the closing quote is missing");
    const digits = match(number);
    if (digits !== undefined) return { type: "literal", value: Number(digits) };
    const begin = at;
    const word = match(name);
    if (word === undefined) {
      return refuse(
        source[at] === "}"
          ? "there is nothing in it"
          : at >= source.length
            ? "the closing } is missing"
            : `${found()} is not expected here`,
      );
    }
    if (word === "true" || word === "false") return { type: "literal", value: word === "true" };
    if (word === "null") return { type: "literal", value: null };
    return source[at] === "(" ? parseCall(word, depth) : parseReference(word, begin);
  }

  function parseCall(called: string, depth: number): Expression {
    at += 1;
    const given: Expression[] = [];
    if (take(")")) return { type: "call", name: called, arguments: given };
    do given.push(parseFallback(depth + 1));
    while (take(","));
    if (!take(")")) refuse("the closing ) is missing");
    return { type: "call", name: called, arguments: given };
  }

  function parseReference(first: string, begin: number): Expression {
    const segments: Segment[] = [{ name: first, bracketed: false }];
    for (;;) {
      if (source[at] === ".") {
        at += 1;
        segments.push({
          name: match(segmentName) ?? refuse("a name is missing after the dot"),
          bracketed: false,
        });
      } else if (source[at] === "[") {
        at += 1;
        const quoted = match(text);
        const key = quoted === undefined ? match(bracketKey)?.trim() : unquote(quoted);
        if (key === undefined || source[at] !== "]") refuse("the closing ] is missing");
        at += 1;
        segments.push({ name: key ?? "", bracketed: true });
      } else {
        return { type: "reference", segments, text: source.slice(begin, at) };
      }
    }
  }
}

function unquote(quoted: string): string {
  return quoted
    .slice(1, -1)
    .replace(/\\(.)/gs, (_, character: string) =>
      character === "n" ? "\n" : character === "t" ? "\t" : character,
    );
}
