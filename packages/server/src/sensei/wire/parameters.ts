/** `parameters` of a task: `[{key, value, secret}]`, and the language's. */
import { looksSecret, type Project, sealSecret } from "@mlx/app";
import {
  isJsonObject,
  isSecretRef,
  type Json,
  type JsonObject,
  type Parameters,
  type ParameterValue,
} from "@mlx/core";
import { unwrap } from "../../http/unwrap.ts";
import { invalidValue } from "../errors.ts";
import { describe, readFlag, readObjects, readText } from "./read-fields.ts";

/** What stands in the place of a secret, in answers and in what is kept of a body. */
const hidden = "***";

const mostParameters = 2000;

export interface ReadParameters {
  /** In the language. */
  readonly values: Parameters;
  /** As they were sent, without the secrets. */
  readonly wire: readonly JsonObject[];
}

/**
 * `defaults`: the recipe's; a text takes the type of what it stands over. `known`: those that the resource has, of
 * which secrets that are sent as `***` are kept, and types where there is no default. Sealed is what is sent as a
 * secret, what stands over one, and a text whose name says that it is one. Failures: 8541.
 */
export async function readParameters(
  project: Project,
  value: Json | undefined,
  field: string,
  { defaults = {}, known = {} }: { readonly defaults?: Parameters; readonly known?: Parameters } = {},
): Promise<ReadParameters> {
  // A map of names to values has no key of its own.
  if (isJsonObject(value) && value.key === undefined && Object.keys(value).length > 0)
    throw invalidValue(field, "it has to be a list of {key, value}, not an object of names and values");
  const written = readObjects(value, field);
  if (written.length > mostParameters)
    throw invalidValue(field, `it has ${written.length} parameters; ${mostParameters} are taken`);
  const values = new Map<string, ParameterValue>();
  const wire: JsonObject[] = [];
  for (const [index, each] of written.entries()) {
    const within = `${field}[${index}].`;
    const key = readText(each, "key", within)?.trim() ?? "";
    if (key === "") throw invalidValue(`${within}key`, "it is missing");
    if (key === "__proto__")
      throw invalidValue(`${within}key`, `${describe(key)} cannot be the name of a parameter`);
    if (values.has(key)) throw invalidValue(`${within}key`, `${describe(key)} is given twice`);
    const given = each.value ?? null;
    const before = Object.hasOwn(known, key) ? known[key] : undefined;
    const like = Object.hasOwn(defaults, key) ? defaults[key] : undefined;
    const isSecret = [before, like].some(isSecretRef) || readFlag(each, "secret", within) === true;
    if (isSecretRef(given))
      throw invalidValue(
        `${within}value`,
        "only files refer to secrets of the server",
        "Send the secret itself, with secret: true: it is kept encrypted.",
      );
    if (given === hidden && isSecret) {
      const kept = [before, like].find(isSecretRef);
      if (kept === undefined)
        throw invalidValue(
          `${within}value`,
          "*** stands for a secret that is kept, and there is none of that key",
        );
      values.set(key, kept);
      wire.push(each);
    } else if (given !== null && (isSecret || namesSecret(key, given, like))) {
      const text = typeof given === "string" ? given : JSON.stringify(given);
      values.set(key, unwrap(await sealSecret(project, text)));
      wire.push({ ...each, value: hidden, secret: true });
    } else {
      // Three stars that were sent as they are would be taken for a secret when they are read again.
      values.set(key, like === undefined ? typedAs(given, before) : typedLike(given, like, `${within}value`));
      wire.push(each);
    }
  }
  return { values: Object.fromEntries(values), wire };
}

/** Old clients cannot say that a text is a secret, and a file that has it would be refused. */
function namesSecret(key: string, given: Json, like: ParameterValue | undefined): boolean {
  const isText = typeof given === "string" && given !== "" && typeof (like ?? "") === "string";
  return isText && looksSecret(key);
}

/** Clients send texts. One for which the recipe has a number or a boolean is that; others stay as they came. */
function typedLike(given: Json, like: ParameterValue | undefined, field: string): Json {
  if (typeof given !== "string") return given;
  if (typeof like === "number") {
    const number = given.trim() === "" ? Number.NaN : Number(given);
    if (Number.isFinite(number)) return number;
    throw invalidValue(field, `it is a number as the engine's default ${like} is, not ${describe(given)}`);
  }
  if (typeof like === "boolean") {
    const word = given.trim().toLowerCase();
    if (word === "true" || word === "false") return word === "true";
    throw invalidValue(field, `it is true or false as the engine's default is, not ${describe(given)}`);
  }
  return given;
}

/** Files have numbers and lists, which are told as texts: put back as they were told, they are what they were. */
function typedAs(given: Json, before: ParameterValue | undefined): Json {
  if (typeof given !== "string" || before === undefined || isSecretRef(before)) return given;
  if (typeof before !== "string" && JSON.stringify(before) === given) return before;
  if (typeof before !== "number" || given.trim() === "") return given;
  const number = Number(given);
  return Number.isFinite(number) ? number : given;
}

/** As the API has them: all values are texts, and secrets are not told. */
export function writeParameters(parameters: Parameters): readonly JsonObject[] {
  return Object.entries(parameters).map(([key, value]) => {
    if (isSecretRef(value)) return { key, value: hidden, secret: true };
    return { key, value: typeof value === "string" ? value : JSON.stringify(value) };
  });
}
