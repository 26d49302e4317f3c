/** What goes with what: engine → instances → experiments and services; models stay, and so do results. */
import { listResources, type Project } from "@mlx/app";
import type { Address, AppliedResource } from "@mlx/core";
import { unwrap } from "../../http/unwrap.ts";

/** The recipe and all that is of it. */
export async function belowRecipe(project: Project, recipe: Address<"recipe">): Promise<readonly Address[]> {
  const instances = await instancesOf(project, recipe);
  return [...(await below(project, instances)), recipe];
}

/** All instances of a recipe, and what is of them. */
export async function instancesBelow(
  project: Project,
  recipe: Address<"recipe">,
): Promise<readonly Address[]> {
  return below(project, await instancesOf(project, recipe));
}

/** The instance and all that is of it. */
export async function belowInstance(
  project: Project,
  instance: Address<"instance">,
): Promise<readonly Address[]> {
  return below(project, [instance]);
}

export async function servicesOf(
  project: Project,
  instances: readonly Address<"instance">[],
): Promise<readonly AppliedResource<"service">[]> {
  const services = unwrap(await listResources(project, "service"));
  return services.filter(({ spec }) => instances.includes(spec.instance));
}

/** Without those that services made, which go with them. */
export async function experimentsOf(
  project: Project,
  instances: readonly Address<"instance">[],
): Promise<readonly AppliedResource<"experiment">[]> {
  const experiments = unwrap(await listResources(project, "experiment"));
  return experiments.filter(
    ({ spec: { target, service } }) =>
      service === undefined && "instance" in target && instances.includes(target.instance),
  );
}

/** Services whose models an experiment trains that they did not make. */
export async function servicesTrainedBy(
  project: Project,
  experiment: Address<"experiment">,
): Promise<readonly AppliedResource<"service">[]> {
  const services = unwrap(await listResources(project, "service"));
  return services.filter(({ spec }) => spec.training === experiment);
}

async function instancesOf(
  project: Project,
  recipe: Address<"recipe">,
): Promise<readonly Address<"instance">[]> {
  const instances = unwrap(await listResources(project, "instance"));
  return instances.filter(({ spec }) => spec.recipe === recipe).map(({ address }) => address);
}

async function below(
  project: Project,
  instances: readonly Address<"instance">[],
): Promise<readonly Address[]> {
  const services = await servicesOf(project, instances);
  const experiments = await experimentsOf(project, instances);
  return [...services, ...experiments].map(({ address }): Address => address).concat(instances);
}
