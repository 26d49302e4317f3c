/** All files merged into one set of sections, and one environment laid over it. */
import {
  InternalError,
  isJsonObject,
  type Json,
  type JsonObject,
  type Kind,
  kinds,
  type SourceLocation,
  sectionOf,
} from "@mlx/core";
import { projectFile } from "../files/find-project.ts";
import type { SourceFile } from "../files/source-file.ts";
import { configCode } from "../findings/config-code.ts";
import type { Place, Problems, ValuePlace } from "../findings/problem.ts";

/** A map in a file that gives (a part of) a declared value. */
export interface Layer {
  readonly file: SourceFile;
  readonly path: readonly string[];
}

export interface Declared {
  readonly kind: Kind;
  readonly name: string;
  /** As written, overlay merged in, expressions not resolved. */
  readonly value: JsonObject;
  /** The declaration, and the environment's overlay if it says something about it. */
  readonly layers: readonly Layer[];
  readonly at: SourceLocation;
}

export interface DeclaredEntry {
  readonly value: JsonObject;
  readonly layer: Layer;
}

/** `executor`, `docker`, `runs`, `notifications`, `retention` and `server`. */
export interface DeclaredSettings {
  /** As written, overlay merged in, expressions not resolved. */
  readonly value: JsonObject;
  /** mlx.yaml, and the environment if it says something about them. */
  readonly layers: readonly Layer[];
}

export interface Declarations {
  readonly project?: { readonly name: string; readonly place: Place };
  readonly settings: DeclaredSettings;
  readonly variables: ReadonlyMap<string, DeclaredEntry>;
  readonly environments: ReadonlyMap<string, DeclaredEntry>;
  /** By `kind/name`. */
  readonly resources: ReadonlyMap<string, Declared>;
  /** A section is no map, so that what it declares is not known; that was told. */
  readonly incomplete: boolean;
  /** `kind/name`, `variables/name`: declared, but as something that is no map; that was told. */
  readonly broken: ReadonlySet<string>;
  readonly moved: readonly {
    readonly value: JsonObject;
    readonly layer: Layer;
    readonly at: SourceLocation;
  }[];
}

export function mergeFiles(files: readonly SourceFile[], problems: Problems): Declarations {
  let project: Declarations["project"];
  let settings: DeclaredSettings = { value: {}, layers: [] };
  const variables = new Map<string, DeclaredEntry>();
  const environments = new Map<string, DeclaredEntry>();
  const resources = new Map<string, Declared>();
  const broken = new Set<string>();
  const moved: Declarations["moved"][number][] = [];

  for (const file of files) {
    for (const section of ["project", "include", ...settingNames]) {
      if (Object.hasOwn(file.value, section) && file.path !== projectFile) {
        problems.error(
          configCode.misplacedSection,
          place(file, [section], "key"),
          `\`${section}\` belongs into mlx.yaml.`,
        );
      }
    }
    const name = file.value.project;
    if (typeof name === "string" && file.path === projectFile)
      project = { name, place: place(file, ["project"]) };
    if (file.path === projectFile) settings = { value: settingsIn(file.value), layers: [{ file, path: [] }] };

    for (const [section, entries] of [
      ["variables", variables],
      ["environments", environments],
    ] as const) {
      for (const [name, value] of entriesOf(file.value[section])) {
        const layer = { file, path: [section, name] };
        const first = entries.get(name);
        if (first !== undefined) reportSameName(problems, section.slice(0, -1), name, layer, first.layer);
        else if (isJsonObject(value)) entries.set(name, { value, layer });
        else if (value === null && section === "environments") entries.set(name, { value: {}, layer });
        else broken.add(`${section}/${name}`);
      }
    }
    for (const kind of kinds) {
      const section = sectionOf[kind];
      const marks = file.marks[section];
      let index = 0;
      for (const [name, value] of entriesOf(file.value[section])) {
        const at = { file: file.path, line: marks?.[index] ?? 1, column: marks?.[index + 1] ?? 1 };
        index += 2;
        const layer = { file, path: [section, name] };
        const first = resources.get(`${kind}/${name}`);
        if (first !== undefined) reportSameName(problems, kind, name, layer, first.layers[0]);
        else if (isJsonObject(value))
          resources.set(`${kind}/${name}`, { kind, name, value, layers: [layer], at });
        else broken.add(`${kind}/${name}`);
      }
    }
    const moves = file.value.moved;
    if (Array.isArray(moves)) {
      const marks = file.marks.moved;
      for (const [index, value] of moves.entries()) {
        if (!isJsonObject(value)) continue;
        const at = { file: file.path, line: marks?.[index * 2] ?? 1, column: marks?.[index * 2 + 1] ?? 1 };
        moved.push({ value, layer: { file, path: ["moved", String(index)] }, at });
      }
    }
  }
  return {
    ...(project === undefined ? {} : { project }),
    settings,
    variables,
    environments,
    resources,
    incomplete: files.some(hasBrokenSection),
    broken,
    moved,
  };
}

