import { digestOf, formatAddress, type NewRun } from "@mlx/core";
import { describe, expect, it } from "vitest";
import { freshStore } from "./fresh-store.ts";
import {
  at,
  claimedRun,
  commitOf,
  datasetInput,
  newRun,
  put,
  putDataset,
  trainedRun,
  uuid,
} from "./samples.ts";
import type { OpenFresh } from "./store-conformance.ts";

export function usersConformance(open: OpenFresh): void {
  describe("what runs use", () => {
    const fresh = freshStore(open);
    const reads = (number: number, ...names: readonly string[]): NewRun => {
      const run = newRun(number);
      const inputs = Object.assign({}, ...names.map((name) => datasetInput(`in-${name}`, name)));
      return { ...run, spec: { ...run.spec, inputs } };
    };
    const loads = (number: number, ref: string): NewRun => {
      const run = newRun(number, { task: "score" });
      return { ...run, spec: { ...run.spec, model: { ref, artifact: digestOf("model") } } };
    };
    const users = async (used: { dataset: string } | { model: string }, limit = 9) => {
      const what =
        "dataset" in used ? { dataset: formatAddress({ kind: "dataset", name: used.dataset }) } : used;
      return (await fresh.store.runs.usersOf(what, { limit })).map(({ id }) => id);
    };

    it("is known of all steps of a run, newest first", async () => {
      const { runs } = fresh.store;
      await runs.createMany([reads(1, "a"), reads(2, "a", "b"), newRun(3)], at(1));
      const step = { from: {}, passes: [], cache: false };
      const chain = [
        { ...step, task: "preprocess" as const, spec: reads(4, "a").spec },
        { ...step, task: "train" as const, spec: reads(4, "c").spec },
      ];
      await runs.create({ ...reads(4, "c"), chain }, at(2));
      // Making it again writes nothing twice.
      await runs.create(reads(1, "a"), at(3));
      expect(await users({ dataset: "a" })).toEqual([uuid(4), uuid(2), uuid(1)]);
      expect(await users({ dataset: "a" }, 2)).toEqual([uuid(4), uuid(2)]);
      expect(await users({ dataset: "c" })).toEqual([uuid(4)]);
      expect(await users({ dataset: "d" })).toEqual([]);
      const other = await fresh.opened.another?.("other");
      expect(
        (await other?.runs.usersOf(
          { dataset: formatAddress({ kind: "dataset", name: "a" }) },
          { limit: 9 },
        )) ?? [],
      ).toEqual([]);
    });

    it("is the version of a model, whatever it is called since", async () => {
      const { store } = fresh;
      await store.applies.commit(commitOf(0, [put(1, "a")]));
      await trainedRun(store, newRun(1), 1);
      await store.runs.create(loads(2, "model/a@v1"), at(20));
      await store.applies.commit(commitOf(1, [put(1, "b", { from: "a" })]));
      // Resolved before the move.
      await store.runs.create(loads(3, "model/a@v1"), at(30));
      expect(await users({ model: "model/b@v1" })).toEqual([uuid(3), uuid(2)]);
      expect(await users({ model: "model/a@v1" })).toEqual([uuid(3), uuid(2)]);
      await store.runs.create(loads(4, "model/elsewhere@v7"), at(40));
      expect(await users({ model: "model/elsewhere@v7" })).toEqual([uuid(4)]);
    });

    it("follows datasets that move, also where they change places", async () => {
      const { store } = fresh;
      await store.applies.commit(commitOf(0, [putDataset(1, "a"), putDataset(2, "b")]));
      await store.runs.createMany([reads(1, "a"), reads(2, "b"), reads(3, "a", "b")], at(1));
      await store.applies.commit(commitOf(1, [putDataset(1, "b", "a"), putDataset(2, "a", "b")]));
      expect(await users({ dataset: "a" })).toEqual([uuid(3), uuid(2)]);
      expect(await users({ dataset: "b" })).toEqual([uuid(3), uuid(1)]);
      await store.applies.commit(commitOf(2, [putDataset(1, "c", "b")]));
      expect(await users({ dataset: "c" })).toEqual([uuid(3), uuid(1)]);
    });

    it("goes with the run", async () => {
      const { store } = fresh;
      const fence = await claimedRun(store, reads(1, "a"));
      await store.runs.end(
        fence,
        { status: { state: "DONE", reason: "OK" }, endedAt: at(9) },
        { actor: "w" },
      );
      await store.runs.remove([uuid(1)]);
      expect(await users({ dataset: "a" })).toEqual([]);
    });
  });
}
