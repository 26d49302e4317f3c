import { type ChainStep, digestOf, type MetricPoint, type NewRun, type StepResult } from "@mlx/core";
import { describe, expect, it } from "vitest";
import { freshStore } from "./fresh-store.ts";
import { at, attemptOf, claimedRun, newRun, uuid, worker } from "./samples.ts";
import type { OpenFresh } from "./store-conformance.ts";

export function chainsConformance(open: OpenFresh): void {
  describe("runs of several steps", () => {
    const fresh = freshStore(open);
    const chain: readonly ChainStep[] = [
      { task: "preprocess", spec: newRun(1).spec, from: {}, passes: ["rows"], cache: true },
      {
        ...{ task: "train", spec: newRun(1).spec, passes: [], cache: false },
        from: { train: { task: "preprocess", output: "rows" } },
      },
      {
        ...{ task: "score", spec: newRun(1).spec, from: {}, passes: [], cache: false },
        when: { metric: "MAPE", op: "<", value: 0.1 },
      },
    ];
    const chained = (number: number, more: Partial<NewRun> = {}) => newRun(number, { chain, ...more });
    const artifact = (of: string) => ({ digest: digestOf(of), files: 1, size: 1 });
    const result: StepResult = {
      ...{ model: artifact("model"), signature: { inputs: [] }, plots: artifact("plots") },
      outputs: { rows: artifact("rows") },
    };
    const point = (name: string, value: number): MetricPoint => ({ name, value, step: 0, at: 1 });

    it("keep their chain, their tags and what they repeat", async () => {
      const { runs } = fresh.store;
      const whole = chained(1, { tags: { team: "retail", Ünï: "\u{1f600}" }, exact: { of: uuid(9) } });
      const made = await runs.create(whole, at(0));
      expect(made).toMatchObject(whole);
      expect(await runs.get(uuid(1))).toEqual(made);
      const simple = await runs.create(newRun(2), at(0));
      for (const absent of ["chain", "tags", "exact"]) expect(simple).not.toHaveProperty(absent);
    });

    it("keep of each attempt which step it tries and what it left", async () => {
      const { runs } = fresh.store;
      const fence = await claimedRun(fresh.store, chained(1));
      const first = attemptOf(fence, 1, { step: 0, left: { outputs: {}, skipped: "as in run 1a2b3c4d" } });
      const second = attemptOf(fence, 2, { step: 1, left: result });
      await runs.putAttempt(fence, attemptOf(fence, 1, { step: 0 }));
      await runs.putAttempt(fence, first);
      await runs.putAttempt(fence, second);
      const data = { task: "preprocess", outcome: "skipped", reason: "as in run 1a2b3c4d" };
      await runs.appendEvent(fence, { at: at(2), actor: "w", type: "step", data });
      expect((await runs.record(uuid(1)))?.attempts).toEqual([first, second]);
      expect((await runs.events(uuid(1))).at(-1)).toMatchObject({ type: "step", data });
    });

    it("show the metrics of each step's newest attempt, of one name those of the latest step", async () => {
      const { runs } = fresh.store;
      const fence = await claimedRun(fresh.store, chained(1));
      const steps = [0, 1, 1, 2];
      for (const [index, step] of steps.entries()) {
        const number = index + 1;
        await runs.putAttempt(fence, attemptOf(fence, number, { step }));
        const more = { 1: ["rows"], 2: ["RMSE", "lost"], 3: ["RMSE"], 4: ["scored"] }[number] ?? [];
        await runs.appendMetrics(
          fence,
          number,
          [...more, "seconds"].map((name) => point(name, number)),
        );
      }
      const expected = [
        ["RMSE", 3],
        ["rows", 1],
        ["scored", 4],
        ["seconds", 4],
      ];
      const shown = (metrics: readonly { readonly name: string; readonly last: number }[]) =>
        metrics.map(({ name, last }) => [name, last]);
      expect(shown(await runs.metricSummaries(uuid(1)))).toEqual(expected);
      await runs.create(newRun(2), at(3));
      const [simple, record] = await runs.list({}, { limit: 9 });
      expect([simple?.metrics, shown(record?.metrics ?? [])]).toEqual([[], expected]);
      expect(shown(await runs.metricSummaries(uuid(1), 2))).toEqual([
        ["RMSE", 2],
        ["lost", 2],
        ["seconds", 2],
      ]);
      expect(await runs.metricPoints(uuid(1), "seconds")).toEqual([point("seconds", 4)]);
      expect(await runs.metricPoints(uuid(1), "seconds", 1)).toEqual([point("seconds", 1)]);
      expect(await runs.metricPoints(uuid(1), "lost")).toEqual([]);
    });

    it("remember what a step came to, of the newest run", async () => {
      const { runs } = fresh.store;
      const key = digestOf("key");
      expect(await runs.cachedStep(key)).toBeUndefined();
      const first = await claimedRun(fresh.store, chained(1));
      const second = await claimedRun(fresh.store, chained(2));
      await runs.putCachedStep(second, key, { outputs: {} });
      await runs.putCachedStep(second, key, result);
      await runs.putCachedStep(first, key, { outputs: {} });
      expect(await runs.cachedStep(key)).toEqual({ runId: uuid(2), result });
      const stale = { ...first, epoch: 9 };
      await expect(runs.putCachedStep(stale, key, result)).rejects.toMatchObject({ code: "MLX5020" });
      const other = await fresh.opened.another?.("other");
      expect(await other?.runs.cachedStep(key)).toBeUndefined();
      const failed = { state: "FAILED", reason: "INTERNAL", message: "no" } as const;
      for (const fence of [first, second])
        await runs.end(fence, { status: failed, endedAt: at(9) }, { actor: "w" });
      await runs.remove([uuid(2)]);
      expect(await runs.cachedStep(key)).toEqual({ runId: uuid(1), result: { outputs: {} } });
    });

    it("end with their plots", async () => {
      const { runs } = fresh.store;
      const fence = await claimedRun(fresh.store, chained(1));
      const status = { state: "DONE", reason: "OK" } as const;
      await runs.end(fence, { status, endedAt: at(9), plots: artifact("plots") }, { actor: "w" });
      expect((await runs.record(uuid(1)))?.plots).toEqual(artifact("plots"));
    });

    it("have all that their steps left referred to, while they are kept", async () => {
      const { store } = fresh;
      const { runs } = store;
      const spec = { ...newRun(1).spec, source: digestOf("source of a step") };
      const model = { ref: "model/x@v1", artifact: digestOf("loaded by a step") };
      const [first, second] = chain;
      if (first === undefined || second === undefined) throw new TypeError("no steps");
      const steps = [
        { ...first, spec },
        { ...second, spec: { ...second.spec, model } },
      ];
      const fence = await claimedRun(store, newRun(1, { chain: steps }));
      await runs.putAttempt(fence, attemptOf(fence, 1, { step: 0, left: result }));
      await runs.putCachedStep(fence, digestOf("key"), { outputs: { rows: artifact("cached") } });
      const names = ["source of a step", "loaded by a step", "model", "plots", "rows", "cached"];
      expect([...(await store.referencedArtifacts())].sort()).toEqual(names.map(digestOf).sort());
      const status = { state: "DONE", reason: "OK" } as const;
      const ending = { status, endedAt: at(9), plots: artifact("plots of the run") };
      await runs.end(fence, ending, { actor: worker("w").id });
      expect([...(await store.referencedArtifacts())].sort()).toEqual(
        [...names, "plots of the run"].map(digestOf).sort(),
      );
      await runs.remove([uuid(1)]);
      expect(await store.referencedArtifacts()).toEqual(new Set());
    });
  });
}
