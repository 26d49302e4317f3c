import { findSecrets, isJsonObject, isSecretRef, type Json } from "@mlx/core";

/** A value that was given through the API, and the environment variable that stands for it in a file. */
export interface NamedSecret {
  /** From the declaration down. */
  readonly path: readonly string[];
  readonly env: string;
}

/**
 * The value with environment variables for its sealed secrets, which no file can hold. They are named after
 * the resource and the field, as none of `taken` is.
 */
export function nameSecrets(
  value: Json,
  resource: string,
  taken: ReadonlySet<string>,
): { readonly value: Json; readonly named: readonly NamedSecret[] } {
  const used = new Set(taken);
  const named = new Map<string, NamedSecret>();
  for (const { path, ref } of findSecrets(value)) {
    if (!("sealed" in ref.secret)) continue;
    const env = freeName([resource, path.at(-1) ?? ""], [resource, ...path], used);
    used.add(env);
    named.set(JSON.stringify(path), { path, env });
  }
  return { value: replace(value, [], named), named: [...named.values()] };
}

/** The short name, else the long one, else that with a number. */
function freeName(short: readonly string[], long: readonly string[], used: ReadonlySet<string>): string {
  const [first, second] = [toVariable(short), toVariable(long)];
  if (!used.has(first)) return first;
  let name = second;
  for (let number = 2; used.has(name); number += 1) name = `${second}_${number}`;
  return name;
}

/** `RETAIL_DEFAULT_PASSWORD` of `retail-default` and `password`. */
function toVariable(words: readonly string[]): string {
  const name = words
    .join("_")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .toUpperCase();
  return /^[A-Z]/.test(name) ? name : `SECRET_${name}`;
}

function replace(value: Json, path: readonly string[], named: ReadonlyMap<string, NamedSecret>): Json {
  if (isSecretRef(value)) {
    const found = named.get(JSON.stringify(path));
    return found === undefined ? value : { secret: { env: found.env } };
  }
  if (Array.isArray(value)) return value.map((item, index) => replace(item, [...path, `${index}`], named));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, replace(item, [...path, key], named)]),
  );
}
