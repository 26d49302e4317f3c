import { describe, expect, it } from "vitest";
import { freshStore } from "./fresh-store.ts";
import {
  claimedRun,
  commitOf,
  endingWithModel,
  experiment,
  instance,
  newRun,
  put,
  trainedRun,
  uuid,
} from "./samples.ts";
import type { OpenFresh } from "./store-conformance.ts";

export function modelsConformance(open: OpenFresh): void {
  describe("models", () => {
    const fresh = freshStore(open);
    const names = (versions: readonly { readonly model: string; readonly version: number }[]) =>
      versions.map(({ model, version }) => `${model}@v${version}`);

    it("numbers the versions of each model", async () => {
      const { store } = fresh;
      await trainedRun(store, newRun(1), 1);
      await trainedRun(store, newRun(2, { instance: instance("b") }), 2);
      await trainedRun(store, newRun(3), 3);
      expect(names(await store.models.heads())).toEqual(["a@v2", "b@v1"]);
      expect(names(await store.models.versions("a"))).toEqual(["a@v2", "a@v1"]);
      expect(await store.models.versions("c")).toEqual([]);
      expect(await store.models.latest("a")).toEqual(await store.models.get("a", 2));
      expect((await store.models.get("a", 1))?.id).toBe(uuid(1, 0xe));
      expect(await store.models.get("a", 3)).toBeUndefined();
      expect(await store.models.getById(uuid(9))).toBeUndefined();
      expect((await store.models.get("a", 1))?.metrics).toEqual({
        mae: 1.5,
        broken: Number.NaN,
        diverged: Number.NEGATIVE_INFINITY,
      });
    });

    it("tells the current version of each instance and experiment", async () => {
      const { store } = fresh;
      await trainedRun(store, newRun(1, { experiment: experiment("x") }), 1);
      await trainedRun(store, newRun(2, { experiment: experiment("y") }), 2);
      await trainedRun(store, newRun(3, { experiment: experiment("x") }), 3);
      await trainedRun(store, newRun(4), 4);
      await trainedRun(store, newRun(5), 5);
      await trainedRun(store, newRun(6, { instance: instance("b") }), 6);
      expect(names(await store.models.current())).toEqual(["a@v2", "a@v3", "a@v5", "b@v1"]);
      expect((await store.models.latestOf(experiment("x")))?.version).toBe(3);
      expect((await store.models.latestOf(experiment("y")))?.version).toBe(2);
      expect(await store.models.latestOf(experiment("z"))).toBeUndefined();
    });

    it("takes models and runs along when their instance moves", async () => {
      const { store } = fresh;
      await store.applies.commit(commitOf(0, [put(1, "a"), put(2, "b")]));
      await trainedRun(store, newRun(1), 1);
      await trainedRun(store, newRun(2, { instance: instance("b") }), 2);
      await trainedRun(store, newRun(3, { instance: instance("b") }), 3);
      await store.applies.commit(commitOf(1, [put(9, "b", { from: "a" }), put(9, "a", { from: "b" })]));
      expect(names(await store.models.versions("a"))).toEqual(["a@v2", "a@v1"]);
      expect((await store.models.versions("a")).map(({ id }) => id)).toEqual([uuid(3, 0xe), uuid(2, 0xe)]);
      await store.applies.commit(commitOf(2, [put(9, "c", { from: "a" })]));
      expect(await store.models.latest("c")).toMatchObject({
        version: 2,
        origin: { instance: instance("c") },
      });
      expect((await store.models.current()).map(({ model }) => model)).toEqual(["b", "c"]);
      expect(await store.runs.record(uuid(3))).toMatchObject({
        run: { instance: instance("c") },
        model: "model/c@v2",
      });
      expect(
        (await store.runs.list({ instance: instance("c") }, { limit: 9 })).map(({ run }) => run.id),
      ).toEqual([uuid(3), uuid(2)]);
      await trainedRun(store, newRun(4, { instance: instance("c") }), 4);
      expect((await store.models.latest("c"))?.version).toBe(3);
    });

    it("finds a version by the name that it was made under", async () => {
      const { store } = fresh;
      await store.applies.commit(commitOf(0, [put(1, "a")]));
      await trainedRun(store, newRun(1), 1);
      await store.applies.commit(commitOf(1, [put(1, "b", { from: "a" })]));
      expect(await store.models.get("a", 1)).toMatchObject({ id: uuid(1, 0xe), model: "b" });
      await trainedRun(store, newRun(2), 2);
      expect(await store.models.get("a", 1)).toMatchObject({ id: uuid(2, 0xe), model: "a" });
    });

    it("leaves versions their name where the new one is taken", async () => {
      const { store } = fresh;
      await store.applies.commit(commitOf(0, [put(1, "a")]));
      await trainedRun(store, newRun(1), 1);
      await trainedRun(store, newRun(2, { instance: instance("b") }), 2);
      await store.applies.commit(commitOf(1, [put(1, "b", { from: "a" })]));
      expect(await store.models.get("a", 1)).toMatchObject({
        id: uuid(1, 0xe),
        origin: { instance: instance("b") },
      });
      expect(await store.models.get("b", 1)).toMatchObject({ id: uuid(2, 0xe) });
    });

    it("names a model after an instance that moved during the run", async () => {
      const { store } = fresh;
      await store.applies.commit(commitOf(0, [put(1, "a")]));
      const fence = await claimedRun(store);
      await store.applies.commit(commitOf(1, [put(1, "b", { from: "a" })]));
      const { model } = await store.runs.end(fence, endingWithModel(1, newRun(1), "a"), { actor: "w" });
      expect(model).toMatchObject({ model: "b", version: 1, origin: { instance: instance("b") } });
    });
  });
}
