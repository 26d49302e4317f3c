import type { Address, Kind, Observed, Specs } from "@mlx/core";

/** What desired, prepared and applied resources have in common: enough to compare and to resolve. */
export type ResourceState = {
  readonly [P in Kind]: { readonly kind: P; readonly spec: Specs[P]; readonly observed: Observed };
}[Kind];

export type StateOf<K extends Kind> = Extract<ResourceState, { readonly kind: K }>;

/** Finds a resource in one state of the project: the desired one, or the applied one. */
export type ResourceLookup = (address: Address) => ResourceState | undefined;
