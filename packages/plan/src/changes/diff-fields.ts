import {
  canonicalJson,
  type FieldChange,
  findSecrets,
  isJsonObject,
  isSecretRef,
  type Json,
  redacted,
} from "@mlx/core";
import { compareText } from "../compare-text.ts";
import { formatSecret } from "../format-secret.ts";
import { type FieldPath, formatFieldPath } from "./field-path.ts";

/** A value that differs, as it is, secret references included; absent where there is none. */
export interface FieldDifference {
  readonly path: FieldPath;
  readonly before?: Json;
  readonly after?: Json;
}

/**
 * The smallest parts that differ, by path. Maps are compared key by key, lists element by element
 * when they are of equal length and as wholes otherwise; a secret reference is one value. A field
 * that only one side has is left out where it holds its default.
 */
export function diffFields(
  before: Json | undefined,
  after: Json | undefined,
  defaults?: Json,
): readonly FieldDifference[] {
  const found: FieldDifference[] = [];
  walk([], before, after, defaults, found);
  return found;
}

/** `path` is one array that grows and shrinks; only what is found keeps a copy. */
function walk(
  path: string[],
  before: Json | undefined,
  after: Json | undefined,
  defaults: Json | undefined,
  found: FieldDifference[],
): void {
  if (before === after) return;
  if (comparesByKey(before, after)) {
    for (const key of allKeys(before, after)) {
      path.push(key);
      walk(path, member(before, key), member(after, key), member(defaults, key), found);
      path.pop();
    }
    return;
  }
  if (isSame(before, after)) return;
  if (defaults !== undefined && (before === undefined || after === undefined))
    if (isSame(before ?? after, defaults)) return;
  found.push({
    path: [...path],
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  });
}

/** Lists in the order of their elements, names in alphabetical order. */
function allKeys(before: Json | undefined, after: Json | undefined): readonly string[] {
  if (Array.isArray(after)) return Object.keys(after);
  const old = isJsonObject(before) ? before : {};
  const fresh = isJsonObject(after) ? after : {};
  const added = Object.keys(fresh).filter((key) => !Object.hasOwn(old, key));
  return [...Object.keys(old), ...added].sort(compareText);
}

/** An absent side counts as an empty map, so that a map that comes or goes is told leaf by leaf. */
function comparesByKey(before: Json | undefined, after: Json | undefined): boolean {
  if (Array.isArray(before) && Array.isArray(after)) return before.length === after.length;
  if (before === undefined) return isMap(after) && Object.keys(after).length > 0;
  if (after === undefined) return isMap(before) && Object.keys(before).length > 0;
  return isMap(before) && isMap(after);
}

function isMap(value: Json | undefined): value is { readonly [key: string]: Json } {
  return isJsonObject(value) && !isSecretRef(value);
}

function member(value: Json | undefined, key: string): Json | undefined {
  if (Array.isArray(value)) return value[Number(key)];
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function isSame(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object") return false;
  return canonicalJson(a) === canonicalJson(b);
}

/**
 * The difference for people: references to secrets as `secret(env NAME)`. A literal that takes the
 * place of a secret, or gives way to one, is most likely that secret itself, so it is hidden. One
 * that was sealed anew reads `***` on both sides.
 */
export function toFieldChange({ path, before, after }: FieldDifference): FieldChange {
  if (isSealed(before) && isSealed(after))
    return { path: formatFieldPath(path), before: redacted, after: redacted };
  const hasSecret = [before, after].map((value) => findSecrets(value).length > 0);
  const [hadSecret, hasSecretNow] = hasSecret;
  return {
    path: formatFieldPath(path),
    ...(before === undefined ? {} : { before: hasSecretNow && !hadSecret ? redacted : show(before) }),
    ...(after === undefined ? {} : { after: hadSecret && !hasSecretNow ? redacted : show(after) }),
  };
}

function isSealed(value: Json | undefined): boolean {
  return isSecretRef(value) && "sealed" in value.secret;
}

function show(value: Json): Json {
  if (isSecretRef(value)) return formatSecret(value);
  if (Array.isArray(value)) return value.map((item) => show(item));
  if (isJsonObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, show(item)]));
  return value;
}
