import { type Address, type DesiredResource, type Kind, kindOf } from "@mlx/core";

/**
 * The cycles among the resources, one for each group of resources that lead to each other, as the
 * addresses along it. Linear in resources and references; no recursion.
 */
export function findCycles(
  resources: readonly Pick<DesiredResource, "address" | "references">[],
): readonly (readonly Address[])[] {
  if (resources.every(leadsDown)) return [];
  const references = new Map(resources.map((resource) => [resource.address, resource.references]));
  const done = new Set<Address>();
  const cycles: Address[][] = [];
  for (const start of references.keys()) {
    const path: { address: Address; next: number }[] = [];
    const onPath = new Map<Address, number>();
    const enter = (address: Address) => {
      onPath.set(address, path.length);
      path.push({ address, next: 0 });
    };
    if (!done.has(start)) enter(start);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const target = references.get(top.address)?.[top.next];
      top.next += 1;
      if (target === undefined) {
        done.add(top.address);
        onPath.delete(top.address);
        path.pop();
      } else if (onPath.has(target)) {
        cycles.push(path.slice(onPath.get(target)).map(({ address }) => address));
        // The whole of it is told once: what led here is not gone through again.
        for (const { address } of path) done.add(address);
        path.length = 0;
      } else if (!done.has(target) && references.has(target)) {
        enter(target);
      }
    }
  }
  return cycles;
}

/** Most projects refer only from experiments down to data: without an edge the other way there is no cycle. */
function leadsDown({ address, references }: Pick<DesiredResource, "address" | "references">): boolean {
  const rank = ranks[kindOf(address)];
  return references.every((reference) => ranks[kindOf(reference)] < rank);
}

const ranks: { readonly [kind in Kind]: number } = {
  dataset: 0,
  recipe: 1,
  instance: 2,
  experiment: 3,
  model: 3,
  service: 4,
};
