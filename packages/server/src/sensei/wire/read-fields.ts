/** The fields of a body, each with its name in what is told of it. All failures are 8541. */
import { isJsonObject, type Json, type JsonObject } from "@mlx/core";
import { invalidValue } from "../errors.ts";
import { nearest } from "../nearest.ts";

const longestName = 256;
const longestText = 10_000;

export function readObject(value: Json | undefined, field: string): JsonObject {
  if (value === undefined || value === null)
    throw invalidValue(field, "it is missing, and has to be an object");
  if (!isJsonObject(value)) throw invalidValue(field, `it is an object, not ${describe(value)}`);
  return value;
}

/** A body, as the scope's parser gives it. */
export function readBodyObject(body: unknown): JsonObject {
  if (isJsonObject(body)) return body;
  throw invalidValue("the body", "it has to be a JSON object");
}

/** An empty object where it is missing. */
export function readOptionalObject(value: Json | undefined, field: string): JsonObject {
  return value === undefined || value === null ? {} : readObject(value, field);
}

/** A single one may stand for a list of one. */
export function readObjects(value: Json | undefined, field: string): readonly JsonObject[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return [readObject(value, field)];
  return value.map((each: Json, index) => readObject(each, `${field}[${index}]`));
}

export function readName(body: JsonObject): string {
  const name = readText(body, "name")?.trim() ?? "";
  if (name === "")
    throw invalidValue("name", "it is missing", "Every resource has a name; it may be any text.");
  if (name.length > longestName)
    throw invalidValue("name", `it has ${name.length} characters; ${longestName} are taken`);
  return name;
}

/** Absent for null too. */
export function readText(body: JsonObject, name: string, within = ""): string | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  const field = `${within}${name}`;
  if (typeof value !== "string") throw invalidValue(field, `it is a text, not ${describe(value)}`);
  if (value.length > longestText)
    throw invalidValue(field, `it has ${value.length} characters; ${longestText} are taken`);
  return value;
}

/** A text that says nothing is one that is not there. */
export function readFilledText(body: JsonObject, name: string, within = ""): string | undefined {
  const text = readText(body, name, within)?.trim();
  return text === "" ? undefined : text;
}

export function readFlag(body: JsonObject, name: string, within = ""): boolean | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "boolean") return value;
  if (value === "true" || value === "false") return value === "true";
  throw invalidValue(`${within}${name}`, `it is true or false, not ${describe(value)}`);
}

/** A number, or a text that is one. */
export function readNumber(value: Json | undefined, field: string): number | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number === "number" && Number.isFinite(number)) return number;
  throw invalidValue(field, `it is a number, not ${describe(value)}`);
}

/** From 0 on. */
export function readWholeNumber(value: Json | undefined, field: string): number | undefined {
  const number = readNumber(value, field);
  if (number === undefined || (Number.isSafeInteger(number) && number >= 0)) return number;
  throw invalidValue(field, `it is a whole number from 0 on, not ${describe(value ?? null)}`);
}

/** One of a few words, in any case. */
export function readWord<T extends string>(text: string, words: readonly T[], field: string): T {
  const found = words.find((word) => word.toLowerCase() === text.trim().toLowerCase());
  if (found !== undefined) return found;
  const meant = nearest(text, words);
  throw invalidValue(
    field,
    `${describe(text)} is none of ${words.join(", ")}`,
    meant === undefined ? undefined : `Did you mean ${meant}?`,
  );
}

/** Description and tags, as the language has them. */
export function readCommon(body: JsonObject): JsonObject {
  const description = readText(body, "description");
  const tags = Object.entries(readOptionalObject(body.tags, "tags")).flatMap(([name, value]) => {
    if (value === null) return [];
    if (typeof value === "object") throw invalidValue(`tags.${name}`, `it is a text, not ${describe(value)}`);
    return [[name, String(value)] as const];
  });
  return {
    ...(description === undefined || description === "" ? {} : { description }),
    ...(tags.length === 0 ? {} : { tags: Object.fromEntries(tags) }),
  };
}

/** What a value is, for a message: never what may be long. */
export function describe(value: Json): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
