import { InternalError, type MetricPoint, type RunFence, type Store } from "@mlx/core";
import { describe, expect, it } from "vitest";
import { freshStore } from "./fresh-store.ts";
import { attemptOf, claimedRun, newRun } from "./samples.ts";
import type { OpenFresh } from "./store-conformance.ts";

export function metricsConformance(open: OpenFresh): void {
  describe("metrics", () => {
    const fresh = freshStore(open);
    const points = (...values: readonly (readonly [step: number, value: number, at?: number])[]) =>
      values.map(([step, value, at = step]): MetricPoint => ({ name: "loss", value, step, at }));

    it("keeps points in order of steps, with a summary", async () => {
      const { store } = fresh;
      const fence = await startedRun(store);
      await store.runs.appendMetrics(fence, 1, points([2, 4], [1, 8]));
      await store.runs.appendMetrics(fence, 1, points([3, 6]));
      await store.runs.appendMetrics(fence, 1, [{ name: "auc", value: 0.5, step: 1, at: 9 }]);
      await store.runs.appendMetrics(fence, 1, []);
      expect(await store.runs.metricPoints(fence.runId, "loss")).toEqual(points([1, 8], [2, 4], [3, 6]));
      expect(await store.runs.metricPoints(fence.runId, "none")).toEqual([]);
      expect(await store.runs.metricSummaries(fence.runId)).toEqual([
        { name: "auc", last: 0.5, min: 0.5, max: 0.5, count: 1, firstAt: 9, lastAt: 9 },
        { name: "loss", last: 6, min: 4, max: 8, count: 3, firstAt: 1, lastAt: 3 },
      ]);
    });

    it("lets the later of one step win, in the summary too", async () => {
      const { store } = fresh;
      const fence = await startedRun(store);
      await store.runs.appendMetrics(fence, 1, points([1, 100], [2, 5], [3, -100], [3, 1]));
      await store.runs.appendMetrics(fence, 1, points([1, 2, 9]));
      expect(await store.runs.metricPoints(fence.runId, "loss")).toEqual(points([1, 2, 9], [2, 5], [3, 1]));
      expect(await store.runs.metricSummaries(fence.runId)).toEqual([
        { name: "loss", last: 2, min: 1, max: 5, count: 3, firstAt: 2, lastAt: 9 },
      ]);
    });

    it("is not changed by points that are appended again", async () => {
      const { store } = fresh;
      const fence = await startedRun(store);
      const all = points([1, 3], [2, Number.NaN], [3, 2], [4, 7]);
      await store.runs.appendMetrics(fence, 1, all);
      const before = await store.runs.record(fence.runId);
      await store.runs.appendMetrics(fence, 1, all.slice(0, 2));
      await store.runs.appendMetrics(fence, 1, all);
      expect(await store.runs.record(fence.runId)).toEqual(before);
      expect(await store.runs.metricPoints(fence.runId, "loss")).toEqual(all);
    });

    it("keeps values that are not finite, apart from min and max", async () => {
      const { store } = fresh;
      const fence = await startedRun(store);
      const odd = points([1, Number.NaN], [2, Number.POSITIVE_INFINITY], [3, Number.NEGATIVE_INFINITY]);
      await store.runs.appendMetrics(fence, 1, odd);
      expect(await store.runs.metricPoints(fence.runId, "loss")).toEqual(odd);
      expect(await store.runs.metricSummaries(fence.runId)).toEqual([
        {
          name: "loss",
          last: Number.NEGATIVE_INFINITY,
          min: Number.NaN,
          max: Number.NaN,
          count: 3,
          firstAt: 1,
          lastAt: 3,
        },
      ]);
      await store.runs.appendMetrics(fence, 1, points([4, 1e-300], [5, Number.NaN]));
      expect(await store.runs.metricSummaries(fence.runId)).toMatchObject([
        { last: Number.NaN, min: 1e-300, max: 1e-300, count: 5 },
      ]);
      await store.runs.appendMetrics(fence, 1, points([4, 2]));
      expect(await store.runs.metricSummaries(fence.runId)).toMatchObject([{ min: 2, max: 2, count: 5 }]);
    });

    it("shows those of the newest attempt alone", async () => {
      const { store } = fresh;
      const fence = await startedRun(store);
      const seen = async () => {
        const { metrics } = (await store.runs.record(fence.runId)) ?? {};
        const [listed] = await store.runs.list({}, { limit: 1 });
        const summaries = await store.runs.metricSummaries(fence.runId);
        expect([metrics, listed?.metrics]).toEqual([summaries, summaries]);
        return { summaries, points: await store.runs.metricPoints(fence.runId, "loss") };
      };
      await store.runs.appendMetrics(fence, 1, points([1, 9], [2, 1]));
      await store.runs.appendMetrics(fence, 1, [{ name: "auc", value: 0.5, step: 1, at: 9 }]);
      expect((await seen()).summaries.map(({ name }) => name)).toEqual(["auc", "loss"]);
      await store.runs.putAttempt(fence, attemptOf(fence, 2));
      expect(await seen()).toEqual({ summaries: [], points: [] });
      await store.runs.appendMetrics(fence, 2, points([1, 5]));
      const second = {
        summaries: [{ name: "loss", last: 5, min: 5, max: 5, count: 1, firstAt: 1, lastAt: 1 }],
        points: points([1, 5]),
      };
      expect(await seen()).toEqual(second);
      await store.runs.appendMetrics(fence, 1, points([1, 7], [3, 0]));
      expect(await seen()).toEqual(second);
    });

    it("lists each run with its own newest attempt's", async () => {
      const { store } = fresh;
      for (const number of [1, 2]) {
        const fence = await claimedRun(store, newRun(number));
        for (let attempt = 1; attempt <= number; attempt++) {
          await store.runs.putAttempt(fence, attemptOf(fence, attempt));
          await store.runs.appendMetrics(fence, attempt, points([1, 10 * number + attempt]));
        }
      }
      await claimedRun(store, newRun(3));
      const records = await store.runs.list({}, { limit: 3 });
      expect(records.map(({ metrics }) => metrics.map(({ last }) => last))).toEqual([[], [22], [11]]);
    });

    it("are of an attempt that there is", async () => {
      const { store } = fresh;
      const fence = await claimedRun(store);
      for (const attempt of [0, 1])
        await expect(store.runs.appendMetrics(fence, attempt, points([1, 1]))).rejects.toBeInstanceOf(
          InternalError,
        );
      expect(await store.runs.metricSummaries(fence.runId)).toEqual([]);
      expect((await store.runs.record(fence.runId))?.metrics).toEqual([]);
    });

    it("have a step and a time", async () => {
      const { store } = fresh;
      const fence = await startedRun(store);
      for (const wrong of [{ step: Number.NaN }, { at: Number.POSITIVE_INFINITY }])
        await expect(
          store.runs.appendMetrics(fence, 1, [{ name: "loss", value: 1, step: 1, at: 1, ...wrong }]),
        ).rejects.toBeInstanceOf(InternalError);
      expect(await store.runs.metricSummaries(fence.runId)).toEqual([]);
    });

    it("takes 100,000 points in batches", async () => {
      const { store } = fresh;
      const fence = await startedRun(store);
      for (let start = 0; start < 100_000; start += 5000)
        await store.runs.appendMetrics(
          fence,
          1,
          points(...Array.from({ length: 5000 }, (_, index) => [start + index, -index] as const)),
        );
      expect(await store.runs.metricSummaries(fence.runId)).toEqual([
        { name: "loss", last: -4999, min: -4999, max: 0, count: 100_000, firstAt: 0, lastAt: 99_999 },
      ]);
      expect(await store.runs.metricPoints(fence.runId, "loss")).toHaveLength(100_000);
    });
  });
}

/** A claimed run whose first attempt is under way. */
async function startedRun(store: Store): Promise<RunFence> {
  const fence = await claimedRun(store);
  await store.runs.putAttempt(fence, attemptOf(fence));
  return fence;
}
