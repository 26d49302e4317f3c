/** The values of the declared variables, from the first source that has one. */
import { isJsonObject, type Json } from "@mlx/core";
import { describeType, type Failure, type Outcome, type Scope } from "../expressions/evaluate.ts";
import { folderOf } from "../files/project-path.ts";
import type { SourceFile } from "../files/source-file.ts";
import { configCode } from "../findings/config-code.ts";
import type { Place, Problems } from "../findings/problem.ts";
import type { Suggest } from "../findings/suggest.ts";
import type { DeclaredEntry } from "./declarations.ts";
import { hasTemplates, limitSize, resolveValues } from "./resolve-values.ts";

export type VariableLayer = "--var" | "--var-file" | "environment" | "default";

export interface Variables {
  /** `missing` when nothing gives it a value. */
  value(name: string): Outcome;
  /** Where its value comes from. */
  origin(name: string): { readonly layer: VariableLayer; readonly place?: Place } | undefined;
  readonly names: readonly string[];
  /** Tells what is wrong whether or not a variable is used; what one lacks is told where it is used. */
  check(): void;
}

export interface VariableSources {
  readonly declared: ReadonlyMap<string, DeclaredEntry>;
  /** `variables/name` of those whose declaration is no map. */
  readonly broken: ReadonlySet<string>;
  /** From `--var`. */
  readonly given: { readonly [name: string]: string };
  /** From `--var-file`; a later one counts more. */
  readonly files: readonly SourceFile[];
  readonly environment: DeclaredEntry | undefined;
  /** Not every file could be read: an unknown name may be declared in one of those. */
  readonly incomplete: boolean;
}

interface Given {
  readonly layer: VariableLayer;
  readonly value: Json;
  readonly place?: Place;
  readonly folder: string;
}

const types = ["string", "number", "integer", "boolean", "list", "map"] as const;
type VariableType = (typeof types)[number];

