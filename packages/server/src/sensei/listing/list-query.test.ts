import { expect, it } from "vitest";
import { listPage } from "./list-page.ts";
import { parseListQuery } from "./list-query.ts";
import { listViews } from "./list-views.ts";
import { commonProperties } from "./properties.ts";

const parse = (query: unknown, scope?: readonly string[]) => parseListQuery(query, commonProperties, scope);

it("has defaults", () => {
  expect(parse({})).toEqual({
    start: 0,
    limit: 25,
    order: [{ path: ["created"], descending: false }],
    conditions: [],
    orderby: "created",
    property: "deleted==false",
  });
});

it("joins what is repeated, and tells the scope and what is implied", () => {
  const { property, orderby, order, start, limit } = parse(
    { property: ["name==a", "tags.x==1,tags.y==2"], OrderBy: "-updated, name", start: "5", Limit: "0" },
    ["experimentId==e"],
  );
  expect({ property, orderby, start, limit }).toEqual({
    property: "name==a,tags.x==1,tags.y==2,experimentId==e,deleted==false",
    orderby: "-updated,name",
    start: 5,
    limit: 0,
  });
  expect(order).toEqual([
    { path: ["updated"], descending: true },
    { path: ["name"], descending: false },
  ]);
});

it("says nothing of deleted where the client does", () => {
  expect(parse({ property: "deleted!=true" }).property).toBe("deleted!=true");
});

it.each([
  [{ limit: "101" }, 'limit: "101" is no whole number from 0 to 100'],
  [{ limit: "-1" }, 'limit: "-1" is no whole number from 0 to 100'],
  [{ limit: "ten" }, 'limit: "ten" is no whole number from 0 to 100'],
  [{ start: "1.5" }, 'start: "1.5" is no whole number from 0 to 1000000000'],
  [{ start: ["1", "2"] }, "start: it is given more than once"],
  [{ orderby: "nmae" }, 'orderby: there is no property "nmae"; did you mean "name"?'],
  [{ orderby: "tags" }, "orderby: tags has no order; name a property of it"],
])("refuses %j", (query, summary) => {
  expect(() => parse(query)).toThrow(expect.objectContaining({ summary }));
});

const views = ["b", "a", "c", "d"].map((name, index) => {
  const full = { id: `id-${index}`, name, created: `2026-01-0${index + 1}T00:00:00.000Z`, deleted: false };
  return {
    full: { ...full, ...(name === "d" ? {} : { description: name === "c" ? "x" : "y" }) },
    summary: name,
  };
});
const list = (query: unknown) => listViews({ path: "/p" }, parse(query), views);

it.each([
  [{}, ["b", "a", "c", "d"]],
  [{ orderby: "name" }, ["a", "b", "c", "d"]],
  [{ orderby: "-name" }, ["d", "c", "b", "a"]],
  [{ orderby: "-created" }, ["d", "c", "a", "b"]],
  [{ orderby: "description,-name" }, ["c", "b", "a", "d"]],
  [{ orderby: "-description" }, ["b", "a", "c", "d"]],
  [{ start: "1", limit: "2" }, ["a", "c"]],
  [{ start: "9" }, []],
  [{ limit: "0" }, []],
  [{ property: "name>=b,description" }, ["b", "c"]],
])("lists with %j", (query, children) => {
  expect(list(query).children).toEqual(children);
});

it("has pages that lead to each other, each item once", () => {
  const seen: unknown[] = [];
  let query: { [name: string]: string } = { limit: "3", orderby: "name" };
  for (;;) {
    const { children, _page, _links } = list(query) as {
      children: unknown[];
      _page: { next?: string; totalCount: number; count: number };
      _links: { next?: { href: string } };
    };
    seen.push(...children);
    expect(_page.count).toBe(children.length);
    expect(_page.totalCount).toBe(4);
    if (_links.next === undefined) break;
    query = Object.fromEntries(new URL(_links.next.href, "http://x").searchParams);
    expect(query.start).toBe(_page.next);
  }
  expect(seen).toEqual(["a", "b", "c", "d"]);
});

it("has the links of the contract", () => {
  const page = listPage(
    { path: "/p", create: { link: "createX", profile: "engine" } },
    parse({ limit: "1" }),
    ["a"],
    3,
  );
  expect(page).toEqual({
    children: ["a"],
    _page: { orderby: "created", property: "deleted==false", start: "0", totalCount: 3, count: 1, next: "1" },
    _links: {
      self: { href: "/p?start=0&limit=1&orderby=created&property=deleted%3D%3Dfalse" },
      next: { href: "/p?start=1&limit=1&orderby=created&property=deleted%3D%3Dfalse" },
      page: { href: "/p{?start,limit,orderby,property}", templated: true },
      createX: {
        href: "/p",
        method: "POST",
        type: "application/vnd.adobe.platform.sensei+json;profile=engine.v1.json",
      },
    },
  });
});
