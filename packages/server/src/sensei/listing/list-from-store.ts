import { setImmediate as turn } from "node:timers/promises";
import type { CreationOrder, JsonObject } from "@mlx/core";
import { type Collection, listPage } from "./list-page.ts";
import type { ListQuery } from "./list-query.ts";
import type { View } from "./list-views.ts";
import { matches } from "./matches.ts";
import { orderViews } from "./order-views.ts";
import type { Condition } from "./parse-conditions.ts";

/** Resources of which there are many: the store answers what it can. */
export interface ListSource<Item, Filter> {
  /** What the path has fixed already. */
  readonly filter: Filter;
  /**
   * The filter, narrowed by a condition that the store can answer; `undefined` where it cannot; `nothing` where
   * nothing in the store can meet it.
   */
  narrow(filter: Filter, condition: Condition): Promise<Filter | "nothing" | undefined>;
  page(
    filter: Filter,
    page: { readonly limit: number; readonly offset: number; readonly order: CreationOrder },
  ): Promise<{ readonly items: readonly Item[]; readonly total: number }>;
  /** In the order of the items. */
  present(items: readonly Item[]): Promise<readonly View[]>;
}

const chunk = 2000;

/**
 * A page of them. What the store cannot answer is looked at in the views of all that are left, a chunk at a time, and
 * others are let in between. None of them is deleted: what is, is in no list.
 */
export async function listFromStore<Item, Filter>(
  collection: Collection,
  query: ListQuery,
  source: ListSource<Item, Filter>,
): Promise<JsonObject> {
  const { start, limit, conditions } = query;
  let { filter } = source;
  const rest: Condition[] = [];
  for (const condition of conditions) {
    if (isOfLiving(condition)) continue;
    const narrowed = await source.narrow(filter, condition);
    if (narrowed === "nothing") return listPage(collection, query, [], 0);
    if (narrowed === undefined) rest.push(condition);
    else filter = narrowed;
  }
  const order = creationOrder(query);
  if (rest.length === 0 && order !== undefined) {
    const { items, total } = await source.page(filter, { limit, offset: start, order });
    const views = await source.present(items);
    return listPage(
      collection,
      query,
      views.map(({ summary }) => summary),
      total,
    );
  }
  const { children, total } = await scan(query, rest, filter, source);
  return listPage(collection, query, children, total);
}

/** True for all that a store gives out. */
function isOfLiving(condition: Condition): boolean {
  return condition.path[0] === "deleted" && matches({ deleted: false }, [condition]);
}

function creationOrder({ order }: ListQuery): CreationOrder | undefined {
  const [first, second] = order;
  if (first?.path[0] !== "created" || second !== undefined) return undefined;
  return first.descending ? "-created" : "created";
}

async function scan<Item, Filter>(
  query: ListQuery,
  rest: readonly Condition[],
  filter: Filter,
  source: ListSource<Item, Filter>,
): Promise<{ readonly children: readonly View["summary"][]; readonly total: number }> {
  const created = creationOrder(query);
  const end = query.start + query.limit;
  const sort = (views: readonly View[]) => orderViews(views, query).slice(0, end);
  let kept: View[] = [];
  let total = 0;
  for (let offset = 0; ; offset += chunk) {
    const { items } = await source.page(filter, { limit: chunk, offset, order: created ?? "created" });
    for (const view of await source.present(items)) {
      if (!matches(view.full, rest)) continue;
      total += 1;
      if (created === undefined || total <= end) kept.push(view);
    }
    // No more is kept than the page needs, however many there are.
    if (created === undefined && kept.length > 2 * end + chunk) kept = sort(kept);
    if (items.length < chunk) break;
    await turn();
  }
  if (created === undefined) kept = sort(kept);
  return { children: kept.slice(query.start, end).map(({ summary }) => summary), total };
}
