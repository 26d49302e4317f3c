import { type Address, parseAddress } from "@mlx/core";
import type { Expanded, ResourceIndex } from "../resolve/resource-index.ts";
import { clientFile, clientLayer } from "./client-place.ts";
import type { KnownResource, KnownResources } from "./known-resources.ts";

/** What a reference of a client can mean: what it declares (`all` of the index), or what is there. */
export function createKnownIndex(own: readonly Expanded[], known: KnownResources): ResourceIndex {
  const declared = new Map<string, Expanded>(own.map((resource) => [resource.address, resource]));
  const ownNames = new Map<string, Expanded[]>();
  for (const resource of own) {
    const id = `${resource.declared.kind}/${resource.declared.name}`;
    ownNames.set(id, [...(ownNames.get(id) ?? []), resource]);
  }

  /** By address, those of the client over what is there. */
  function candidates(kind: KnownResource["kind"], name: string): ReadonlyMap<Address, Expanded> {
    const found = new Map<Address, Expanded>();
    for (const { address } of known.named(kind, name))
      found.set(address, declared.get(address) ?? there(address));
    for (const resource of ownNames.get(`${kind}/${name}`) ?? []) found.set(resource.address, resource);
    return found;
  }

  const index: ResourceIndex = {
    find(kind, name, key, fromKey) {
      const found = candidates(kind, name);
      if (found.size === 0) return { type: "unknown-name" };
      const resource = choose([...found.values()], key, fromKey);
      if (resource !== undefined) return { type: "found", resource };
      const keys = [...found.values()].flatMap(({ each }) => (each === undefined ? [] : [each.key]));
      return { type: key === undefined ? "key-needed" : "unknown-key", keys };
    },
    findByName(kind, name, fromKey) {
      return choose([...candidates(kind, name).values()], undefined, fromKey);
    },
    *names(kind) {
      for (const { declared } of own) if (declared.kind === kind) yield declared.name;
      yield* known.names(kind);
    },
    all: [...own].sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0)),
  };
  return index;
}

/** The one without a key where none is asked for, else that of the key. */
function choose(
  found: readonly Expanded[],
  key: string | undefined,
  fromKey: string | undefined,
): Expanded | undefined {
  const wanted = key ?? fromKey;
  return (
    (key === undefined ? found.find(({ each }) => each === undefined) : undefined) ??
    (wanted === undefined ? undefined : found.find(({ each }) => each?.key === wanted))
  );
}

/** What is there, as if it were declared. */
function there(address: Address): Expanded {
  const { kind = "dataset", name = "", key } = parseAddress(address) ?? {};
  const full = key === undefined ? name : `${name}[${key}]`;
  return {
    declared: {
      kind,
      name,
      value: {},
      layers: [clientLayer(kind, full)],
      at: { file: clientFile.path, line: 1, column: 1 },
    },
    address,
    ...(key === undefined ? {} : { each: { key, value: {} } }),
  };
}