const settingNames = ["executor", "docker", "runs", "notifications", "retention", "server"];

/** What has the wrong type was told with its file, and is left out. */
function settingsIn(written: JsonObject): JsonObject {
  const settings: { [name: string]: Json } = {};
  for (const name of settingNames) {
    const value = Object.hasOwn(written, name) ? written[name] : undefined;
    const fits = name === "executor" ? typeof value === "string" : isJsonObject(value);
    if (value !== undefined && (value === null || fits)) settings[name] = value;
  }
  return settings;
}

function hasBrokenSection({ value }: SourceFile): boolean {
  return ["variables", "environments", ...Object.values(sectionOf)].some((section) => {
    const content = value[section];
    return content !== undefined && content !== null && !isJsonObject(content);
  });
}

/** The declarations with an environment's sections merged over them. `null` removes. */
export function overlay(declarations: Declarations, environment: DeclaredEntry): Declarations {
  const resources = new Map(declarations.resources);
  const { value, layer } = environment;
  for (const kind of kinds) {
    const section = sectionOf[kind];
    const marks = layer.file.marks[[...layer.path, section].join("/")];
    let index = 0;
    for (const [name, over] of entriesOf(value[section])) {
      const at = { file: layer.file.path, line: marks?.[index] ?? 1, column: marks?.[index + 1] ?? 1 };
      index += 2;
      const id = `${kind}/${name}`;
      const base = resources.get(id);
      const overLayer = { file: layer.file, path: [...layer.path, section, name] };
      if (over === null) resources.delete(id);
      else if (!isJsonObject(over)) continue;
      else if (base === undefined)
        resources.set(id, { kind, name, value: merge({}, over), layers: [overLayer], at });
      else
        resources.set(id, { ...base, value: merge(base.value, over), layers: [...base.layers, overLayer] });
    }
  }
  const over = settingsIn(value);
  const settings = {
    value: merge(declarations.settings.value, over),
    layers:
      Object.keys(over).length === 0
        ? declarations.settings.layers
        : [...declarations.settings.layers, layer],
  };
  return { ...declarations, settings, resources };
}

/** Maps merge, lists and scalars replace, `null` removes. */
function merge(base: JsonObject, over: JsonObject): JsonObject {
  const result: { [key: string]: Json } = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const before = Object.hasOwn(result, key) ? result[key] : undefined;
    if (value === null) delete result[key];
    else if (isJsonObject(value)) result[key] = merge(isJsonObject(before) ? before : {}, value);
    else result[key] = value;
  }
  return result;
}

/** Where a part of a declared value stands: in the overlay if that gives it, else in the declaration. */
export function placeIn(
  layers: readonly Layer[],
  path: readonly string[],
  on: "key" | "value" = "value",
): ValuePlace {
  let best = layers[0];
  let bestDepth = -1;
  for (const layer of layers.toReversed()) {
    const { depth, ends } = follow(layer, path);
    if (ends) return place(layer.file, [...layer.path, ...path], on);
    if (depth >= bestDepth) {
      best = layer;
      bestDepth = depth;
    }
  }
  return place(best?.file, [...(best?.path ?? []), ...path], on);
}

/** How far a layer has the path; `ends` when it decides the value there: it has it all, or a scalar or list on the way. */
function follow({ file, path: base }: Layer, path: readonly string[]): { depth: number; ends: boolean } {
  let value: Json | undefined = file.value;
  for (const key of base) value = child(value, key);
  for (const [depth, key] of path.entries()) {
    const next = child(value, key);
    if (next === undefined) return { depth, ends: depth > 0 && !isJsonObject(value) };
    value = next;
  }
  return { depth: path.length, ends: true };
}

/** The value under a key of a map, or an index of a list. */
export function child(value: Json | undefined, key: string): Json | undefined {
  if (Array.isArray(value)) return /^\d+$/.test(key) ? value[Number(key)] : undefined;
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function place(
  file: SourceFile | undefined,
  path: readonly string[],
  on: "key" | "value" = "value",
): ValuePlace {
  if (file === undefined) throw new InternalError("a declaration without a layer");
  return { file, path, on };
}

function entriesOf(value: Json | undefined): [string, Json][] {
  return isJsonObject(value) ? Object.entries(value) : [];
}

function reportSameName(
  problems: Problems,
  what: string,
  name: string,
  layer: Layer,
  first: Layer | undefined,
): void {
  problems.error(
    configCode.sameName,
    place(layer.file, layer.path, "key"),
    `The ${what} \`${name}\` is declared twice.`,
    {
      detail: "All files of a project share one set of names. Rename one of the two, or remove it.",
      ...(first === undefined
        ? {}
        : {
            notes: [{ message: "It is declared here first.", place: place(first.file, first.path, "key") }],
          }),
    },
  );
}
