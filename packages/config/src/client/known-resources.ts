import {
  type Address,
  type AddressParts,
  type AppliedResource,
  formatAddress,
  isAddress,
  type Kind,
} from "@mlx/core";

/** What is applied, as far as declarations are checked against it. */
export type KnownResource<K extends Kind = Kind> = {
  readonly [P in K]: Pick<AppliedResource<P>, "address" | "kind" | "spec" | "references" | "unmanaged">;
}[K];

export interface KnownResources {
  get<K extends Kind>(address: Address<K>): KnownResource<K> | undefined;
  has(address: string): boolean;
  /** All that have the name, whatever their key. */
  named(kind: Kind, name: string): readonly KnownResource[];
  names(kind: Kind): Iterable<string>;
  all(): Iterable<KnownResource>;
  addressOf(parts: AddressParts): Address;
}

/** `all`: by address. Of a name there is either one resource without a key, or some with keys. */
export function createKnownResources(all: ReadonlyMap<Address, KnownResource>): KnownResources {
  let withKeys: ReadonlyMap<string, readonly KnownResource[]> | undefined;
  return {
    get: (address) => {
      const found = all.get(address);
      return found !== undefined && isAt(found, address) ? found : undefined;
    },
    has: (address) => isAddress(address) && all.has(address),
    named: (kind, name) => {
      const one = all.get(formatAddress({ kind, name }));
      if (one !== undefined) return [one];
      withKeys ??= groupKeys(all);
      return withKeys.get(`${kind}/${name}`) ?? [];
    },
    *names(kind) {
      const told = new Set<string>();
      for (const address of all.keys()) {
        if (!address.startsWith(`${kind}/`)) continue;
        const name = baseOf(address).slice(kind.length + 1);
        if (!told.has(name)) yield name;
        told.add(name);
      }
    },
    all: () => all.values(),
    addressOf: formatAddress,
  };
}

/** Those with a key, by their address without it. */
function groupKeys(all: ReadonlyMap<Address, KnownResource>): ReadonlyMap<string, readonly KnownResource[]> {
  const groups = new Map<string, KnownResource[]>();
  for (const [address, resource] of all) {
    if (!address.endsWith("]")) continue;
    const id = baseOf(address);
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [resource]);
    else group.push(resource);
  }
  return groups;
}

function baseOf(address: Address): string {
  const at = address.indexOf("[");
  return at === -1 ? address : address.slice(0, at);
}

function isAt<K extends Kind>(
  resource: KnownResource,
  address: Address<K>,
): resource is KnownResource<K> & KnownResource {
  return resource.address === (address as string);
}
