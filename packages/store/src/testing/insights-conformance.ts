import type { CreationOrder, Insight } from "@mlx/core";
import { describe, expect, it } from "vitest";
import { freshStore } from "./fresh-store.ts";
import { at, uuid } from "./samples.ts";
import type { OpenFresh } from "./store-conformance.ts";

export function insightsConformance(open: OpenFresh): void {
  describe("insights", () => {
    const fresh = freshStore(open);
    const insight = (id: number, context: Insight["context"]): Insight => ({
      ...{ id: uuid(id), context, createdAt: at(id), updatedAt: at(id) },
      events: { name: "ml-run", eventValues: { algorithm: "Regression", nested: { deep: [1, null] } } },
      metrics: [{ name: "MAPE", value: "0.0111111111111", valueType: "double" }],
    });
    const ids = ({ insights }: { readonly insights: readonly Insight[] }) => insights.map(({ id }) => id);

    it("are kept as they are, each once", async () => {
      const { insights } = fresh.store;
      await insights.add(insight(1, { clientId: "PYTHON_CLIENT", modelId: "m" }));
      await insights.add(insight(1, { clientId: "another" }));
      expect(await insights.get(uuid(1))).toEqual(insight(1, { clientId: "PYTHON_CLIENT", modelId: "m" }));
      expect(await insights.get(uuid(2))).toBeUndefined();
      const page = { limit: 9, offset: 0 };
      expect((await insights.list({ context: { clientId: "another" } }, page)).total).toBe(0);
    });

    it("are added many at once, each once, and listed in either order", async () => {
      const { insights } = fresh.store;
      await insights.addMany([]);
      await insights.add(insight(2, { modelId: "m" }));
      await insights.addMany([
        ...[insight(1, { modelId: "m", dataSetId: "d" }), insight(2, { modelId: "n" })],
        ...[insight(3, { modelId: "m" }), insight(1, { modelId: "n" })],
      ]);
      const list = async (context: Insight["context"], order?: CreationOrder, limit = 9, offset = 0) => {
        const found = await insights.list(
          { context },
          { limit, offset, ...(order === undefined ? {} : { order }) },
        );
        return [found.total, ...ids(found).map((id) => Number.parseInt(id.slice(-4), 16))];
      };
      expect(await list({ modelId: "m" })).toEqual([3, 3, 1, 2]);
      expect(await list({ modelId: "m" }, "-created")).toEqual([3, 3, 1, 2]);
      expect(await list({ modelId: "m" }, "created")).toEqual([3, 2, 1, 3]);
      expect(await list({ modelId: "m" }, "created", 1, 1)).toEqual([3, 1]);
      expect(await list({}, "created", 2, 1)).toEqual([3, 1, 3]);
      expect(await list({ modelId: "n" })).toEqual([0]);
      expect(await insights.get(uuid(2))).toEqual(insight(2, { modelId: "m" }));
      const many = Array.from({ length: 250 }, (_, index) => insight(100 + index, { engineId: "e" }));
      await insights.addMany(many);
      const { total, insights: found } = await insights.list(
        ...([{ context: { engineId: "e" } }, { limit: 300, offset: 0, order: "created" }] as const),
      );
      expect([total, found]).toEqual([250, many]);
    });

    it("are found by all that is named of their context, newest first", async () => {
      const { insights } = fresh.store;
      await insights.add(insight(1, { modelId: "m", dataSetId: "d" }));
      await insights.add(insight(2, { modelId: "m" }));
      await insights.add(insight(3, { modelId: "n", dataSetId: "d" }));
      await insights.add(insight(4, { dataSetId: "m" }));
      await insights.add(insight(5, {}));
      const list = (context: Insight["context"] | undefined, limit = 9, offset = 0) =>
        insights.list(context === undefined ? {} : { context }, { limit, offset });
      expect(ids(await list(undefined))).toEqual([5, 4, 3, 2, 1].map((id) => uuid(id)));
      expect(ids(await list({ modelId: "m" }))).toEqual([uuid(2), uuid(1)]);
      expect(ids(await list({ modelId: "m", dataSetId: "d" }))).toEqual([uuid(1)]);
      expect(await list({}, 2, 1)).toMatchObject({ total: 5, insights: [{ id: uuid(4) }, { id: uuid(3) }] });
      expect(await list({ notebookId: "x" })).toEqual({ insights: [], total: 0 });
      const other = await fresh.opened.another?.("other");
      expect((await other?.insights.list({}, { limit: 9, offset: 0 }))?.total ?? 0).toBe(0);
    });
  });
}
