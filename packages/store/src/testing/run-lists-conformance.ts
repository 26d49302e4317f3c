import { InternalError } from "@mlx/core";
import { describe, expect, it } from "vitest";
import { freshStore } from "./fresh-store.ts";
import { at, experiment, instance, newRun, uuid, worker } from "./samples.ts";
import type { OpenFresh } from "./store-conformance.ts";

export function runListsConformance(open: OpenFresh): void {
  describe("runs: lists", () => {
    const fresh = freshStore(open);
    const numbers = (records: readonly { readonly run: { readonly id: string } }[]) =>
      records.map(({ run }) => Number.parseInt(run.id.slice(-12), 16));

    it("pages newest first, and the later made first of one instant", async () => {
      const { store } = fresh;
      for (const [number, seconds] of [
        [4, 0],
        [1, 1],
        [3, 1],
        [2, 1],
        [5, 2],
      ] as const)
        await store.runs.create(newRun(number), at(seconds));
      await store.runs.claim(uuid(3), { worker: worker("w"), at: at(9), ttlSeconds: 60 });
      expect(numbers(await store.runs.list({}, { limit: 10 }))).toEqual([5, 2, 3, 1, 4]);
      expect(numbers(await store.runs.list({}, { limit: 2 }))).toEqual([5, 2]);
      expect(numbers(await store.runs.list({}, { limit: 2, before: uuid(2) }))).toEqual([3, 1]);
      expect(numbers(await store.runs.list({}, { limit: 2, before: uuid(1) }))).toEqual([4]);
      await expect(store.runs.list({}, { limit: 2, before: uuid(9) })).rejects.toMatchObject({
        code: "MLX5021",
      });
      expect((await store.runs.unfinished()).map(({ id }) => id)).toEqual(
        [4, 1, 3, 2, 5].map((n) => uuid(n)),
      );
    });

    it("filters by state, experiment, instance and task", async () => {
      const { store } = fresh;
      await store.runs.create(newRun(1, { experiment: experiment("x") }), at(1));
      await store.runs.create(newRun(2, { experiment: experiment("x"), task: "score" }), at(2));
      await store.runs.create(newRun(3, { instance: instance("b") }), at(3));
      await store.runs.create(newRun(4), at(4));
      await store.runs.requestStop(uuid(4), { reason: "CANCELLED", actor: "a", at: at(5) });
      const list = async (filter: Parameters<typeof store.runs.list>[0]) =>
        numbers(await store.runs.list(filter, { limit: 10 }));
      expect(await list({ experiment: experiment("x") })).toEqual([2, 1]);
      expect(await list({ experiment: experiment("x"), task: "score" })).toEqual([2]);
      expect(await list({ instance: instance("b") })).toEqual([3]);
      expect(await list({ states: ["ABORTED"] })).toEqual([4]);
      expect(await list({ states: ["ABORTED", "PENDING"], instance: instance("a") })).toEqual([4, 2, 1]);
      expect(await list({ states: ["DONE"] })).toEqual([]);
      expect(await list({ states: [] })).toEqual([]);
      for (const [filter, count] of [
        [{}, 4],
        [{ experiment: experiment("x"), task: "score" }, 1],
        [{ states: ["ABORTED", "PENDING"], instance: instance("a") }, 3],
        [{ since: at(2), until: at(4) }, 2],
        [{ states: [] }, 0],
      ] as const)
        expect(await store.runs.count(filter)).toBe(count);
      expect((await store.runs.unfinished()).map(({ id }) => id)).toEqual([uuid(1), uuid(2), uuid(3)]);
    });

    it("finds runs by the beginning of their id", async () => {
      const { store } = fresh;
      for (const [number, group] of [
        [1, 0xab000000],
        [2, 0xab000000],
        [3, 0xac000000],
      ] as const)
        await store.runs.create({ ...newRun(number), id: uuid(number, group) }, at(0));
      const find = async (prefix: string, limit = 10) =>
        (await store.runs.findByPrefix(prefix, limit)).map(({ id }) => id);
      expect(await find("ab00")).toEqual([uuid(1, 0xab000000), uuid(2, 0xab000000)]);
      expect(await find("ab00", 1)).toEqual([uuid(1, 0xab000000)]);
      expect(await find(uuid(3, 0xac000000))).toEqual([uuid(3, 0xac000000)]);
      expect(await find("ad00")).toEqual([]);
      expect(await find("%%%%")).toEqual([]);
      await expect(find("ab0")).rejects.toBeInstanceOf(InternalError);
    });
  });
}
