import type { Address, AppliedResource, ApplyRecord, Kind, Store } from "@mlx/core";

/** Enough for what the schedules of a minute share; more would only be held. */
const mostResources = 5000;

/**
 * The store with what it holds of resources remembered: for as long as the namespace's serial stays the
 * same, so does all of that. A thousand runs of a minute read their recipe once.
 */
export function rememberReads(store: Store): Store {
  const resources = new Map<Address, AppliedResource | undefined>();
  const applies = new Map<string, ApplyRecord | undefined>();
  const lists = new Map<Kind, Promise<readonly AppliedResource[]>>();
  const getMany = async (addresses: readonly Address[]): Promise<readonly AppliedResource[]> => {
    if (addresses.some((address) => !resources.has(address))) {
      if (resources.size + addresses.length > mostResources) resources.clear();
      const found = await store.resources.getMany(addresses);
      for (const address of addresses) resources.set(address, undefined);
      for (const resource of found) resources.set(resource.address, resource);
    }
    return addresses.flatMap((address) => resources.get(address) ?? []);
  };
  return {
    ...store,
    resources: {
      ...store.resources,
      getMany,
      get: async (address) => (await getMany([address]))[0],
      list: (kind) => {
        if (kind !== "instance" && kind !== "experiment") return store.resources.list(kind);
        const known = lists.get(kind);
        if (known !== undefined) return known;
        const reading = store.resources.list(kind);
        lists.set(kind, reading);
        // What could not be read once can be the next time.
        reading.catch(() => lists.delete(kind));
        return reading;
      },
    },
    applies: {
      ...store.applies,
      get: async (id) => {
        if (!applies.has(id)) applies.set(id, await store.applies.get(id));
        return applies.get(id);
      },
    },
  };
}
