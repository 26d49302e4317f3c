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
  const value = parse(text);
  const problem = problemOf(value, []);
  if (problem !== undefined) throw jsonRefused(problem);
  return value;
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
  if (path.length >= mostLevels) return `it is nested more than ${mostLevels} levels deep`;
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
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text)) return `a control character${at(path)}`;
  return text.isWellFormed() ? undefined : `half of a surrogate pair${at(path)}`;
}

function at(path: readonly string[]): string {
  return path.length === 0 ? "" : ` at ${path.slice(0, 8).join(".").slice(0, 200)}`;
}
