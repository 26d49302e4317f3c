import { isSecretRef, type Json, type Parameters, type ParameterValue } from "@mlx/core";
import { parameterUnusable } from "../errors.ts";

/**
 * Parameters as given on a command line, typed like those that they replace; where there is none,
 * numbers, booleans and null are what they look like. Failure: 3014.
 */
export function typeParameters(
  given: Readonly<Record<string, string>>,
  known: Parameters,
): { readonly [name: string]: Json } {
  return Object.fromEntries(
    Object.entries(given).map(([name, text]) => [name, typed(name, text, known[name])]),
  );
}

function typed(name: string, text: string, like: ParameterValue | undefined): Json {
  if (isSecretRef(like))
    throw parameterUnusable(name, "it is a secret, which is read from where the YAML says");
  switch (typeof like) {
    case "string":
      return text;
    case "number":
      if (!isNumber(text)) throw parameterUnusable(name, `"${text}" is not a number`);
      return Number(text);
    case "boolean":
      if (text !== "true" && text !== "false")
        throw parameterUnusable(name, `"${text}" is neither true nor false`);
      return text === "true";
    case "object":
      return like === null ? guessed(text) : parsedJson(name, text);
    default:
      return guessed(text);
  }
}

function guessed(text: string): Json {
  if (text === "null") return null;
  if (text === "true" || text === "false") return text === "true";
  return isNumber(text) ? Number(text) : text;
}

function parsedJson(name: string, text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    throw parameterUnusable(name, `"${text}" is not JSON, and the parameter is a list or a map`);
  }
}

function isNumber(text: string): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text);
}
