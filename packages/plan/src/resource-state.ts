import { type Address, type Kind, kindOf, type Observed, type PlanBefore, type Specs } from "@mlx/core";

/** What desired, prepared and applied resources have in common: enough to compare and to resolve. */
export type ResourceState = {
  readonly [P in Kind]: { readonly kind: P; readonly spec: Specs[P]; readonly observed: Observed };
}[Kind];

export type StateOf<K extends Kind> = Extract<ResourceState, { readonly kind: K }>;

/** Finds a resource in one state of the project: the desired one, or the applied one. */
export type ResourceLookup = (address: Address) => ResourceState | undefined;

/** The kind in the address says which spec it is; the type of `PlanBefore` does not tie the two. */
export function toResourceState({ address, spec, observed }: PlanBefore): ResourceState {
  return { kind: kindOf(address), spec, observed } as ResourceState;
}
