import { isUtf8 } from "node:buffer";
import type { Json } from "@mlx/core";
import { jsonRefused, notJson } from "./errors.ts";

const mostLevels = 64;

/**
 * A document as a client sent it; `undefined` where it sent none. Failures: 8522 it is no JSON, with the place ·
 * 8523 too deep, names that would reach into objects, characters that are none.
 */
export function parseJsonBody(body: Buffer): Json | undefined {
  if (!isUtf8(body)) throw notJson("It is not UTF-8");
  const text = body.toString("utf8").replace(/^\uFEFF/, "");
  if (text.trim() === "") return undefined;
  // Before it is parsed: half a million brackets would take a second.
  if (isTooDeep(text)) throw jsonRefused(`it is nested more than ${mostLevels} levels deep`);
  const value = parse(text);
  const problem = problemOf(value, []);
  if (problem !== undefined) throw jsonRefused(problem);
  return value;
}

/** As far as it is JSON: what is in texts does not count. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') at = endOfText(text, at);
    else if (character === "[" || character === "{") depth += 1;
    else if (character === "]" || character === "}") depth -= 1;
    if (depth > mostLevels) return true;
  }
  return false;
}

/** Where the quote is that ends the text whose first one is at `from`; the end where there is none. */
function endOfText(text: string, from: number): number {
  let quote = text.indexOf('"', from + 1);
  while (quote !== -1 && isEscaped(text, quote)) quote = text.indexOf('"', quote + 1);
  return quote === -1 ? text.length : quote;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text[at - 1 - slashes] === "\\") slashes += 1;
  return slashes % 2 === 1;
}

function parse(text: string): Json {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw notJson(describePlace(error.message, text));
  }
}

/** V8 says where for most mistakes, but not for all. */
function describePlace(message: string, text: string): string {
  const said = message.replace(
    / in JSON at position \d+ \(line (\d+) column (\d+)\)$/,
    " at line $1, column $2",
  );
  if (/^Unexpected end/.test(message)) return `${said} (after ${text.length} characters)`;
  return said;
}

function problemOf(value: Json, path: readonly string[]): string | undefined {
  if (typeof value === "string") return problemOfText(value, path);
  if (typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const problem = problemOf(item, [...path, `${index}`]);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }
  for (const [name, item] of Object.entries(value)) {
    const problem =
      problemOfName(name, item, path) ?? problemOfText(name, path) ?? problemOf(item, [...path, name]);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** Whoever merges such an object would change all others. */
function problemOfName(name: string, value: Json, path: readonly string[]): string | undefined {
  const isReaching =
    name === "__proto__" ||
    (name === "constructor" && typeof value === "object" && value !== null && "prototype" in value);
  return isReaching ? `a field ${JSON.stringify(name)}${at(path)}` : undefined;
}

/** Tab and line ends are text; the other control characters command terminals, and half a pair is no character. */
function problemOfText(text: string, path: readonly string[]): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/.test(text))
    return `a control character${at(path)}`;
  return text.isWellFormed() ? undefined : `half of a surrogate pair${at(path)}`;
}

function at(path: readonly string[]): string {
  return path.length === 0 ? "" : ` at ${path.slice(0, 8).join(".").slice(0, 200)}`;
}
