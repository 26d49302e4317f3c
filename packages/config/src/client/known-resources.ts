import {
  type Address,
  type AddressParts,
  type AppliedResource,
  formatAddress,
  isAddress,
  type Kind,
  parseAddress,
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

/** `all`: by address. Those of one name are found when they are first asked for. */
export function createKnownResources(all: ReadonlyMap<Address, KnownResource>): KnownResources {
  let byName: ReadonlyMap<string, readonly KnownResource[]> | undefined;
  const index = () => {
    byName ??= groupByName(all.values());
    return byName;
  };
  return {
    get: (address) => {
      const found = all.get(address);
      return found !== undefined && isAt(found, address) ? found : undefined;
    },
    has: (address) => isAddress(address) && all.has(address),
    named: (kind, name) => index().get(`${kind}/${name}`) ?? [],
    names: (kind) =>
      [...index().keys()].filter((id) => id.startsWith(`${kind}/`)).map((id) => id.slice(kind.length + 1)),
    all: () => all.values(),
    addressOf: formatAddress,
  };
}

function groupByName(all: Iterable<KnownResource>): ReadonlyMap<string, readonly KnownResource[]> {
  const groups = new Map<string, KnownResource[]>();
  for (const resource of all) {
    const { kind, name } = parseAddress(resource.address) ?? {};
    const id = `${kind}/${name}`;
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [resource]);
    else group.push(resource);
  }
  return groups;
}

function isAt<K extends Kind>(
  resource: KnownResource,
  address: Address<K>,
): resource is KnownResource<K> & KnownResource {
  return resource.address === (address as string);
}
