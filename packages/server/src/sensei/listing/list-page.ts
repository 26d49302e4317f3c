/** The body of a list: its children, `_page` and `_links`. */
import type { Json, JsonObject } from "@mlx/core";
import { mediaType, type Profile } from "../media-types.ts";
import type { ListQuery } from "./list-query.ts";

export interface Collection {
  /** Of the list, absolute: `/data/sensei/engines`. */
  readonly path: string;
  /** How one more is made, if it can be. */
  readonly create?: { readonly link: string; readonly profile: Profile };
}

export function listPage(
  { path, create }: Collection,
  query: ListQuery,
  children: readonly Json[],
  total: number,
): JsonObject {
  const { start, limit, orderby, property } = query;
  const end = start + children.length;
  const next = end < total && children.length > 0 ? String(end) : undefined;
  const link = (from: string) =>
    `${path}?${new URLSearchParams({ start: from, limit: String(limit), orderby, property })}`;
  return {
    children,
    _page: {
      orderby,
      property,
      start: String(start),
      totalCount: total,
      count: children.length,
      ...(next === undefined ? {} : { next }),
    },
    _links: {
      self: { href: link(String(start)) },
      ...(next === undefined ? {} : { next: { href: link(next) } }),
      page: { href: `${path}{?start,limit,orderby,property}`, templated: true },
      ...(create === undefined
        ? {}
        : { [create.link]: { href: path, method: "POST", type: mediaType(create.profile) } }),
    },
  };
}
