import type { Address, AppliedResource } from "@mlx/core";
import { importNeeds, notUnmanaged } from "./errors.ts";

/** A resource that is to be declared. */
export interface SelectedImport {
  readonly resource: AppliedResource;
  /** Which of the others uses it, where it was not asked for itself. */
  readonly neededBy?: Address;
}

/**
 * The resources at the addresses, and all that they need and no file declares. An experiment of a service
 * stands for the service. Sorted by address. Failures: 8050 an address has nothing to import · 8053 something
 * that is needed is neither declared nor unmanaged.
 */
export function selectImports(
  wanted: readonly Address[],
  unmanaged: readonly AppliedResource[],
  declared: ReadonlySet<Address>,
): readonly SelectedImport[] {
  const importable = new Map(unmanaged.map((resource) => [resource.address, resource]));
  const selected = new Map<Address, SelectedImport>();
  const pending: { readonly address: Address; readonly neededBy?: Address }[] = [];
  for (const address of wanted) {
    if (declared.has(address)) throw notUnmanaged(address, "the files declare it already");
    if (!importable.has(address)) throw notUnmanaged(address, "there is no such unmanaged resource");
    pending.push({ address });
  }
  // It grows while it is read.
  for (const next of pending) {
    const { address, neededBy } = next;
    if (selected.has(address) || declared.has(address)) continue;
    const resource = importable.get(address);
    if (resource === undefined) throw importNeeds(neededBy ?? address, address);
    if (resource.kind === "experiment" && resource.spec.service !== undefined) {
      pending.push({ ...next, address: resource.spec.service });
      continue;
    }
    selected.set(address, { resource, ...(neededBy === undefined ? {} : { neededBy }) });
    const own = resource.kind === "service" ? ownExperiments(resource, importable) : [];
    const ownAddresses = new Set<Address>(own.map((each) => each.address));
    for (const { references } of [resource, ...own])
      for (const reference of references)
        if (!ownAddresses.has(reference)) pending.push({ address: reference, neededBy: address });
  }
  return [...selected.values()].sort((a, b) => (a.resource.address < b.resource.address ? -1 : 1));
}

function ownExperiments(
  { address, spec: { training, scoring } }: AppliedResource<"service">,
  importable: ReadonlyMap<Address, AppliedResource>,
): readonly AppliedResource[] {
  return [training, scoring].flatMap((experiment) => {
    const found = experiment === undefined ? undefined : importable.get(experiment);
    return found?.kind === "experiment" && found.spec.service === address ? [found] : [];
  });
}
