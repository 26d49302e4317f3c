import type { Address, PlanBefore } from "@mlx/core";
import type { Meaning } from "../changes/compare-resource.ts";
import type { Moves } from "../changes/moves.ts";
import type { ResourceState } from "../resource-state.ts";

/** The project on both sides of a plan, for working out what the plan means. */
export interface PlanOutcome {
  /** All that is there afterwards, with what no file declares. */
  readonly after: ReadonlyMap<Address, PlanBefore>;
  /** What was compared or is deleted, as it was, by the address that it had. */
  readonly before: ReadonlyMap<Address, ResourceState>;
  /** What the changes mean, by the address afterwards; without those that mean nothing to others. */
  readonly meanings: ReadonlyMap<Address, Meaning>;
  /** Addresses of every change but deletes. */
  readonly changed: ReadonlySet<Address>;
  readonly deleted: ReadonlySet<Address>;
  readonly moves: Moves;
}

/** A resource as it is applied now; one that was not compared is the same before and after. */
export function findApplied(outcome: PlanOutcome, address: Address): ResourceState | undefined {
  return (
    outcome.before.get(address) ?? (outcome.changed.has(address) ? undefined : outcome.after.get(address))
  );
}
