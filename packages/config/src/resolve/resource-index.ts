/** Which resources there are, and which one a reference means. */
import { type Address, formatAddress, type Json, type Kind, kinds } from "@mlx/core";
import type { Declared } from "./declarations.ts";

/** One resource: a declaration, with its key where `forEach` or `matrix` made several. */
export interface Expanded {
  readonly declared: Declared;
  readonly address: Address;
  readonly each?: Each;
}

export interface Each {
  readonly key: string;
  readonly value: Json;
}

type Found =
  | { readonly type: "found"; readonly resource: Expanded }
  | { readonly type: "unknown-name" }
  /** Several keys, and none of them given. */
  | { readonly type: "key-needed"; readonly keys: readonly string[] }
  | { readonly type: "unknown-key"; readonly keys: readonly string[] }
  /** Its keys could not be worked out; that was told already. */
  | { readonly type: "broken" };

export interface ResourceIndex {
  /** Without `key`, the one that carries no key, or else the one with the key of the resource that refers to it. */
  find(kind: Kind, name: string, key: string | undefined, fromKey: string | undefined): Found;
  /** The same for a reference that is only a name, without a word about why there is none. */
  findByName(kind: Kind, name: string, fromKey: string | undefined): Expanded | undefined;
  names(kind: Kind): Iterable<string>;
  /** Sorted by address. */
  readonly all: readonly Expanded[];
}

/** `expansions` by `kind/name`; `undefined` where the keys could not be worked out. */
export function createResourceIndex(
  expansions: ReadonlyMap<string, readonly Expanded[] | undefined>,
): ResourceIndex {
  const names = new Map<Kind, string[]>(kinds.map((kind) => [kind, []]));
  const byAddress = new Map<string, Expanded>();
  for (const [id, expanded] of expansions) {
    const kind = kinds.find((candidate) => id.startsWith(`${candidate}/`));
    if (kind !== undefined) names.get(kind)?.push(id.slice(kind.length + 1));
    for (const resource of expanded ?? []) byAddress.set(resource.address, resource);
  }

  return {
    find(kind, name, key, fromKey) {
      const id = `${kind}/${name}`;
      if (!expansions.has(id)) return { type: "unknown-name" };
      const expanded = expansions.get(id);
      if (expanded === undefined) return { type: "broken" };
      const wanted = key ?? fromKey;
      const resource =
        (key === undefined ? byAddress.get(id) : undefined) ??
        (wanted === undefined ? undefined : byAddress.get(formatAddress({ kind, name, key: wanted })));
      if (resource !== undefined) return { type: "found", resource };
      const keys = expanded.flatMap(({ each }) => (each === undefined ? [] : [each.key]));
      return { type: key === undefined ? "key-needed" : "unknown-key", keys };
    },
    findByName(kind, name, fromKey) {
      const id = `${kind}/${name}`;
      return byAddress.get(id) ?? (fromKey === undefined ? undefined : byAddress.get(`${id}[${fromKey}]`));
    },
    names: (kind) => names.get(kind) ?? [],
    all: [...byAddress.values()].sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0)),
  };
}

/** The parts of a reference as users write it: `name`, `name[key]`, either with `kind/` before it. */
export function parseReferenceText(text: string): { kind?: string; name: string; key?: string } | undefined {
  const [, kind, name, key] = /^(?:([A-Za-z]+)\/)?([^/[\]]+)(?:\[([^[\]]+)\])?$/.exec(text) ?? [];
  if (name === undefined) return undefined;
  return { ...(kind === undefined ? {} : { kind }), name, ...(key === undefined ? {} : { key }) };
}

export function isKind(text: string): text is Kind {
  return (kinds as readonly string[]).includes(text);
}
