import type { Json, JsonObject } from "@mlx/core";
import type { ListQuery } from "./list-query.ts";
import { compareText, textOf, valuesAt } from "./matches.ts";

/** Compares two views as the query orders them; what has no value comes last, and ties are broken by id. */
export function orderViews({
  order,
}: Pick<ListQuery, "order">): (one: JsonObject, other: JsonObject) => number {
  return (one, other) => {
    for (const each of order) {
      const [a] = valuesAt(one, each.path);
      const [b] = valuesAt(other, each.path);
      if (a === undefined || b === undefined) {
        if (a !== b) return a === undefined ? 1 : -1;
        continue;
      }
      const found = compareValues(a, b);
      if (found !== 0) return each.descending ? -found : found;
    }
    return compareText(textOf(one.id ?? ""), textOf(other.id ?? ""));
  };
}

function compareValues(a: Json, b: Json): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  // All times that mlx writes are of UTC and of one length, so their order is that of their texts.
  return compareText(textOf(a), textOf(b));
}
