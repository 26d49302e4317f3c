import { digestOf } from "@mlx/core";
import { describe, expect, it } from "vitest";
import { freshStore } from "./fresh-store.ts";
import {
  at,
  champion,
  claimedRun,
  endingWithModel,
  experiment,
  externalVersion,
  fenceOf,
  newRun,
  trainedRun,
  uuid,
} from "./samples.ts";
import type { OpenFresh } from "./store-conformance.ts";

export function registryConformance(open: OpenFresh): void {
  describe("registry", () => {
    const fresh = freshStore(open);
    const deletion = { at: at(50), actor: "ada@host", reason: "trained on wrong data" };
    const loads = (number: number, version: number) => {
      const run = newRun(number, { task: "score" });
      const model = { ref: `model/x@v${version}`, artifact: digestOf(`files ${version}`) };
      return { ...run, spec: { ...run.spec, model } };
    };

    it("takes models that were trained elsewhere, each once", async () => {
      const { models } = fresh.store;
      const whole = externalVersion(1, "x", {
        ...{ signature: { inputs: ["a"] }, description: "Ünïcode", tags: { team: "retail" } },
        metrics: { RMSE: 0.1, broken: Number.NaN },
      });
      const made = await models.add(whole, at(1));
      expect(made).toEqual({ ...whole, version: 1, status: "READY", createdAt: at(1) });
      expect(await models.add({ ...whole, description: "another" }, at(2))).toEqual(made);
      expect(await models.getById(whole.id)).toEqual(made);
      expect((await models.add(externalVersion(2, "x"), at(3))).version).toBe(2);
      expect((await models.latest("x"))?.version).toBe(2);
      // It is no instance's or experiment's.
      expect(await models.current()).toEqual([]);
    });

    it("numbers those of runs and those from elsewhere together", async () => {
      const { store } = fresh;
      await trainedRun(store, newRun(1), 1);
      expect((await store.models.add(externalVersion(2, "a"), at(1))).version).toBe(2);
      await trainedRun(store, newRun(3, { experiment: experiment("e") }), 3);
      const versions = await store.models.versions("a");
      expect(versions.map(({ version, origin }) => [version, origin.type])).toEqual([
        [3, "run"],
        [2, "external"],
        [1, "run"],
      ]);
      expect(versions[0]?.origin).toMatchObject({ experiment: "experiment/e", runId: uuid(3) });
      expect(await store.models.ofRun(uuid(3))).toEqual(versions[0]);
      expect(await store.models.ofRun(uuid(2))).toBeUndefined();
    });

    it("adds a run's version again where it is there, and one of a run that is gone", async () => {
      const { store } = fresh;
      const { model } = endingWithModel(1, newRun(1), "a");
      if (model === undefined) throw new TypeError("no model");
      await trainedRun(store, newRun(1), 1);
      expect((await store.models.add(model, at(99))).createdAt).toBe(at(10));
      const imported = await store.models.add({ ...model, id: uuid(2, 0xe) }, at(99));
      expect(imported).toMatchObject({ version: 2, origin: { type: "run", runId: uuid(1) } });
    });

    it("knows the best by a metric that is finite, the newer of equals", async () => {
      const { models } = fresh.store;
      const values = [3, 1, Number.NaN, 1, Number.POSITIVE_INFINITY, 9, Number.NEGATIVE_INFINITY];
      for (const [index, value] of values.entries())
        await models.add(externalVersion(index + 1, "x", { metrics: { 'R"MSE': value } }), at(1));
      await models.add(externalVersion(8, "x", { metrics: { other: 0 } }), at(1));
      await models.add(externalVersion(9, "y", { metrics: { 'R"MSE': -5 } }), at(1));
      const best = async (goal: "min" | "max") => (await models.best("x", 'R"MSE', goal))?.version;
      expect([await best("min"), await best("max")]).toEqual([4, 6]);
      await models.delete(uuid(4, 0xe), deletion);
      await models.delete(uuid(6, 0xe), deletion);
      expect([await best("min"), await best("max")]).toEqual([2, 1]);
      expect(await models.best("x", "missing", "min")).toBeUndefined();
    });

    it("describes a version, and leaves what is not given", async () => {
      const { models } = fresh.store;
      const made = await models.add(externalVersion(1, "x", { tags: { a: "1" } }), at(1));
      const text = { description: "for the eu" };
      expect(await models.describe(made.id, text)).toEqual({ ...made, ...text });
      expect(await models.describe(made.id, { tags: { b: "2" } })).toEqual({
        ...{ ...made, ...text, tags: { b: "2" } },
      });
      expect(await models.describe(made.id, { description: "" })).toEqual({ ...made, tags: { b: "2" } });
      await expect(models.describe(uuid(9), text)).rejects.toMatchObject({ code: "MLX5033" });
    });

    it("makes a tombstone of a version, whose number is not used again", async () => {
      const { models } = fresh.store;
      const first = await models.add(externalVersion(1, "x"), at(1));
      const second = await models.add(externalVersion(2, "x"), at(2));
      const tombstone = { ...second, status: "DELETED", deleted: deletion };
      expect(await models.delete(second.id, deletion)).toEqual(tombstone);
      expect(await models.delete(second.id, { at: at(60), actor: "bob@host" })).toEqual(tombstone);
      expect(await models.latest("x")).toEqual(first);
      expect(await models.heads()).toEqual([first]);
      expect(await models.versions("x")).toEqual([tombstone, first]);
      expect(await models.get("x", 2)).toEqual(tombstone);
      expect((await models.add(externalVersion(3, "x"), at(3))).version).toBe(3);
      expect(await models.restore(second.id)).toEqual(second);
      expect(await models.restore(first.id)).toEqual(first);
      for (const missing of [models.delete(uuid(9), deletion), models.restore(uuid(9))])
        await expect(missing).rejects.toMatchObject({ code: "MLX5033" });
    });

    it("has a deleted version as a model's head where there is no other", async () => {
      const { models } = fresh.store;
      for (const id of [1, 2]) {
        await models.add(externalVersion(id, "x"), at(id));
        await models.delete(uuid(id, 0xe), deletion);
      }
      expect((await models.heads()).map(({ version, status }) => [version, status])).toEqual([
        [2, "DELETED"],
      ]);
    });

    it("deletes nothing that an alias or a run under way refers to (5032)", async () => {
      const { store } = fresh;
      const { models, runs } = store;
      const { id } = await models.add(externalVersion(1, "x"), at(1));
      await models.moveAlias(champion("x", { to: 1 }));
      await models.moveAlias(champion("x", { to: 1, alias: "canary" }));
      const queued = await runs.create(loads(1, 1), at(1));
      const step = { from: {}, passes: [], cache: false };
      const { spec } = loads(2, 1);
      await runs.create(
        {
          ...newRun(2),
          chain: [
            { ...step, task: "train", spec: newRun(2).spec },
            { ...step, task: "score", spec },
          ],
        },
        at(1),
      );
      await expect(models.delete(id, deletion)).rejects.toMatchObject({
        ...{ code: "MLX5032", summary: expect.stringContaining("model/x@v1") },
        detail:
          "the alias canary points to it; the alias champion points to it; " +
          `run ${uuid(1)} has not ended and loads it; run ${uuid(2)} has not ended and loads it.`,
      });
      for (const alias of ["canary", "champion"])
        await models.moveAlias(champion("x", { alias, from: 1, kind: "remove" }));
      await expect(models.delete(id, deletion)).rejects.toMatchObject({
        detail: expect.not.stringContaining("alias"),
      });
      expect((await models.getById(id))?.status).toBe("READY");
      const stop = { reason: "CANCELLED", actor: "ada@host", at: at(5) } as const;
      for (const run of [queued.id, uuid(2)]) await runs.requestStop(run, stop);
      expect((await models.delete(id, deletion)).status).toBe("DELETED");
    });

    it("names a few of many runs that are in the way", async () => {
      const { models, runs } = fresh.store;
      const { id } = await models.add(externalVersion(1, "x"), at(1));
      await runs.createMany(
        Array.from({ length: 9 }, (_, index) => loads(index + 1, 1)),
        at(1),
      );
      await expect(models.delete(id, deletion)).rejects.toMatchObject({
        detail: expect.stringMatching(/^(run \S+ has not ended and loads it; ){5}so do further runs\.$/),
      });
    });

    it("lets a run go whose version was deleted, and still says which it was", async () => {
      const { store } = fresh;
      await trainedRun(store, newRun(1), 1);
      await store.runs.remove([uuid(1)]);
      expect(await store.runs.get(uuid(1))).toBeDefined();
      await store.models.delete(uuid(1, 0xe), deletion);
      expect(await store.runs.removable(at(99), 9)).toEqual([{ id: uuid(1), endedAt: at(10) }]);
      await store.runs.remove([uuid(1)]);
      expect(await store.runs.get(uuid(1))).toBeUndefined();
      expect((await store.models.getById(uuid(1, 0xe)))?.origin).toMatchObject({ runId: uuid(1) });
    });

    it("keeps a run while another repeats it exactly", async () => {
      const { store } = fresh;
      const done = { status: { state: "DONE", reason: "OK" }, endedAt: at(9) } as const;
      await store.runs.end(await claimedRun(store), done, { actor: "w" });
      const exact = await store.runs.create(newRun(2, { exact: { of: uuid(1) } }), at(20));
      expect(await store.runs.removable(at(99), 9)).toEqual([]);
      const failed = { state: "FAILED", reason: "INTERNAL", message: "no" } as const;
      await store.runs.end(fenceOf(exact), { status: failed, endedAt: at(30) }, { actor: "w" });
      expect((await store.runs.removable(at(99), 9)).map(({ id }) => id)).toEqual([uuid(1), uuid(2)]);
    });
  });
}
