import { describe, expect, it } from "vitest";
import { freshStore } from "./fresh-store.ts";
import {
  announcedRun,
  at,
  commitOf,
  experiment,
  newRun,
  putExperiment,
  removeExperiment,
  uuid,
} from "./samples.ts";
import type { OpenFresh } from "./store-conformance.ts";

export function announcedConformance(open: OpenFresh): void {
  describe("announced runs", () => {
    const fresh = freshStore(open);
    const training = announcedRun(1, "x-training");
    const scoring = announcedRun(2, "x-scoring", { problem: "waits for a model" });
    const both = () =>
      fresh.store.applies.commit({
        ...commitOf(0, [putExperiment(1, "x-training"), putExperiment(2, "x-scoring")]),
        announced: [training, scoring],
      });

    it("come with their apply, or not at all", async () => {
      const { store } = fresh;
      expect(await both()).not.toHaveProperty("announced");
      expect(await store.announced.list()).toEqual([training, scoring]);
      await expect(
        store.applies.commit({ ...commitOf(0, []), announced: [announcedRun(3, "x-training")] }),
      ).rejects.toMatchObject({ code: "MLX5010" });
      expect(await store.announced.list()).toEqual([training, scoring]);
    });

    it("are made once, by whoever comes first", async () => {
      const { store } = fresh;
      await both();
      const run = newRun(1, { experiment: experiment("x-training"), trigger: "apply" });
      const made = await Promise.all([store.announced.make(run, at(5)), store.announced.make(run, at(6))]);
      expect(made.filter((one) => one !== undefined)).toEqual([await store.runs.get(uuid(1))]);
      expect(await store.announced.list()).toEqual([scoring]);
      expect(await store.announced.make(newRun(9), at(5))).toBeUndefined();
      expect(await store.runs.get(uuid(9))).toBeUndefined();
    });

    it("say why they wait", async () => {
      const { store } = fresh;
      await both();
      await store.announced.postpone(training.id, "dataset/sales has no files");
      await store.announced.postpone(uuid(9), "gone");
      expect(await store.announced.list()).toEqual([
        { ...training, problem: "dataset/sales has no files" },
        scoring,
      ]);
    });

    it("go with their experiment, or along with it", async () => {
      const { store } = fresh;
      await both();
      await store.applies.commit(
        commitOf(1, [removeExperiment("x-training"), putExperiment(2, "y-scoring", { from: "x-scoring" })]),
      );
      const moved = { ...scoring, experiment: experiment("y-scoring") };
      expect(await store.announced.list()).toEqual([moved]);
      expect(await store.announced.make(newRun(1), at(5))).toBeUndefined();
      // What goes and what comes in its place have nothing to do with each other.
      const again = announcedRun(4, "y-scoring");
      await store.applies.commit({
        ...commitOf(2, [removeExperiment("y-scoring"), putExperiment(7, "y-scoring")]),
        announced: [again],
      });
      expect(await store.announced.list()).toEqual([again]);
    });

    it("are those of a namespace", async () => {
      await both();
      const other = await fresh.opened.another?.("other");
      if (other === undefined) return;
      expect(await other.announced.list()).toEqual([]);
      expect(await other.announced.make(newRun(1), at(5))).toBeUndefined();
    });
  });
}
