import type { AppliedResource } from "@mlx/core";
import { loadResources } from "../runs/prepare/load-resources.ts";
import type { ServedService } from "./find-wanted.ts";
import type { ServingDeps } from "./serving-deps.ts";

/** The services that are to serve: enabled, as all that they need, and with `serve`. By address. */
export async function findServed({ store }: Pick<ServingDeps, "store">): Promise<readonly ServedService[]> {
  const found: ServedService[] = [];
  for (const service of await store.resources.list("service")) {
    if (service.kind !== "service" || !service.spec.enabled || service.spec.serve === undefined) continue;
    const resources = await loadResources(store, service.address);
    const instance = ofKind(resources.get(service.spec.instance), "instance");
    const recipe = instance && ofKind(resources.get(instance.spec.recipe), "recipe");
    if (instance === undefined || recipe === undefined) continue;
    if (!instance.spec.enabled || !recipe.spec.enabled) continue;
    const { address } = service;
    found.push({ address, service, serve: service.spec.serve, instance, recipe });
  }
  return found;
}

function ofKind<K extends "instance" | "recipe">(
  resource: AppliedResource | undefined,
  kind: K,
): Extract<AppliedResource, { kind: K }> | undefined {
  return isOfKind(resource, kind) ? resource : undefined;
}

function isOfKind<K extends "instance" | "recipe">(
  resource: AppliedResource | undefined,
  kind: K,
): resource is Extract<AppliedResource, { kind: K }> {
  return resource?.kind === kind;
}
