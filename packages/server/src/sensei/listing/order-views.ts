import type { Json, JsonObject } from "@mlx/core";
import type { ListQuery } from "./list-query.ts";
import { compareText, textOf, valuesAt } from "./matches.ts";

/** As the query orders them; what has no value comes last, and ties are broken by id. */
export function orderViews<T extends { readonly full: JsonObject }>(
  views: readonly T[],
  { order }: Pick<ListQuery, "order">,
): readonly T[] {
  const keyed = views.map((view) => ({
    view,
    keys: order.map(({ path }) => valuesAt(view.full, path)[0]),
    id: textOf(view.full.id ?? ""),
  }));
  keyed.sort((one, other) => {
    for (const [index, { descending }] of order.entries()) {
      const [a, b] = [one.keys[index], other.keys[index]];
      if (a === undefined || b === undefined) {
        if (a !== b) return a === undefined ? 1 : -1;
        continue;
      }
      const found = compareValues(a, b);
      if (found !== 0) return descending ? -found : found;
    }
    return compareText(one.id, other.id);
  });
  return keyed.map(({ view }) => view);
}

/** All times that mlx writes are of UTC and of one length, so their order is that of their texts. */
function compareValues(a: Json, b: Json): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return compareText(textOf(a), textOf(b));
}
