/** What a validator found, in the words of the language. */

import type { Code } from "@mlx/core";
import { InternalError, isJsonObject, type Json } from "@mlx/core";
import type { ErrorObject } from "ajv";
import { describeType } from "../expressions/evaluate.ts";
import { configCode } from "../findings/config-code.ts";
import { didYouMean, type Suggest } from "../findings/suggest.ts";
import { languageSchema } from "../read-schema.ts";
import { child } from "../resolve/declarations.ts";

export interface SchemaFinding {
  readonly code: Code;
  readonly path: readonly string[];
  readonly on: "key" | "value";
  readonly summary: string;
  readonly detail?: string | undefined;
}

interface SchemaNode {
  readonly $ref?: string;
  readonly allOf?: readonly SchemaNode[];
  readonly properties?: { readonly [name: string]: SchemaNode };
  readonly additionalProperties?: boolean | SchemaNode;
  readonly items?: SchemaNode;
  readonly propertyNames?: SchemaNode;
  readonly description?: string;
  readonly pattern?: string;
  readonly oneOf?: readonly { readonly required: readonly string[] }[];
}

/** `definition` names the part of the language that `value` was checked against; `""` is a whole file. */
export function explainSchemaErrors(
  errors: readonly ErrorObject[],
  value: Json,
  definition: string,
  suggest: Suggest,
): readonly SchemaFinding[] {
  const findings: SchemaFinding[] = [];
  const seen = new Set<string>();
  const misspelt = new Map<string, string[]>();
  const told = [...errors].sort((a, b) => Number(isUnknownKey(b)) - Number(isUnknownKey(a)));
  for (const error of told) {
    // Alternatives are told by their `oneOf`, names by their `propertyNames`.
    if (/\/oneOf\/\d+\//.test(error.schemaPath)) continue;
    if (error.propertyName !== undefined || isOnPropertyName(error, errors)) continue;
    const path = pathOf(error.instancePath);
    const node = nodeAt(definition, path);
    const around = path.length === 0 ? {} : nodeAt(definition, path.slice(0, -1));
    const finding = explain(error, path, value, { node, around }, suggest);
    const meant = misspelt.get(error.instancePath) ?? [];
    if (isUnknownKey(error)) misspelt.set(error.instancePath, [...meant, finding.detail ?? ""]);
    // What is missing because it is misspelt is told as misspelt.
    if (namesLackingIn(error, node).some((name) => meant.includes(didYouMean(name)))) continue;
    // One mistake, one finding: the first thing said of a place.
    const id = JSON.stringify([finding.path, finding.on]);
    if (!seen.has(id)) findings.push(finding);
    seen.add(id);
  }
  return findings;
}

function isUnknownKey({ keyword }: ErrorObject): boolean {
  return keyword === "additionalProperties";
}

function namesLackingIn({ keyword, params }: ErrorObject, { oneOf = [] }: SchemaNode): readonly string[] {
  if (keyword === "required") return [String(params.missingProperty)];
  return keyword === "oneOf" ? oneOf.flatMap(({ required }) => required) : [];
}

/** The error about a name itself comes right before the `propertyNames` error of the same map. */
function isOnPropertyName(error: ErrorObject, errors: readonly ErrorObject[]): boolean {
  const next = errors[errors.indexOf(error) + 1];
  return (
    next?.keyword === "propertyNames" &&
    next.instancePath === error.instancePath &&
    error.keyword === "pattern"
  );
}

function explain(
  error: ErrorObject,
  path: readonly string[],
  root: Json,
  { node, around }: { readonly node: SchemaNode; readonly around: SchemaNode },
  suggest: Suggest,
): SchemaFinding {
  const value = path.reduce<Json | undefined>(child, root);
  const here = path.at(-1);
  const subject = here === undefined ? "It" : /^\d+$/.test(here) ? "This entry" : `\`${here}\``;
  const params: { readonly [name: string]: unknown } = error.params;
  switch (error.keyword) {
    case "additionalProperties": {
      const key = String(params.additionalProperty);
      const known = Object.keys(node.properties ?? {});
      return {
        code: configCode.unknownKey,
        path: [...path, key],
        on: "key",
        summary: `The key \`${key}\` is not known here.`,
        detail:
          here !== undefined && Object.hasOwn(around.properties ?? {}, key)
            ? `It belongs beside ${subject}, not in it.`
            : (suggest(key, known) ?? knownKeys(known)),
      };
    }
    case "required": {
      const missing = String(params.missingProperty);
      return {
        code: configCode.missingField,
        path,
        on: "key",
        summary: `\`${missing}\` is missing${here === undefined ? "" : ` in ${subject}`}.`,
        detail: resolve(node.properties?.[missing]).description,
      };
    }
    case "oneOf":
    case "minProperties":
    case "maxProperties": {
      const names = node.oneOf?.flatMap(({ required }) => required) ?? Object.keys(node.properties ?? {});
      const given = names.filter((name) => child(value, name) !== undefined);
      return {
        code: configCode.exactlyOne,
        path: given[1] === undefined ? path : [...path, given[1]],
        on: "key",
        summary: `Exactly one of ${list(names, "and")} has to be given${given.length > 1 ? `, not ${list(given, "and")}` : ""}.`,
      };
    }
    case "type": {
      if (typeof value === "number" && new RegExp(node.pattern ?? "^$").test(`${value}d`))
        return {
          code: configCode.wrongType,
          path,
          on: "value",
          summary: `${subject} has to have a unit, and \`${value}\` has none.`,
          detail: inSentences(`Write \`${value}d\` for days.`, formOf(node) ?? node.description),
        };
      const wanted = [params.type]
        .flat()
        .map(String)
        .filter((type) => type !== "null");
      return {
        code: configCode.wrongType,
        path,
        on: "value",
        summary: `${subject} has to be ${wanted.map((type) => typeWords[type] ?? type).join(" or ")}, not ${describeType(value)}.`,
        detail: node.description,
      };
    }
    case "enum": {
      const allowed = Array.isArray(params.allowedValues) ? params.allowedValues.map(String) : [];
      return {
        code: configCode.notAllowed,
        path,
        on: "value",
        summary: `${subject} has to be ${list(allowed, "or")}, not \`${String(value)}\`.`,
        detail: suggest(String(value), allowed),
      };
    }
    case "propertyNames": {
      const name = String(params.propertyName);
      const rule = resolve(node.propertyNames).description;
      return {
        code: configCode.badName,
        path: [...path, name],
        on: "key",
        summary: `\`${name}\` is not a valid name.`,
        detail: rule,
      };
    }
    case "minLength":
    case "minItems":
      return { code: configCode.badValue, path, on: "value", summary: `${subject} must not be empty.` };
    case "minimum":
    case "exclusiveMinimum":
    case "maximum": {
      const words = { minimum: "at least", exclusiveMinimum: "more than", maximum: "at most" };
      return {
        code: configCode.badValue,
        path,
        on: "value",
        summary: `${subject} has to be ${words[error.keyword]} ${String(params.limit)}, not ${String(value)}.`,
      };
    }
    default:
      return {
        code: configCode.badValue,
        path,
        on: "value",
        summary: `${subject} cannot be \`${String(value)}\`.`,
        detail: error.keyword === "pattern" ? inSentences(node.description, formOf(node)) : node.description,
      };
  }
}

/** How the kind of value is written that a field takes, such as a time span; the field's own words say what for. */
function formOf({ description, allOf = [] }: SchemaNode): string | undefined {
  const form = allOf.map((part) => resolve(part).description).find((text) => text !== undefined);
  return form === description ? undefined : form;
}

function inSentences(...parts: readonly (string | undefined)[]): string | undefined {
  const said = parts.filter((part) => part !== undefined);
  return said.length === 0 ? undefined : said.join(" ");
}

const typeWords: { readonly [type: string]: string } = {
  string: "text",
  number: "a number",
  integer: "an integer",
  boolean: "true or false",
  array: "a list",
  object: "a map",
};

function knownKeys(known: readonly string[]): string | undefined {
  return known.length === 0 ? undefined : `Known are ${list(known, "and")}.`;
}

function list(names: readonly string[], word: "and" | "or"): string {
  const quoted = names.map((name) => `\`${name}\``);
  return quoted.length < 2 ? quoted.join("") : `${quoted.slice(0, -1).join(", ")} ${word} ${quoted.at(-1)}`;
}

function pathOf(instancePath: string): string[] {
  return instancePath
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The schema that a path of a value is checked against. */
function nodeAt(definition: string, path: readonly string[]): SchemaNode {
  let node = definition === "" ? asNode(languageSchema) : asNode(definitionOf(definition));
  for (const key of path) {
    const { properties, additionalProperties, items } = resolve(node);
    const named = properties !== undefined && Object.hasOwn(properties, key) ? properties[key] : undefined;
    const other = typeof additionalProperties === "object" ? additionalProperties : undefined;
    node = named ?? other ?? items ?? {};
  }
  return resolve(node);
}

/** A schema with its `$ref` followed; what stands beside it (in an `allOf`) counts first. */
function resolve(node: SchemaNode | undefined): SchemaNode {
  if (node === undefined) return {};
  const [only] = node.allOf ?? [];
  if (only !== undefined) return { ...resolve(only), ...node };
  const name = node.$ref?.split("/");
  if (name === undefined) return node;
  const target = name.slice(1).reduce<Json | undefined>(child, languageSchema);
  return resolve(asNode(target));
}

function definitionOf(definition: string): Json | undefined {
  return child(child(languageSchema, "definitions"), definition);
}

function asNode(value: Json | undefined): SchemaNode {
  if (!isJsonObject(value)) throw new InternalError("the schema lacks a definition");
  return value;
}
