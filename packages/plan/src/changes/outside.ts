import type { Address, Drift, PlanBefore } from "@mlx/core";
import { compareText } from "../compare-text.ts";
import type { ResourceState } from "../resource-state.ts";
import { compareResource } from "./compare-resource.ts";
import { fieldsOf } from "./reasons.ts";

/** What the API did since the files were last applied to resources that they declare, or declared. */
export type ChangedOutside = ReadonlyMap<Address, OutsideChange>;

export type OutsideChange = { readonly actor: string; readonly at: string } & (
  | {
      readonly type: "changed";
      /** As the files last left it. */
      readonly declared?: ResourceState;
    }
  | {
      readonly type: "deleted";
      /** Files declared it when it was deleted. */
      readonly managed: boolean;
    }
);

/** By address. `before` holds what is there now; what is not declared, and is gone, is no drift. */
export function findDrift(
  outside: ChangedOutside,
  {
    before,
    declared,
  }: { readonly before: ReadonlyMap<Address, PlanBefore>; readonly declared: ReadonlySet<Address> },
): readonly Drift[] {
  return [...outside]
    .flatMap(([address, change]): readonly Drift[] => {
      const { actor, at } = change;
      if (change.type === "deleted")
        return change.managed && declared.has(address)
          ? [{ address, action: "deleted", actor, at, fields: [] }]
          : [];
      const live = before.get(address);
      if (live === undefined) return [];
      const fields = change.declared === undefined ? [] : fieldsBetween(change.declared, live);
      return [{ address, action: "changed", actor, at, fields }];
    })
    .sort((a, b) => compareText(a.address, b.address));
}

function fieldsBetween(declared: ResourceState, live: ResourceState): Drift["fields"] {
  if (declared.kind !== live.kind) return [];
  return fieldsOf(compareResource(declared, live, noMoves));
}

const noMoves = { fromOf: new Map(), toOf: new Map(), follow: <T>(address: T): T => address };
