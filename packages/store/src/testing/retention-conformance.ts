import { digestOf, formatAddress } from "@mlx/core";
import { describe, expect, it } from "vitest";
import { freshStore } from "./fresh-store.ts";
import {
  apiCommitOf,
  at,
  attemptOf,
  claimedRun,
  commitOf,
  externalVersion,
  newRun,
  putRecipe,
  trainedRun,
  uuid,
} from "./samples.ts";
import type { OpenFresh } from "./store-conformance.ts";

export function retentionConformance(open: OpenFresh): void {
  describe("retention", () => {
    const fresh = freshStore(open);
    const done = { state: "DONE", reason: "OK" } as const;
    const output = { channel: "c", artifact: { digest: digestOf("output"), files: 1, size: 1 }, path: "/o" };

    it("removes ended runs with all that belongs to them, and none that a model or an output keeps", async () => {
      const { store, opened } = fresh;
      await trainedRun(store, newRun(1), 1);
      const withOutput = await claimedRun(store, newRun(2));
      await store.runs.end(withOutput, { status: done, endedAt: at(10), outputs: [output] }, { actor: "w" });
      for (const [number, seconds] of [
        [3, 30],
        [4, 20],
        [5, 40],
      ] as const) {
        const fence = await claimedRun(store, newRun(number));
        await store.runs.putAttempt(fence, attemptOf(fence));
        await store.runs.appendMetrics(fence, 1, [{ name: "loss", value: 1, step: 1, at: 1 }]);
        await store.runs.end(fence, { status: done, endedAt: at(seconds) }, { actor: "w" });
      }
      const running = await claimedRun(store, newRun(6));
      const removable = async (seconds: number, limit = 9) =>
        (await store.runs.removable(at(seconds), limit)).map(({ id, endedAt }) => [id, endedAt]);
      expect(await removable(40)).toEqual([
        [uuid(4), at(20)],
        [uuid(3), at(30)],
      ]);
      expect(await removable(99, 1)).toEqual([[uuid(4), at(20)]]);
      const other = await opened.another?.("other");
      await other?.runs.remove([uuid(4)]);
      await store.runs.remove([uuid(1), uuid(3), uuid(4), uuid(6), uuid(99)]);
      expect(await removable(99)).toEqual([[uuid(5), at(40)]]);
      expect(await store.runs.record(uuid(3))).toBeUndefined();
      expect(await store.runs.get(uuid(4))).toBeUndefined();
      expect((await store.runs.record(uuid(1)))?.model).toBe("model/a@v1");
      await store.runs.heartbeat(running, { at: at(50), ttlSeconds: 60 });
      // Its id may be used again; nothing of the one before is left.
      await claimedRun(store, newRun(3));
      expect(await store.runs.metricSummaries(uuid(3))).toEqual([]);
      expect(await store.runs.events(uuid(3))).toHaveLength(2);
      await store.runs.remove([uuid(2)]);
      expect(await store.runs.get(uuid(2))).toBeUndefined();
    });

    it("knows all artifacts that something refers to", async () => {
      const { store, opened } = fresh;
      expect(await store.referencedArtifacts()).toEqual(new Set());
      await store.applies.commit(commitOf(0, [putRecipe(1, "gbm", digestOf("old"))]));
      await store.applies.commit(commitOf(1, [putRecipe(1, "gbm", digestOf("source"))]));
      await trainedRun(store, newRun(1), 1);
      const scored = newRun(2);
      const model = { ref: "model/a@v1", artifact: digestOf("scored with") };
      const spec = { ...scored.spec, source: digestOf("source of the run"), model };
      const fence = await claimedRun(store, { ...scored, spec });
      await store.runs.end(fence, { status: done, endedAt: at(9), outputs: [output] }, { actor: "w" });
      const other = await opened.another?.("other");
      await other?.runs.create({ ...newRun(1), spec: { ...spec, source: digestOf("elsewhere") } }, at(0));
      const names = ["source", "model", "scored with", "source of the run", "output"];
      const expected = [...names, ...(other === undefined ? [] : ["elsewhere"])].map(digestOf);
      expect([...(await store.referencedArtifacts())].sort()).toEqual(expected.sort());
    });

    it("keeps the sources of what the API deleted for 30 days", async () => {
      const { store } = fresh;
      const day = 24 * 60 * 60;
      const recipe = formatAddress({ kind: "recipe", name: "gbm" });
      await store.applies.commit(apiCommitOf(0, [putRecipe(1, "gbm", digestOf("old"))]));
      await store.applies.commit(apiCommitOf(1, [putRecipe(1, "gbm", digestOf("source"))]));
      await store.applies.commit(apiCommitOf(2, [{ action: "delete", address: recipe }]));
      expect(await store.referencedArtifacts()).toEqual(new Set([digestOf("source")]));
      expect(await store.referencedArtifacts(at(3 + 30 * day))).toEqual(new Set([digestOf("source")]));
      expect(await store.referencedArtifacts(at(4 + 30 * day))).toEqual(new Set());
      expect((await store.referencedSources(at(3 + 30 * day))).size).toBe(1);
      expect(await store.referencedSources(at(4 + 30 * day))).toEqual(new Set());
      await store.applies.commit(commitOf(3, [putRecipe(2, "gbm", digestOf("new"))]));
      await store.applies.commit(commitOf(4, [{ action: "delete", address: recipe }]));
      expect(await store.referencedArtifacts(at(4))).toEqual(new Set([digestOf("source")]));
    });

    it("lets the files of a deleted version go, unless something else needs them", async () => {
      const { store } = fresh;
      const artifact = { digest: digestOf("files"), files: 1, size: 1 };
      for (const [id, name] of [
        [1, "x"],
        [2, "y"],
      ] as const)
        await store.models.add(externalVersion(id, name, { artifact }), at(1));
      const scored = newRun(1, { task: "score" });
      const spec = { ...scored.spec, model: { ref: "model/x@v1", artifact: artifact.digest } };
      const fence = await claimedRun(store, { ...scored, spec });
      const left = { model: artifact, outputs: {} };
      await store.runs.putAttempt(fence, attemptOf(fence, 1, { left }));
      await store.runs.end(fence, { status: done, endedAt: at(9) }, { actor: "w" });
      const remove = (id: number) => store.models.delete(uuid(id, 0xe), { at: at(20), actor: "ada@host" });
      const kept = async () => (await store.referencedArtifacts()).has(artifact.digest);
      await remove(1);
      // Another version has the same files.
      expect(await kept()).toBe(true);
      await remove(2);
      expect(await kept()).toBe(false);
      const again = await store.runs.create({ ...scored, id: uuid(2), spec }, at(30));
      expect(await kept()).toBe(true);
      await store.runs.requestStop(again.id, { reason: "CANCELLED", actor: "ada@host", at: at(31) });
      expect(await kept()).toBe(false);
      await store.models.restore(uuid(1, 0xe));
      expect(await kept()).toBe(true);
    });
  });
}
