/** The configuration as it is meant, with the origin of every value. */
import {
  type Diagnostic,
  isJsonObject,
  type Json,
  type JsonObject,
  redacted,
  type SourceLocation,
  sectionOf,
} from "@mlx/core";
import { looksSecret } from "../check/secret-names.ts";
import { referencesOf } from "../expressions/expression.ts";
import { isTemplate, parseTemplate } from "../expressions/parse-template.ts";
import { createLocator, type Located } from "../findings/locate.ts";
import { createProblems, type Place } from "../findings/problem.ts";
import { renderDiagnostics } from "../findings/render-diagnostics.ts";
import { createSuggest } from "../findings/suggest.ts";
import type { LoadOptions } from "../load-options.ts";
import { child, type DeclaredSettings, placeIn } from "./declarations.ts";
import {
  type ResolvedConfiguration,
  type ResolvedResource,
  resolveConfiguration,
} from "./resolve-configuration.ts";
import type { VariableLayer } from "./variables.ts";

/** Which layer a value was taken from. `default` is a variable's; `file` and `environment` stand in the project's files. */
type OriginLayer = VariableLayer | "file" | "process environment";

export interface ValueOrigin {
  readonly layer: OriginLayer;
  /** Absent for values of the command line and of the process. */
  readonly at?: SourceLocation;
}

export interface ConfigurationLeaf {
  /** From the top: `["datasets", "retail-sales", "path"]`. */
  readonly path: readonly string[];
  readonly value: Json;
  readonly origin: ValueOrigin;
  /** What the expressions in it refer to, e.g. `var.data`. */
  readonly references: readonly { readonly reference: string; readonly origin: ValueOrigin }[];
}

export interface ConfigurationDescription {
  readonly environment?: string;
  /** Merged and resolved, defaults not filled in; what looks secret is hidden. */
  readonly tree: JsonObject;
  /** Every value of the tree that is not a map or list (or is an empty one), in the tree's order. */
  readonly leaves: readonly ConfigurationLeaf[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What is written, and by which files. */
type Written = DeclaredSettings;

/** Expressions that fail stay as they are written, and are told as diagnostics; nothing else is checked. */
export async function describeConfiguration(options: LoadOptions): Promise<ConfigurationDescription> {
  const problems = createProblems();
  const { declarations, resolved } = await resolveConfiguration(options, createSuggest(), problems);
  const locate = createLocator();
  const tree: { [section: string]: { [name: string]: Json } | string } = {};
  const leaves: ConfigurationLeaf[] = [];

  if (declarations.project !== undefined) {
    tree.project = declarations.project.name;
    const at = toLocation(locate(declarations.project.place));
    leaves.push({ path: ["project"], value: tree.project, origin: { layer: "file", at }, references: [] });
  }
  if (resolved !== undefined) {
    describeSettings(resolved);
    describeVariables(resolved);
    for (const resource of resolved.resources) describeResource(resource, resolved);
  }
  return {
    ...(resolved?.environment === undefined ? {} : { environment: resolved.environment.name }),
    tree,
    leaves,
    diagnostics: renderDiagnostics(problems.all),
  };

  function put(section: string, name: string, value: Json): void {
    const entries = tree[section];
    if (typeof entries === "object") entries[name] = value;
    else tree[section] = { [name]: value };
  }

  function describeSettings(configuration: ResolvedConfiguration): void {
    const { value } = configuration.projectSettings;
    for (const [name, setting] of Object.entries(value)) {
      const shown = hide(setting, []);
      if (isJsonObject(shown)) tree[name] = { ...shown };
      else if (typeof shown === "string") tree[name] = shown;
    }
    describeLeaves(declarations.settings, value, [], configuration);
  }

  function describeLeaves(
    written: Written,
    value: JsonObject,
    prefix: readonly string[],
    configuration: ResolvedConfiguration,
  ): void {
    for (const { path, value: leaf } of leavesOf(value, [])) {
      if (prefix.length + path.length === 0) continue;
      leaves.push({
        path: [...prefix, ...path],
        value: hide(leaf, path),
        origin: originIn(written, path),
        references: referencesAt(written, path, configuration),
      });
    }
  }

  function describeVariables({ variables }: ResolvedConfiguration): void {
    for (const name of variables.names) {
      const outcome = variables.value(name);
      const origin = variables.origin(name);
      if (!("value" in outcome) || origin === undefined) continue;
      const value = hide(outcome.value, [name]);
      put("variables", name, value);
      leaves.push({ path: ["variables", name], value, origin: toOrigin(origin), references: [] });
    }
  }

  function describeResource(
    { resource, value }: ResolvedResource,
    configuration: ResolvedConfiguration,
  ): void {
    const { declared, each } = resource;
    const section = sectionOf[declared.kind];
    const name = each === undefined ? declared.name : `${declared.name}[${each.key}]`;
    put(section, name, hide(value, []));
    describeLeaves(declared, value, [section, name], configuration);
  }

  function originIn({ layers }: Written, path: readonly string[]): ValueOrigin {
    const place = placeIn(layers, path);
    const [section] = place.path;
    return { layer: section === "environments" ? "environment" : "file", at: toLocation(locate(place)) };
  }

  function referencesAt(
    { value }: Written,
    path: readonly string[],
    { variables }: ResolvedConfiguration,
  ): ConfigurationLeaf["references"] {
    return expressionsAt(value, path).flatMap((expression) =>
      referencesOf(expression).flatMap((reference) => {
        const [root, second] = reference.segments;
        if (root?.name === "env")
          return [{ reference: reference.text, origin: { layer: "process environment" } as const }];
        const origin =
          root?.name === "var" && second !== undefined ? variables.origin(second.name) : undefined;
        return origin === undefined ? [] : [{ reference: reference.text, origin: toOrigin(origin) }];
      }),
    );
  }

  function toOrigin({
    layer,
    place,
  }: {
    readonly layer: VariableLayer;
    readonly place?: Place;
  }): ValueOrigin {
    return place === undefined ? { layer } : { layer, at: toLocation(locate(place)) };
  }
}

function toLocation({ range }: Located): SourceLocation {
  return { file: range.file, ...range.start };
}

/** The expressions at a path as written, or at the longest part of it that is text. */
function expressionsAt(written: Json, path: readonly string[]) {
  let current: Json | undefined = written;
  for (const key of path) {
    if (typeof current === "string") break;
    current = child(current, key);
  }
  if (typeof current !== "string" || !isTemplate(current)) return [];
  const parsed = parseTemplate(current);
  if (!("template" in parsed)) return [];
  return parsed.template.parts.flatMap((part) => (typeof part === "string" ? [] : [part.expression]));
}

function leavesOf(value: Json, path: readonly string[]): { path: readonly string[]; value: Json }[] {
  if (typeof value !== "object" || value === null) return [{ path, value }];
  const entries = Object.entries(value);
  if (entries.length === 0) return [{ path, value }];
  return entries.flatMap(([key, item]: [string, Json]) => leavesOf(item, [...path, key]));
}

/** Text under a name that looks secret is not shown; where a secret comes from is. */
function hide(value: Json, path: readonly string[]): Json {
  if (typeof value === "string") {
    const name = path.findLast((key) => !/^\d+$/.test(key));
    return name !== undefined && value !== "" && looksSecret(name) ? redacted : value;
  }
  if (Array.isArray(value)) return value.map((item, index) => hide(item, [...path, String(index)]));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, hide(item, [...path, key])]));
}
