import fc from "fast-check";
import { expect, it } from "vitest";
import { type ListSource, listFromStore } from "./list-from-store.ts";
import { parseListQuery } from "./list-query.ts";
import { listViews, type View } from "./list-views.ts";
import { commonProperties } from "./properties.ts";

const properties = { ...commonProperties, mode: "text", size: "number" } as const;

interface Item {
  readonly id: string;
  readonly mode: string;
  readonly size: number;
  readonly created: string;
}

interface Filter {
  readonly mode?: string;
}

const viewOf = (item: Item): View => ({ full: { ...item, deleted: false }, summary: item.id });

/** A store that knows modes, and creation. */
function sourceOf(items: readonly Item[]): ListSource<Item, Filter> & { readonly pages: string[] } {
  const pages: string[] = [];
  return {
    pages,
    filter: {},
    narrow: async (filter, condition) => {
      if (condition.path[0] !== "mode" || condition.test !== "==") return undefined;
      if (filter.mode !== undefined && filter.mode !== condition.value) return "nothing";
      return { mode: condition.value };
    },
    page: async ({ mode }, { limit, offset, order }) => {
      pages.push(`${mode ?? "*"} ${order} ${offset}+${limit}`);
      const found = items.filter((item) => mode === undefined || item.mode === mode);
      const ordered = order === "created" ? found : found.toReversed();
      return { items: ordered.slice(offset, offset + limit), total: found.length };
    },
    present: async (page) => page.map(viewOf),
  };
}

const items = Array.from(
  { length: 4100 },
  (_, index): Item => ({
    id: `id-${String(index).padStart(5, "0")}`,
    mode: index % 3 === 0 ? "train" : "score",
    size: (index * 7919) % 1000,
    created: new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString(),
  }),
);
const views = items.map(viewOf);

it("asks the store for one page where it can answer all of it", async () => {
  const source = sourceOf(items);
  const query = parseListQuery(
    { property: "mode==train", orderby: "-created", start: "10", limit: "5" },
    properties,
  );
  expect(await listFromStore({ path: "/p" }, query, source)).toEqual(listViews({ path: "/p" }, query, views));
  expect(source.pages).toEqual(["train -created 10+5"]);
});

it("asks for nothing where nothing can be found", async () => {
  const source = sourceOf(items);
  const query = parseListQuery({ property: "mode==train,mode==score" }, properties);
  expect((await listFromStore({ path: "/p" }, query, source)).children).toEqual([]);
  expect(source.pages).toEqual([]);
});

it("lists as if it looked at every view", async () => {
  const condition = fc.constantFrom(
    "mode==train",
    "mode!=train",
    "size<300",
    "size>=500",
    "id~.*7",
    "deleted!=true",
    "deleted==true",
  );
  const order = fc.constantFrom("created", "-created", "size", "-size,id", "mode,size");
  await fc.assert(
    fc.asyncProperty(
      fc.array(condition, { maxLength: 3 }),
      order,
      fc.nat(5000),
      fc.nat(100),
      async (conditions, orderby, start, limit) => {
        const query = parseListQuery(
          { property: conditions.join(","), orderby, start: String(start), limit: String(limit) },
          properties,
        );
        expect(await listFromStore({ path: "/p" }, query, sourceOf(items))).toEqual(
          listViews({ path: "/p" }, query, views),
        );
      },
    ),
    { numRuns: 20 },
  );
});
