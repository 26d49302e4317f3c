import { isSecretRef, type Json, type Parameters, type ParameterValue } from "@mlx/core";
import { parameterUnusable } from "../errors.ts";

/**
 * Parameters as given for one run: texts are typed like what they replace; where there is nothing, numbers,
 * booleans and null are what they look like, unless texts are to be left as they are (`exactText`). Values
 * that are no texts stay as they are. Failure: 3014.
 */
export function typeParameters(
  given: Parameters,
  known: Parameters,
  { exactText = false }: { readonly exactText?: boolean } = {},
): Parameters {
  const type = (name: string, value: ParameterValue): ParameterValue => {
    if (typeof value !== "string") return value;
    const like = Object.hasOwn(known, name) ? known[name] : undefined;
    return like === undefined && exactText ? value : typed(name, value, like);
  };
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, type(name, value)]));
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
