import { listResources, type Project } from "@mlx/app";
import type { Address, AppliedResource, Kind } from "@mlx/core";
import { unwrap } from "../../http/unwrap.ts";

const indexes = new WeakMap<readonly AppliedResource[], ReadonlyMap<Address, AppliedResource>>();

/** All resources of a kind by address; made once for as long as the list of them is the same. */
export async function indexByAddress(
  project: Project,
  kind: Kind,
): Promise<ReadonlyMap<Address, AppliedResource>> {
  const resources: readonly AppliedResource[] = unwrap(await listResources(project, kind));
  const before = indexes.get(resources);
  if (before !== undefined) return before;
  const made = new Map(resources.map((resource) => [resource.address, resource] as const));
  indexes.set(resources, made);
  return made;
}
