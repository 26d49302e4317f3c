import type { Address } from "@mlx/core";

interface Node {
  readonly address: Address;
  readonly references: readonly Address[];
}

/**
 * How deep each node stands: 0 refers to none of the others, every other one stands one deeper than
 * the deepest that it refers to. Nodes on a cycle, or behind one, stand below all others.
 */
export function graphLevels(nodes: Iterable<Node>): ReadonlyMap<Address, number> {
  const waitingFor = new Map<Address, number>();
  const referrers = new Map<Address, Address[]>();
  const byAddress = new Map<Address, Node>();
  for (const node of nodes) byAddress.set(node.address, node);
  for (const { address, references } of byAddress.values()) {
    const known = new Set(references.filter((reference) => byAddress.has(reference)));
    waitingFor.set(address, known.size);
    for (const reference of known) {
      const list = referrers.get(reference);
      if (list === undefined) referrers.set(reference, [address]);
      else list.push(address);
    }
  }
  const levels = new Map<Address, number>();
  let ready = [...byAddress.keys()].filter((address) => waitingFor.get(address) === 0);
  for (let level = 0; ready.length > 0; level += 1) {
    const next: Address[] = [];
    for (const address of ready) {
      levels.set(address, level);
      for (const referrer of referrers.get(address) ?? []) {
        const left = (waitingFor.get(referrer) ?? 0) - 1;
        waitingFor.set(referrer, left);
        if (left === 0) next.push(referrer);
      }
    }
    ready = next;
  }
  for (const address of byAddress.keys())
    if (!levels.has(address)) levels.set(address, Number.POSITIVE_INFINITY);
  return levels;
}
