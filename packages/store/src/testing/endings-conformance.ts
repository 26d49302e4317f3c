import { digestOf, type RunEnding } from "@mlx/core";
import { describe, expect, it } from "vitest";
import { freshStore } from "./fresh-store.ts";
import { at, attemptOf, claimedRun, endingWithModel, fenceOf, newRun, uuid, worker } from "./samples.ts";
import type { OpenFresh } from "./store-conformance.ts";

export function endingsConformance(open: OpenFresh): void {
  describe("runs: endings", () => {
    const fresh = freshStore(open);

    it("writes all of an ending", async () => {
      const { store } = fresh;
      const fence = await claimedRun(store);
      const attempt = attemptOf(fence, 1, { endedAt: at(9), outcome: { reason: "OK" } });
      const outputs = [
        { channel: "predictions", artifact: { digest: digestOf("out"), files: 2, size: 8 }, path: "/out/1" },
      ];
      const ending: RunEnding = { ...endingWithModel(1, newRun(1), "a"), attempt, outputs };
      await store.runs.putAttempt(fence, attemptOf(fence));
      await store.runs.appendMetrics(fence, 1, [{ name: "mae", value: 1.5, step: 0, at: 9 }]);
      const { run, model } = await store.runs.end(fence, ending, { actor: "w" });
      expect(run).toMatchObject({ status: { state: "DONE", reason: "OK" }, attempt: 1, endedAt: at(10) });
      expect(run).not.toHaveProperty("lease");
      expect(model).toEqual({ ...ending.model, version: 1, status: "READY", createdAt: at(10) });
      expect(await store.models.getById(uuid(1, 0xe))).toEqual(model);
      expect(await store.runs.record(run.id)).toEqual({
        run,
        attempts: [attempt],
        metrics: [{ name: "mae", last: 1.5, min: 1.5, max: 1.5, count: 1, firstAt: 9, lastAt: 9 }],
        outputs,
        model: "model/a@v1",
      });
      expect((await store.runs.events(run.id)).at(-1)).toMatchObject({
        type: "status",
        from: "RUNNING",
        to: "DONE",
        reason: "OK",
      });
    });

    it("has the attempt that it puts be the newest", async () => {
      const { store } = fresh;
      const fence = await claimedRun(store);
      await store.runs.putAttempt(fence, attemptOf(fence));
      await store.runs.appendMetrics(fence, 1, [{ name: "mae", value: 1.5, step: 0, at: 9 }]);
      const status = { state: "FAILED", reason: "START_FAILED", message: "no program" } as const;
      const second = attemptOf(fence, 2, { endedAt: at(9) });
      await store.runs.end(fence, { status, endedAt: at(9), attempt: second }, { actor: "w" });
      expect(await store.runs.record(fence.runId)).toMatchObject({
        ...{ run: { attempt: 2 }, attempts: [attemptOf(fence), second], metrics: [] },
      });
    });

    it("leaves a run that never had an attempt without one", async () => {
      const { store } = fresh;
      const run = await store.runs.create(newRun(1), at(0));
      const status = { state: "FAILED", reason: "UPSTREAM_FAILED", message: "no data" } as const;
      const ended = await store.runs.end(fenceOf(run), { status, endedAt: at(1) }, { actor: "w" });
      expect(await store.runs.record(run.id)).toEqual({
        ...{ run: { ...run, status, endedAt: at(1) }, attempts: [], metrics: [], outputs: [] },
      });
      expect(ended.run.attempt).toBe(0);
      expect(await store.runs.metricSummaries(run.id)).toEqual([]);
    });

    it("is final", async () => {
      const { store } = fresh;
      const fence = await claimedRun(store);
      const failed = { state: "FAILED", reason: "TIMED_OUT", message: "after 60 s" } as const;
      const { run, model } = await store.runs.end(fence, { status: failed, endedAt: at(9) }, { actor: "w" });
      expect([run.status, model]).toEqual([failed, undefined]);
      await expect(
        store.runs.end(fence, endingWithModel(1, newRun(1), "a"), { actor: "w" }),
      ).rejects.toMatchObject({ code: "MLX5020" });
      expect(
        await store.runs.claim(run.id, { worker: worker("v"), at: at(999), ttlSeconds: 60 }),
      ).toBeUndefined();
      expect(await store.runs.get(run.id)).toEqual(run);
      expect(await store.models.heads()).toEqual([]);
    });

    it("writes nothing of an ending that fails", async () => {
      const { store } = fresh;
      const first = await claimedRun(store);
      await store.runs.end(first, endingWithModel(1, newRun(1), "a"), { actor: "w" });
      const second = await claimedRun(store, newRun(2));
      const before = await store.runs.record(second.runId);
      const sameModelId: RunEnding = {
        ...endingWithModel(1, newRun(2), "a"),
        attempt: attemptOf(second),
        outputs: [{ channel: "c", artifact: { digest: digestOf("o"), files: 1, size: 1 }, path: "/o" }],
      };
      await expect(store.runs.end(second, sameModelId, { actor: "w" })).rejects.toThrow();
      expect(await store.runs.record(second.runId)).toEqual(before);
    });
  });
}
