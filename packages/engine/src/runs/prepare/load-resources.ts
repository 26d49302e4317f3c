import type { Address, AppliedResource, Store } from "@mlx/core";
import { notApplied } from "../errors.ts";

/** A resource and all that it refers to, directly or not. Failure: 3011. */
export async function loadResources(
  store: Store,
  root: Address,
): Promise<ReadonlyMap<Address, AppliedResource>> {
  const loaded = new Map<Address, AppliedResource>();
  let wanted: readonly Address[] = [root];
  while (wanted.length > 0) {
    for (const resource of await store.resources.getMany(wanted)) loaded.set(resource.address, resource);
    const missing = wanted.find((address) => !loaded.has(address));
    if (missing !== undefined) throw notApplied(missing);
    wanted = [...new Set(wanted.flatMap((address) => loaded.get(address)?.references ?? []))].filter(
      (address) => !loaded.has(address),
    );
  }
  return loaded;
}