/** `scopeIn` gives the scope of a default or an environment's value in a file of that folder. */
export function createVariables(
  sources: VariableSources,
  scopeIn: (folder: string) => Scope,
  suggest: Suggest,
  problems: Problems,
): Variables {
  const { declared } = sources;
  const names = [...declared.keys()];
  const outcomes = new Map<string, Outcome>();
  const visiting: string[] = [];

  return {
    value,
    origin,
    names,
    check() {
      if (!sources.incomplete) checkNames(sources, suggest, problems);
      for (const name of names) checkValue(name);
    },
  };

  function value(name: string): Outcome {
    const known = outcomes.get(name);
    if (known !== undefined) return known;
    const entry = declared.get(name);
    if (entry === undefined) return unknown(name);
    if (visiting.includes(name)) return cycle(name);
    visiting.push(name);
    const outcome = compute(name, entry);
    visiting.pop();
    outcomes.set(name, outcome);
    return outcome;
  }

  function origin(name: string) {
    const entry = declared.get(name);
    const given = entry === undefined ? undefined : find(name, entry);
    if (given === undefined) return undefined;
    return given.place === undefined ? { layer: given.layer } : { layer: given.layer, place: given.place };
  }

  function find(name: string, entry: DeclaredEntry): Given | undefined {
    const given = Object.hasOwn(sources.given, name) ? sources.given[name] : undefined;
    if (given !== undefined) return { layer: "--var", value: given, folder: "" };
    for (const file of sources.files.toReversed()) {
      const value = own(file.value, name);
      if (value !== undefined)
        return { layer: "--var-file", value, place: { file, path: [name], on: "value" }, folder: "" };
    }
    const { environment } = sources;
    const overlaid = environment === undefined ? undefined : own(environment.value.variables, name);
    if (environment !== undefined && overlaid !== undefined && overlaid !== null) {
      const { file, path } = environment.layer;
      const place = { file, path: [...path, "variables", name], on: "value" } as const;
      return { layer: "environment", value: overlaid, place, folder: folderOf(file.path) };
    }
    const fallback = own(entry.value, "default");
    if (fallback === undefined) return undefined;
    const { file, path } = entry.layer;
    return {
      layer: "default",
      value: fallback,
      place: { file, path: [...path, "default"], on: "value" },
      folder: file.folder,
    };
  }

  function compute(name: string, entry: DeclaredEntry): Outcome {
    const given = find(name, entry);
    if (given === undefined) {
      return {
        missing: {
          code: configCode.noValue,
          summary: `The variable \`${name}\` has no value.`,
          detail: `Give it one with \`--var ${name}=VALUE\`, in a \`--var-file\`, in an environment, or as \`default:\` where it is declared.`,
          once: `var ${name}`,
          notes: [
            {
              message: "It is declared here.",
              place: { file: entry.layer.file, path: entry.layer.path, on: "key" },
            },
          ],
        },
      };
    }
    const type = typeOf(entry);
    if (given.layer === "--var") return convert(String(given.value), type, name, given);
    const dynamic = given.layer !== "--var-file" && hasTemplates(given.value);
    if (!dynamic) return check(given.value, type, name, given);
    let failure: Exclude<Outcome, { value: Json }> | undefined;
    const resolved = resolveValues(given.value, scopeIn(given.folder), (path, outcome) => {
      failure ??= withPlace(outcome, given, path);
    });
    if (failure !== undefined) return failure;
    const limited = limitSize({ value: resolved });
    if ("failed" in limited) return withPlace(limited, given, []);
    return typeof resolved === "string"
      ? convert(resolved, type, name, given)
      : check(resolved, type, name, given);
  }

  function unknown(name: string): Outcome {
    const failure: Failure = {
      code: configCode.unknownVariable,
      summary: `There is no variable \`${name}\`.`,
      detail: suggest(name, names) ?? `Declare it: \`variables: { ${name}: { type: string } }\`.`,
      part: `var.${name}`,
    };
    const told = sources.incomplete || sources.broken.has(`variables/${name}`);
    return { failed: told ? { ...failure, reported: true } : failure };
  }

  function cycle(name: string): Outcome {
    const members = visiting.slice(visiting.indexOf(name));
    const [first] = members;
    const place = first === undefined ? undefined : placeOf(first);
    return {
      failed: {
        code: configCode.valueCycle,
        summary: `The variables ${members.map((member) => `\`${member}\``).join(", ")} depend on each other.`,
        detail: "A variable's value cannot lead back to itself.",
        once: `cycle ${[...members].sort().join(" ")}`,
        ...(place === undefined ? {} : { place }),
        notes: members.map((member, index) => {
          const to = members[(index + 1) % members.length] ?? member;
          const at = placeOf(member);
          return {
            message: `\`${member}\` refers to \`${to}\`.`,
            ...(at === undefined ? {} : { place: at }),
          };
        }),
      },
    };
  }

  function placeOf(name: string): Place | undefined {
    const entry = declared.get(name);
    return entry === undefined ? undefined : find(name, entry)?.place;
  }

  function checkValue(name: string): void {
    const outcome = value(name);
    if (!("failed" in outcome) || outcome.failed.reported) return;
    const { code, summary, detail, place, notes, once } = outcome.failed;
    outcomes.set(name, { failed: { ...outcome.failed, reported: true } });
    if (
      once !== undefined &&
      problems.all.some((problem) => problem.code === code && problem.summary === summary)
    )
      return;
    problems.error(code, place, summary, { detail, ...(notes === undefined ? {} : { notes }) });
  }
}

function withPlace(outcome: Exclude<Outcome, { value: Json }>, given: Given, path: readonly string[]) {
  if (given.place === undefined || !("file" in given.place)) return outcome;
  const { file } = given.place;
  const place = (failure: Failure): Failure => {
    if (failure.place !== undefined || failure.reported) return failure;
    const at = {
      file,
      path: [...(given.place !== undefined && "path" in given.place ? given.place.path : []), ...path],
      on: "value",
    } as const;
    return { ...failure, place: failure.part === undefined ? at : { ...at, part: failure.part } };
  };
  return "failed" in outcome ? { failed: place(outcome.failed) } : { missing: place(outcome.missing) };
}

