import { type Address, InternalError, type Kind } from "@mlx/core";
import { unknownAddress } from "../errors.ts";
import type { ResourceLookup, ResourceState, StateOf } from "../resource-state.ts";

/** The resource that `from` refers to. Failure: 2001. */
export function findResource<K extends Kind>(
  lookup: ResourceLookup,
  address: Address<K>,
  kind: K,
  from?: Address,
): StateOf<K> {
  const found = lookup(address);
  if (found === undefined) throw unknownAddress(address, from);
  if (!isOfKind(found, kind)) throw new InternalError(`${address} is a ${found.kind}`);
  return found;
}

function isOfKind<K extends Kind>(state: ResourceState, kind: K): state is StateOf<K> {
  return state.kind === kind;
}
