/** The filter of a list: `mode==train,created>=2026-01-01,tags.team`. */
import { RE2JS } from "re2js";
import { badQuery, unknownProperty } from "../errors.ts";
import { type FoundProperty, findProperty, type Properties, propertyNames } from "./properties.ts";

export type Operator = "==" | "!=" | "<" | "<=" | ">" | ">=" | "~";

export type Condition =
  | { readonly path: readonly string[]; readonly test: "present" | "absent" }
  | {
      readonly path: readonly string[];
      readonly test: Operator;
      readonly type: FoundProperty["type"];
      readonly value: string;
      /** The value as a number, or a date's milliseconds since 1970. */
      readonly number?: number;
      readonly pattern?: RE2JS;
    };

export interface ParsedConditions {
  readonly conditions: readonly Condition[];
  /** As they were written, for `_page.property`. */
  readonly texts: readonly string[];
}

const longestPattern = 256;
const mostConditions = 50;

/**
 * Conditions are separated by commas, all have to hold. A value that has a comma of its own stands in double quotes,
 * in which `\"` and `\\` are a quote and a backslash. Failures: 8543, 8544.
 */
export function parseConditions(text: string, properties: Properties): ParsedConditions {
  const texts = splitConditions(text);
  if (texts.length > mostConditions)
    throw badQuery("property", `${texts.length} conditions are too many; ${mostConditions} are taken`);
  return { conditions: texts.map((each) => parseCondition(each, properties)), texts };
}

function splitConditions(text: string): readonly string[] {
  const parts: string[] = [];
  let part = "";
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at);
    // Only a value that begins with a quote is in quotes: `name==5" pipe` is not.
    if (letter === '"') quoted = quoted ? false : /(?:[=<>~])\s*$/.test(part);
    if (letter === "\\" && quoted) {
      part += letter + text.charAt(at + 1);
      at += 1;
    } else if (letter === "," && !quoted) {
      parts.push(part);
      part = "";
    } else part += letter;
  }
  if (quoted) throw badQuery("property", "a value begins with a quote that is not closed");
  return [...parts, part].map((each) => each.trim()).filter((each) => each !== "");
}

function parseCondition(text: string, properties: Properties): Condition {
  const [, name = "", operator = "", written = ""] =
    /^([^=!<>~]*?)\s*(==|!=|<=|>=|<|>|~|=)\s*(.*)$/su.exec(text) ?? [];
  if (operator === "") {
    const isAbsent = text.startsWith("!");
    const { path } = find((isAbsent ? text.slice(1) : text).trim(), properties);
    return { path, test: isAbsent ? "absent" : "present" };
  }
  if (name === "")
    throw badQuery("property", `${JSON.stringify(clipped(text))} does not begin with a property`);
  if (!isOperator(operator))
    throw badQuery(
      "property",
      `${JSON.stringify(clipped(text))} has a single =; equality is ${name}==${clipped(written)}`,
    );
  const { path, type } = find(name, properties);
  const value = unquoted(written);
  if (operator === "~") return { path, type, test: operator, value, pattern: compile(value) };
  if (type === "group" || type === "any")
    throw badQuery(
      "property",
      `${name} has no value to compare with; ${name} and !${name} say whether it is there`,
    );
  if (type === "boolean" && operator !== "==" && operator !== "!=")
    throw badQuery("property", `${name} is true or false, which ${operator} cannot order`);
  const number = toNumber(name, value, type);
  return { path, type, test: operator, value, ...(number === undefined ? {} : { number }) };
}

function isOperator(text: string): text is Operator {
  return text !== "=";
}

function find(name: string, properties: Properties): FoundProperty {
  const found = findProperty(name, properties);
  if (found === undefined) throw unknownProperty("property", clipped(name), propertyNames(properties));
  return found;
}

function unquoted(written: string): string {
  const [, inner] = /^"((?:[^"\\]|\\.)*)"$/su.exec(written) ?? [];
  return inner === undefined ? written : inner.replace(/\\(.)/gsu, "$1");
}

function toNumber(name: string, value: string, type: FoundProperty["type"]): number | undefined {
  if (type === "boolean") {
    if (value !== "true" && value !== "false")
      throw badQuery("property", `${name} is true or false, not ${JSON.stringify(clipped(value))}`);
    return undefined;
  }
  if (type === "date") {
    const time = parseDate(value);
    if (time === undefined)
      throw badQuery(
        "property",
        `${name} is a time, not ${JSON.stringify(clipped(value))}; write 2026-01-31 or 2026-01-31T06:30:00Z`,
      );
    return time;
  }
  const number = value.trim() === "" ? Number.NaN : Number(value);
  if (type === "number" && Number.isNaN(number))
    throw badQuery("property", `${name} is a number, not ${JSON.stringify(clipped(value))}`);
  return Number.isNaN(number) ? undefined : number;
}

/** A date, or a time without a zone, is one of UTC. */
function parseDate(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/.test(text))
    return undefined;
  const time = Date.parse(/[Zz]$|T.*[+-]\d\d:?\d\d$/.test(text) || text.length === 10 ? text : `${text}Z`);
  return Number.isNaN(time) ? undefined : time;
}

/** Takes time in proportion to the text, whatever the expression is. */
function compile(pattern: string): RE2JS {
  if (pattern.length > longestPattern)
    throw badQuery(
      "property",
      `the regular expression has ${pattern.length} characters; ${longestPattern} are taken`,
    );
  try {
    return RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw badQuery("property", `${JSON.stringify(pattern)} is no regular expression of RE2: ${why}`);
  }
}

function clipped(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
