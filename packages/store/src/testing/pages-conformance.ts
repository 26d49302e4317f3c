import type { CreationOrder, NewRun, RunFilter } from "@mlx/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { freshStore } from "./fresh-store.ts";
import {
  at,
  claimedRun,
  endingWithModel,
  experiment,
  externalVersion,
  instance,
  newRun,
  trainedRun,
  uuid,
} from "./samples.ts";
import type { OpenFresh } from "./store-conformance.ts";

export function pagesConformance(open: OpenFresh): void {
  describe("pages", () => {
    const fresh = freshStore(open);
    const [x, y] = [experiment("x"), experiment("y")];
    const both: readonly CreationOrder[] = ["created", "-created"];

    it("of runs are in the order of creation, with how many there are", async () => {
      const { runs } = fresh.store;
      const train = (number: number) => newRun(number, { experiment: x, description: `run ${number}` });
      await runs.createMany([train(1), newRun(2, { experiment: y }), train(3)], at(1));
      await runs.createMany([train(4), newRun(5, { experiment: x, task: "score" })], at(0));
      const pageOf = async (filter: RunFilter, order: CreationOrder, limit = 9, offset = 0) => {
        const page = await runs.page(filter, { limit, offset, order });
        return [page.total, ...page.runs.map(({ id }) => Number.parseInt(id.slice(-4), 16))];
      };
      expect(await pageOf({ experiment: x }, "created")).toEqual([4, 4, 5, 1, 3]);
      expect(await pageOf({ experiment: x }, "-created")).toEqual([4, 3, 1, 5, 4]);
      expect(await pageOf({ experiment: x }, "created", 2, 1)).toEqual([4, 5, 1]);
      expect(await pageOf({ experiment: x, task: "score" }, "created")).toEqual([1, 5]);
      expect(await pageOf({ experiment: x }, "created", 2, 4)).toEqual([4]);
      expect(await pageOf({ experiment: x }, "created", 0)).toEqual([4]);
      expect(await pageOf({}, "created", 2, 3)).toEqual([5, 2, 3]);
      expect(await pageOf({ states: ["DONE"] }, "created")).toEqual([0]);
      const page = await runs.page({ experiment: x }, { limit: 1, offset: 3, order: "created" });
      expect(page.runs).toEqual([await runs.get(uuid(3))]);
      expect(page.runs[0]?.description).toBe("run 3");
      const other = await fresh.opened.another?.("other");
      const none = { runs: [], total: 0 };
      expect((await other?.runs.page({}, { limit: 9, offset: 0, order: "created" })) ?? none).toEqual(none);
    });

    it("of runs count what was made since", async () => {
      const { runs } = fresh.store;
      const page = { limit: 1, offset: 0, order: "created" } as const;
      for (const number of [1, 2, 3]) {
        await runs.create(newRun(number, { experiment: x }), at(number));
        expect((await runs.page({ experiment: x }, page)).total).toBe(number);
      }
      await runs.requestStop(uuid(2), { reason: "CANCELLED", actor: "ada@host", at: at(9) });
      expect((await runs.page({ experiment: x, states: ["ABORTED"] }, page)).total).toBe(1);
      await runs.remove([uuid(2)]);
      expect((await runs.page({ experiment: x }, page)).total).toBe(2);
      const another = await fresh.opened.another?.("test");
      await (another ?? fresh.store).runs.create(newRun(4, { experiment: x }), at(4));
      expect((await runs.page({ experiment: x }, page)).total).toBe(3);
    });

    it("of runs have what a list has, whatever is asked for", async () => {
      const { runs } = fresh.store;
      const of = <T>(...values: readonly T[]) => fc.constantFrom(...values);
      const made: NewRun[] = Array.from({ length: 60 }, (_, index) =>
        newRun(index, {
          experiment: index % 3 === 0 ? x : y,
          instance: instance(index % 2 === 0 ? "a" : "b"),
          task: index % 5 === 0 ? "score" : "train",
          trigger: index % 4 === 0 ? "schedule" : "manual",
        }),
      );
      for (let start = 0; start < made.length; start += 10)
        await runs.createMany(made.slice(start, start + 10), at((start * 7) % 50));
      for (let number = 0; number < 60; number += 4)
        await runs.requestStop(uuid(number), { reason: "CANCELLED", actor: "ada@host", at: at(99) });
      const filters = fc.record(
        {
          experiment: of(x, y, experiment("z")),
          instance: of(instance("a"), instance("b")),
          task: of("train" as const, "score" as const),
          triggers: fc.subarray(["schedule", "manual", "backfill"] as const, { minLength: 1 }),
          states: fc.subarray(["PENDING", "ABORTED", "DONE"] as const),
          since: fc.nat(50).map(at),
          until: fc.nat(50).map(at),
        },
        { requiredKeys: [] },
      );
      await fc.assert(
        fc.asyncProperty(
          filters,
          fc.nat(12),
          fc.nat(40),
          of(...both),
          async (filter, limit, offset, order) => {
            const all = (await runs.list(filter, { limit: 100 })).map(({ run }) => run);
            const ordered = order === "created" ? all.toReversed() : all;
            expect(await runs.page(filter, { limit, offset, order })).toEqual({
              ...{ runs: ordered.slice(offset, offset + limit), total: await runs.count(filter) },
            });
          },
        ),
        { numRuns: 60 },
      );
    });

    it("of model versions are without the deleted ones", async () => {
      const { models } = fresh.store;
      await trainedRun(fresh.store, newRun(1, { experiment: x }), 1);
      await trainedRun(fresh.store, newRun(2, { experiment: y }), 2);
      const run = newRun(3, { experiment: x });
      await fresh.store.runs.end(await claimedRun(fresh.store, run), endingWithModel(3, run, "a"), {
        actor: "w",
      });
      await models.add(externalVersion(4, "b"), at(1));
      await models.add(externalVersion(5, "b"), at(1));
      await models.delete(uuid(4, 0xe), { at: at(9), actor: "ada@host" });
      const pageOf = async (
        filter: Parameters<typeof models.page>[0],
        order: CreationOrder,
        limit = 9,
        offset = 0,
      ) => {
        const { versions, total } = await models.page(filter, { limit, offset, order });
        return [total, ...versions.map(({ id }) => Number.parseInt(id.slice(-4), 16))];
      };
      expect(await pageOf({}, "created")).toEqual([4, 1, 2, 3, 5]);
      expect(await pageOf({}, "-created", 2, 1)).toEqual([4, 3, 2]);
      expect(await pageOf({ experiment: x }, "created")).toEqual([2, 1, 3]);
      expect(await pageOf({ experiment: x }, "-created", 1)).toEqual([2, 3]);
      expect(await pageOf({ runId: uuid(2) }, "created")).toEqual([1, 2]);
      expect(await pageOf({ experiment: x, runId: uuid(2) }, "created")).toEqual([0]);
      await models.delete(uuid(3, 0xe), { at: at(9), actor: "ada@host" });
      expect(await pageOf({ experiment: x }, "created")).toEqual([1, 1]);
      const { versions } = await models.page({}, { limit: 1, offset: 0, order: "created" });
      expect(versions).toEqual([await models.getById(uuid(1, 0xe))]);
    });
  });
}
