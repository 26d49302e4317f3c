import type { AppliedResource } from "@mlx/core";
import type { View } from "../listing/list-views.ts";

/** What a view takes of other resources: their ids. */
export type Ids = { readonly [name: string]: string | undefined };

/** Makes the view of a resource once, for as long as it, and what it takes of others, are what they were. */
export function rememberViews<R extends AppliedResource, I extends Ids>(
  make: (resource: R, ids: I) => View,
): (resource: R, ids: I) => View {
  const known = new WeakMap<R, { readonly ids: I; readonly view: View }>();
  return (resource, ids) => {
    const before = known.get(resource);
    if (before !== undefined && equal(before.ids, ids)) return before.view;
    const view = make(resource, ids);
    known.set(resource, { ids, view });
    return view;
  };
}

function equal(one: Ids, other: Ids): boolean {
  return Object.keys(one).every((name) => one[name] === other[name]);
}