function checkNames(
  { declared, broken, given, files, environment }: VariableSources,
  suggest: Suggest,
  problems: Problems,
): void {
  const report = (name: string, place: Place | undefined, how: string) => {
    if (broken.has(`variables/${name}`)) return;
    problems.error(
      configCode.undeclaredValue,
      place,
      `${how} gives a value to \`${name}\`, which is not a variable.`,
      {
        detail: suggest(name, declared.keys()) ?? `Declare it: \`variables: { ${name}: { type: string } }\`.`,
      },
    );
  };
  for (const name of Object.keys(given)) if (!declared.has(name)) report(name, undefined, "`--var`");
  for (const file of files) {
    for (const name of Object.keys(file.value)) {
      if (!declared.has(name)) report(name, { file, path: [name], on: "key" }, "`--var-file`");
    }
  }
  const overlaid = environment?.value.variables;
  if (environment === undefined || !isJsonObject(overlaid)) return;
  const { file, path } = environment.layer;
  for (const name of Object.keys(overlaid)) {
    if (!declared.has(name))
      report(name, { file, path: [...path, "variables", name], on: "key" }, "The environment");
  }
}

function typeOf({ value }: DeclaredEntry): VariableType | undefined {
  const declared = types.find((type) => type === value.type);
  if (declared !== undefined) return declared;
  const fallback = own(value, "default");
  if (fallback === undefined || fallback === null || hasTemplates(fallback)) return undefined;
  if (Array.isArray(fallback)) return "list";
  return typeof fallback === "object" ? "map" : types.find((type) => type === typeof fallback);
}

/** A text (from the command line or the environment) as a value of the declared type. */
function convert(text: string, type: VariableType | undefined, name: string, given: Given): Outcome {
  switch (type) {
    case undefined:
    case "string":
      return { value: text };
    case "boolean":
      return text === "true" || text === "false"
        ? { value: text === "true" }
        : mismatch(text, type, name, given);
    case "number":
    case "integer": {
      const number = /^[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
      return Number.isFinite(number) ? check(number, type, name, given) : mismatch(text, type, name, given);
    }
    case "list":
    case "map": {
      try {
        const parsed: Json = JSON.parse(text, (key, value) => (key === "__proto__" ? undefined : value));
        return check(parsed, type, name, given);
      } catch {
        return mismatch(text, type, name, given);
      }
    }
  }
}

function check(value: Json, type: VariableType | undefined, name: string, given: Given): Outcome {
  const fits =
    type === undefined ||
    value === null ||
    (type === "list" && Array.isArray(value)) ||
    (type === "map" && isJsonObject(value)) ||
    (type === "integer" && Number.isInteger(value)) ||
    typeof value === type;
  return fits ? { value } : mismatch(value, type, name, given);
}

const typeWords = {
  string: "text",
  number: "a number",
  integer: "an integer",
  boolean: "true or false",
  list: "a list (as JSON: `[1, 2]`)",
  map: 'a map (as JSON: `{"a": 1}`)',
} as const;

function mismatch(value: Json, type: VariableType, name: string, given: Given): Outcome {
  const shown = typeof value === "object" ? describeType(value) : `\`${String(value)}\``;
  return {
    failed: {
      code: configCode.variableType,
      summary: `The variable \`${name}\` has to be ${typeWords[type]}, not ${shown}.`,
      ...(given.layer === "--var" ? { detail: `The value was given with \`--var ${name}=…\`.` } : {}),
      ...(given.place === undefined ? {} : { place: given.place }),
      once: `type ${name}`,
    },
  };
}

function own(value: Json | undefined, key: string): Json | undefined {
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
