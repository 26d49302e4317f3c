/** Parts of canonical forms that several kinds share. Maps come out with sorted keys. */
import {
  type CommonSpec,
  type Environment,
  type ExecutorName,
  isJsonObject,
  type Json,
  type Parameters,
  type ProgramName,
  type SecretRef,
  type TaskName,
  taskNames,
} from "@mlx/core";
import { toProjectPath } from "../files/project-path.ts";
import type { ReferenceResolver } from "../resolve/references.ts";
import type { Expanded } from "../resolve/resource-index.ts";

/** What a canonical form needs to know of its surroundings. All references were checked before. */
export interface CanonicalContext {
  /** Of the declaring file, relative to the project. */
  readonly folder: string;
  readonly resource: Expanded;
  readonly references: ReferenceResolver;
  /** Of recipes with `source` that name none. */
  readonly defaultExecutor: ExecutorName;
  /** Of every build; a recipe's own stand over them. */
  readonly buildArgs: { readonly [name: string]: string };
}

export interface WrittenCommon {
  readonly description?: string;
  readonly tags?: { readonly [name: string]: string | number | boolean };
  readonly enabled?: boolean;
  readonly lifecycle?: { readonly protect?: boolean; readonly ignore?: readonly string[] };
  readonly dependsOn?: readonly string[];
}

export function canonicalCommon(written: WrittenCommon, context: CanonicalContext): CommonSpec {
  const { description, tags, enabled = true, lifecycle, dependsOn } = written;
  return {
    ...(description === undefined ? {} : { description }),
    tags: tags === undefined ? noTags : mapSorted(tags, String),
    enabled,
    lifecycle:
      lifecycle === undefined
        ? defaultLifecycle
        : { ignore: sortedUnique(lifecycle.ignore ?? []), protect: lifecycle.protect ?? false },
    dependsOn:
      dependsOn === undefined
        ? []
        : sortedUnique(dependsOn.map((text) => context.references.resolveAny(text, context.resource))),
  };
}

const noTags: CommonSpec["tags"] = {};
const defaultLifecycle: CommonSpec["lifecycle"] = { ignore: [], protect: false };

export function sortedUnique<T extends string>(items: readonly T[]): readonly T[] {
  return items.length < 2 ? items : [...new Set(items)].sort();
}

/** The map with its keys sorted and its values mapped. */
export function mapSorted<T, U>(
  map: { readonly [key: string]: T } | undefined,
  toValue: (value: T, key: string) => U,
): { readonly [key: string]: U } {
  const result: { [key: string]: U } = {};
  if (map === undefined) return result;
  const keys = Object.keys(map);
  for (const key of keys.length < 2 ? keys : keys.sort()) {
    const value = map[key];
    if (value !== undefined) result[key] = toValue(value, key);
  }
  return result;
}

export function canonicalParameters(
  written: { readonly [name: string]: Json | SecretRef } | undefined,
  context: CanonicalContext,
): Parameters {
  return mapSorted(written, (value) => (isSecret(value) ? canonicalSecret(value, context) : sortKeys(value)));
}

export function canonicalEnvironment(
  written: { readonly [name: string]: string | number | boolean | SecretRef } | undefined,
  context: CanonicalContext,
): Environment {
  return mapSorted(written, (value) =>
    typeof value === "object" ? canonicalSecret(value, context) : String(value),
  );
}

/** A secret's shape was checked before; anything else under `secret` is an ordinary map. */
function isSecret(value: Json | SecretRef): value is SecretRef {
  if (typeof value !== "object" || value === null || Array.isArray(value) || !("secret" in value))
    return false;
  const { secret } = value;
  if (typeof secret !== "object" || secret === null || Array.isArray(secret)) return false;
  return Object.keys(value).length === 1 && ("env" in secret || "file" in secret || "sealed" in secret);
}

/** A file is named relative to the project. */
export function canonicalSecret({ secret }: SecretRef, { folder }: { readonly folder: string }): SecretRef {
  if ("env" in secret) return { secret: { env: secret.env } };
  if ("sealed" in secret) return { secret: { sealed: secret.sealed } };
  return { secret: { file: toProjectPath(secret.file, folder) } };
}

function sortKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(sortKeys);
  return isJsonObject(value) ? mapSorted(value, sortKeys) : value;
}

/** A map by task (and `serve`), with `fp` under its full name. */
export function byTask<N extends ProgramName, T, U>(
  map: { readonly [task in N | "fp"]?: T } | undefined,
  toValue: (value: T) => U,
  names: readonly N[],
): { readonly [task in N]?: U } {
  const result: { [task in N]?: U } = {};
  for (const name of names.toSorted()) {
    const value = map?.[name] ?? (name === "featurePipeline" ? map?.fp : undefined);
    if (value !== undefined) result[name] = toValue(value);
  }
  return result;
}

/** Of a name that was checked; `fp` is short for `featurePipeline`. */
export function canonicalTaskName(task: string): TaskName {
  return taskNames.find((name) => name === task) ?? "featurePipeline";
}

export function canonicalCommand(command: string | readonly string[]): readonly string[] {
  return typeof command === "string" ? command.trim().split(/\s+/) : command;
}

export function canonicalOutputs(
  written: { readonly [channel: string]: string } | undefined,
  { folder }: CanonicalContext,
): { readonly [channel: string]: string } {
  return mapSorted(written, (path) => toProjectPath(path, folder));
}
