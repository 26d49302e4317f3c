import type { Json, JsonObject } from "@mlx/core";
import { type Collection, listPage } from "./list-page.ts";
import type { ListQuery } from "./list-query.ts";
import { matches } from "./matches.ts";
import { orderViews } from "./order-views.ts";

/** A resource as the API has it. */
export interface View {
  /** What an item answers, and what conditions are about. */
  readonly full: JsonObject;
  /** What a list has of it. */
  readonly summary: Json;
}

/** A list of resources of which there are few: all of them are looked at. `views` come in the order of their creation. */
export function listViews(collection: Collection, query: ListQuery, views: readonly View[]): JsonObject {
  const { conditions, order, start, limit } = query;
  const met = conditions.length === 0 ? views : views.filter(({ full }) => matches(full, conditions));
  const [first, second] = order;
  const isInOrder = first?.path[0] === "created" && !first.descending && second === undefined;
  const found = isInOrder ? met : orderViews(met, query);
  const children = found.slice(start, start + limit).map(({ summary }) => summary);
  return listPage(collection, query, children, found.length);
}
