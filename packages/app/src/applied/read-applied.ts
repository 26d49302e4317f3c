/** What is applied in a namespace, kept in memory for as long as it is so. */
import { type Address, type AppliedResource, datasetId, type Kind, type Store } from "@mlx/core";

export interface Applied {
  /** It was read at this serial, or later: what is written for it fails where it was later. */
  readonly serial: number;
  readonly byAddress: ReadonlyMap<Address, AppliedResource>;
  readonly byId: ReadonlyMap<string, AppliedResource>;
  /** Of a kind, in the order of creation. */
  readonly ofKind: <K extends Kind>(kind: K) => readonly AppliedResource<K>[];
  /** By their 24-digit ids. */
  readonly datasets: () => ReadonlyMap<string, AppliedResource<"dataset">>;
}

interface Kept {
  /** Of the store when it was looked at last. */
  readonly version: string;
  readonly applied: Applied;
}

/** One for each open store: all projects of a namespace share it, whoever acts in them. */
const kept = new WeakMap<Store, { current?: Kept; looking?: Promise<Applied> }>();

/** Whatever was written before the call is in it. */
export async function readApplied(store: Store): Promise<Applied> {
  const memory = kept.get(store) ?? {};
  kept.set(store, memory);
  const { current, looking } = memory;
  if (current !== undefined && current.version === store.version()) return current.applied;
  // A look that is under way may have begun before what this caller has to see was written.
  if (looking !== undefined) await looking.catch(() => undefined);
  if (memory.current !== undefined && memory.current.version === store.version())
    return memory.current.applied;
  memory.looking ??= look(store, memory.current?.applied)
    .then(({ version, applied }) => {
      memory.current = { version, applied };
      return applied;
    })
    .finally(() => {
      delete memory.looking;
    });
  return memory.looking;
}

/** More applies than these are not followed one by one. */
const mostApplies = 50;

async function look(store: Store, before: Applied | undefined): Promise<Kept> {
  const version = store.version();
  const serial = await store.resources.serial();
  if (before !== undefined && before.serial === serial) return { version, applied: before };
  const missed = before === undefined ? Number.POSITIVE_INFINITY : serial - before.serial;
  if (before === undefined || missed < 0 || missed > mostApplies)
    return { version, applied: index(serial, await store.resources.list()) };
  const applies = await store.applies.list({ limit: missed, before: serial + 1 });
  const touched = new Set(
    applies.flatMap(({ changes }) =>
      changes.flatMap(({ address, from }) => (from === undefined ? [address] : [address, from])),
    ),
  );
  const byAddress = new Map(before.byAddress);
  for (const address of touched) byAddress.delete(address);
  for (const resource of await store.resources.getMany([...touched]))
    byAddress.set(resource.address, resource);
  return { version, applied: index(serial, [...byAddress.values()]) };
}

function index(serial: number, resources: readonly AppliedResource[]): Applied {
  const lists: { [K in Kind]?: readonly AppliedResource<K>[] } = {};
  let datasets: ReadonlyMap<string, AppliedResource<"dataset">> | undefined;
  const ofKind = <K extends Kind>(kind: K): readonly AppliedResource<K>[] => {
    const known: readonly AppliedResource<K>[] | undefined = lists[kind];
    if (known !== undefined) return known;
    const list = resources.filter((resource) => isKind(resource, kind)).toSorted(byCreation);
    Object.assign(lists, { [kind]: list });
    return list;
  };
  return {
    serial,
    byAddress: new Map(resources.map((resource) => [resource.address, resource])),
    byId: new Map(resources.map((resource) => [resource.id, resource])),
    ofKind,
    datasets: () => {
      datasets ??= new Map(ofKind("dataset").map((resource) => [datasetId(resource), resource]));
      return datasets;
    },
  };
}

function byCreation(a: AppliedResource, b: AppliedResource): number {
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

function isKind<K extends Kind>(
  resource: AppliedResource,
  kind: K,
): resource is AppliedResource<K> & AppliedResource {
  return resource.kind === kind;
}
