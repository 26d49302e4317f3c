import { listResources, type Project } from "@mlx/app";
import type { Address, AppliedResource, Kind } from "@mlx/core";
import { unwrap } from "../../http/unwrap.ts";

export type Index<K extends Kind> = ReadonlyMap<Address, AppliedResource<K>>;

/** All resources that views take something of, by address. */
export interface Indexes {
  readonly recipes: Index<"recipe">;
  readonly instances: Index<"instance">;
  readonly experiments: Index<"experiment">;
  readonly services: Index<"service">;
  readonly datasets: Index<"dataset">;
}

const known = new WeakMap<readonly AppliedResource[], Promise<Indexes>>();

/** Made once for as long as no resource has changed: the list of them is the same until then. */
export async function indexResources(project: Project): Promise<Indexes> {
  const recipes = unwrap(await listResources(project, "recipe"));
  const before = known.get(recipes);
  if (before !== undefined) return before;
  const made = makeIndexes(project, recipes);
  known.set(recipes, made);
  made.catch(() => known.delete(recipes));
  return made;
}

async function makeIndexes(
  project: Project,
  recipes: readonly AppliedResource<"recipe">[],
): Promise<Indexes> {
  return {
    recipes: byAddress(recipes),
    instances: byAddress(unwrap(await listResources(project, "instance"))),
    experiments: byAddress(unwrap(await listResources(project, "experiment"))),
    services: byAddress(unwrap(await listResources(project, "service"))),
    datasets: byAddress(unwrap(await listResources(project, "dataset"))),
  };
}

function byAddress<R extends AppliedResource>(resources: readonly R[]): ReadonlyMap<Address, R> {
  return new Map(resources.map((resource) => [resource.address, resource] as const));
}
