import { isJsonObject, type Json, type JsonObject, type Kind } from "@mlx/core";
import { configCode } from "../findings/config-code.ts";
import { child } from "../resolve/declarations.ts";
import type { Origin } from "./origin.ts";
import type { SchemaFinding } from "./schema-errors.ts";
import { looksSecret } from "./secret-names.ts";

/**
 * Finds values that have no place in a file or in the store: literals under names that look secret,
 * and secret references that are not the whole value of a parameter. `written` is the value before
 * its expressions were resolved. A file cannot hold a sealed secret: its key is the store's.
 */
export function checkSecrets(
  kind: Kind,
  value: JsonObject,
  written: JsonObject,
  origin: Origin,
): readonly SchemaFinding[] {
  const findings: SchemaFinding[] = [];
  if (kind === "recipe") {
    for (const [name, text] of entries(value.env)) {
      // The shape of a reference is the schema's business here.
      if (typeof text === "string") check(name, text, ["env", name], true);
    }
    for (const [task, parameters] of entries(value.defaults)) checkAll(parameters, ["defaults", task]);
  } else if (kind === "instance") {
    for (const [task, spec] of entries(value.tasks)) {
      if (isJsonObject(spec)) checkAll(spec.parameters, ["tasks", task, "parameters"]);
    }
  } else if (kind === "experiment") {
    checkAll(value.parameters, ["parameters"]);
  } else if (kind === "service") {
    for (const section of ["training", "scoring"])
      checkAll(child(child(value, section), "parameters"), [section, "parameters"]);
    for (const [name, text] of entries(child(child(value, "serve"), "env")))
      if (typeof text === "string") check(name, text, ["serve", "env", name], true);
  }
  return findings;

  function checkAll(values: Json | undefined, path: readonly string[]): void {
    for (const [name, value] of entries(values)) check(name, value, [...path, name], true);
  }

  function check(name: string, value: Json, path: readonly string[], whole: boolean): void {
    if (typeof value === "string") {
      if (value !== "" && looksSecret(name))
        findings.push(literal(name, path, path.reduce<Json | undefined>(child, written), origin));
    } else if (isJsonObject(value)) {
      if (isSecretShaped(value)) {
        const finding = whole ? checkReference(value.secret, path, origin) : misplaced(path);
        if (finding !== undefined) findings.push(finding);
        return;
      }
      if (typeof value.secret === "string" && value.secret !== "" && Object.keys(value).length === 1) {
        const inside = [...path, "secret"];
        findings.push(literal(name, inside, inside.reduce<Json | undefined>(child, written), origin));
        return;
      }
      for (const [key, inner] of Object.entries(value)) check(key, inner, [...path, key], false);
    } else if (Array.isArray(value)) {
      for (const [index, inner] of value.entries()) check(name, inner, [...path, String(index)], false);
    }
  }
}

/** `{ secret: { … } }` and nothing beside it. */
function isSecretShaped(value: JsonObject): boolean {
  const secret = value.secret;
  if (Object.keys(value).length !== 1 || !isJsonObject(secret)) return false;
  const keys = Object.keys(secret);
  return keys.length === 0 || keys.some((key) => key === "env" || key === "file" || key === "sealed");
}

function literal(
  name: string,
  path: readonly string[],
  written: Json | undefined,
  origin: Origin,
): SchemaFinding {
  if (origin === "client")
    return {
      code: configCode.secretLiteral,
      path,
      on: "value",
      summary: `\`${name}\` looks like a secret, and its value would be kept in the store as it is.`,
      detail:
        'Send it as a secret (`"secret": true`): the value is then kept encrypted, and shown to nobody.',
    };
  const used =
    typeof written === "string" ? /\$\{\s*env\.([A-Za-z_][A-Za-z0-9_]*)/.exec(written)?.[1] : undefined;
  const derived = name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replaceAll(/[^A-Za-z0-9]+/g, "_")
    .toUpperCase();
  const variable = used ?? derived;
  return {
    code: configCode.secretLiteral,
    path,
    on: "value",
    summary: `\`${name}\` looks like a secret, and its value would be kept in the store.`,
    detail: `Write \`${name}: { secret: { env: ${variable} } }\` (or \`file:\`): the value is then read when a run starts, and kept nowhere.`,
  };
}

function misplaced(path: readonly string[]): SchemaFinding {
  return {
    code: configCode.misplacedSecret,
    path,
    on: "value",
    summary: "A secret has to be the whole value of a parameter.",
    detail: "Give it a parameter of its own: secrets within lists and maps are not resolved.",
  };
}

function checkReference(
  secret: Json | undefined,
  path: readonly string[],
  origin: Origin,
): SchemaFinding | undefined {
  const [[key, target] = [], ...others] = entries(secret);
  // Which of the other sources a client may name is checked with all else that it may not.
  const known = origin === "client" ? ["sealed", "env", "file"] : ["env", "file"];
  if (others.length === 0 && known.includes(key ?? "") && typeof target === "string" && target !== "")
    return undefined;
  return {
    code: configCode.misplacedSecret,
    path: [...path, "secret"],
    on: "value",
    summary: "A secret names exactly one source: `{ env: NAME }` or `{ file: path }`.",
  };
}

function entries(value: Json | undefined): [string, Json][] {
  return isJsonObject(value) ? Object.entries(value) : [];
}
