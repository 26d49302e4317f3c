import type { SearchCondition, SearchField, SearchOrder, SearchQuery, SearchValue } from "@mlx/core";
import { type RunSelection, toRunFilter } from "./run-selection.ts";

/** A search as a person writes it; a count stands in `limit`, or in the text. */
export interface SearchText {
  /** A condition, which may be followed by `order by`, `limit` and `offset`. */
  readonly filter?: string | undefined;
  /** What stands behind `order by`; goes before that of the filter. */
  readonly orderBy?: string | undefined;
  readonly limit?: number | undefined;
  /** So many are left out at the beginning; goes before that of the filter. */
  readonly offset?: number | undefined;
}

/** Failures: 2101 to 2107. */
export async function readSearch(
  { filter = "", orderBy, limit, offset }: SearchText,
  { of, now, fewest }: { readonly of: "runs" | "models"; readonly now: number; readonly fewest: number },
): Promise<SearchQuery> {
  // With its grammar it takes some milliseconds to load.
  const { parseOrder, parseSearch, searchNotUnderstood } = await import("@mlx/search");
  const query = parseSearch(filter, { of, now, limit: fewest, source: "--filter" });
  if (!query.ok) throw searchNotUnderstood(query.diagnostics);
  const orders = orderBy === undefined ? undefined : parseOrder(orderBy, { of, now, source: "--order-by" });
  if (orders !== undefined && !orders.ok) throw searchNotUnderstood(orders.diagnostics);
  const first: readonly SearchOrder[] = orders?.value ?? [];
  return {
    ...query.value,
    orderBy: [...first, ...query.value.orderBy],
    ...(limit === undefined ? {} : { limit }),
    ...(offset === undefined ? {} : { offset }),
  };
}

/** Both have to hold. */
export function andAlso(query: SearchQuery, ...conditions: readonly SearchCondition[]): SearchQuery {
  const all = [...(query.where === undefined ? [] : [query.where]), ...conditions];
  return all.length === 0 ? query : { ...query, where: { type: "and", conditions: all } };
}

/** What flags select, as conditions. Failure: 8014. */
export function selectionConditions(selection: RunSelection, now: number): readonly SearchCondition[] {
  const { states, triggers, experiment, instance, task, backfill, since, until } = toRunFilter(
    selection,
    now,
  );
  const some = (name: string, values: readonly string[] | undefined): readonly SearchCondition[] =>
    values === undefined ? [] : [{ type: "in", field: attribute(name), values }];
  const one = (
    name: string,
    value: SearchValue | undefined,
    op: "=" | ">=" | "<" = "=",
  ): readonly SearchCondition[] =>
    value === undefined ? [] : [{ type: "compare", field: attribute(name), op, value }];
  return [
    ...some("state", states),
    ...some("trigger", triggers),
    ...one("experiment", experiment),
    ...one("instance", instance),
    ...one("task", task),
    ...one("backfill", backfill),
    ...one("created", since, ">="),
    ...one("created", until, "<"),
  ];
}

function attribute(name: string): SearchField {
  return { of: "attribute", name };
}
