import {
  type Address,
  type Approval,
  type Digest,
  digestOf,
  type Evaluation,
  formatAddress,
  type NewRun,
} from "@mlx/core";
import { describe, expect, it } from "vitest";
import { freshStore } from "./fresh-store.ts";
import {
  at,
  attemptOf,
  claimedRun,
  commitOf,
  datasetInput,
  externalVersion,
  newRun,
  put,
  trainedRun,
  uuid,
} from "./samples.ts";
import type { OpenFresh } from "./store-conformance.ts";

export function judgementsConformance(open: OpenFresh): void {
  describe("judgements", () => {
    const fresh = freshStore(open);
    const evaluation = (id: number, model: string, version: number): Evaluation => ({
      ...{ id: uuid(id, 0xf), model, version, against: 1, actor: "policy", at: at(id), verdict: "waiting" },
      policy: {
        ...{ alias: "champion", auto: true },
        gates: [{ type: "threshold", metric: "RMSE", op: "<=", value: 90000 }],
      },
      results: [
        {
          gate: { type: "threshold", metric: "RMSE", op: "<=", value: 90000 },
          ...{ verdict: "passed", detail: "RMSE 84289.2 <= 90000" },
        },
      ],
    });

    it("are kept in order, by model and version", async () => {
      const { models } = fresh.store;
      const all = [
        evaluation(1, "x", 1),
        evaluation(2, "x", 2),
        evaluation(3, "y", 1),
        evaluation(4, "x", 1),
      ];
      for (const one of all) await models.putEvaluation(one);
      await models.putEvaluation({ ...evaluation(1, "x", 1), verdict: "failed" });
      const [first, second, , fourth] = all;
      expect(await models.evaluations({ model: "x" }, { limit: 9 })).toEqual([fourth, second, first]);
      expect(await models.evaluations({ model: "x", version: 1 }, { limit: 1 })).toEqual([fourth]);
      const read = await models.evaluationsAfter(0, 9);
      expect(read.map((one) => one.evaluation)).toEqual(all);
      expect(await models.evaluationsAfter(read[1]?.seq ?? 0, 1)).toEqual([read[2]]);
    });

    it("have of one person's approvals the first", async () => {
      const { models } = fresh.store;
      const approval = (actor: string, more: Partial<Approval> = {}): Approval => ({
        ...{ model: "x", version: 1, alias: "champion", actor, at: at(1) },
        ...more,
      });
      const ada = approval("ada@host", { comment: "looks good" });
      await models.approve(ada);
      await models.approve(approval("bob@host"));
      await models.approve(approval("ada@host", { at: at(9), comment: "still" }));
      await models.approve(approval("ada@host", { version: 2 }));
      await models.approve(approval("ada@host", { alias: "canary" }));
      expect(await models.approvals("x", 1, "champion")).toEqual([ada, approval("bob@host")]);
    });

    it("go along when the model's instance moves", async () => {
      const { store } = fresh;
      await store.applies.commit(commitOf(0, [put(1, "a")]));
      await trainedRun(store, newRun(1), 1);
      await store.models.putEvaluation(evaluation(1, "a", 1));
      const approval = { model: "a", version: 1, alias: "champion", actor: "ada@host", at: at(1) };
      await store.models.approve(approval);
      await store.applies.commit(commitOf(1, [put(1, "b", { from: "a" })]));
      const moved = { ...evaluation(1, "a", 1), model: "b" };
      expect(await store.models.evaluations({ model: "b" }, { limit: 9 })).toEqual([moved]);
      expect((await store.models.evaluationsAfter(0, 9)).map((one) => one.evaluation)).toEqual([moved]);
      expect(await store.models.approvals("b", 1, "champion")).toEqual([{ ...approval, model: "b" }]);
      expect(await store.models.approvals("a", 1, "champion")).toEqual([]);
    });

    describe("by what was measured", () => {
      const dataset = (name: string): Address<"dataset"> => formatAddress({ kind: "dataset", name });
      const artifact = externalVersion(1, "x").artifact.digest;
      const spec = (number: number, model: Digest): NewRun => {
        const run = newRun(number, { task: "evaluate" });
        return {
          ...run,
          spec: {
            ...run.spec,
            inputs: datasetInput("data", "holdout"),
            model: { ref: "model/x@v1", artifact: model },
          },
        };
      };
      const evaluate = async (
        run: NewRun,
        fingerprint: string,
        value: number,
        state: "DONE" | "FAILED" = "DONE",
      ) => {
        const { runs } = fresh.store;
        const fence = await claimedRun(fresh.store, run);
        const step = run.chain === undefined ? {} : { step: 1 };
        const staged = { data: { fingerprint: digestOf(fingerprint), files: 1 } };
        await runs.putAttempt(fence, attemptOf(fence, 1, { ...step, staged }));
        await runs.appendMetrics(fence, 1, [{ name: "RMSE", value, step: 0, at: 1 }]);
        const status =
          state === "DONE"
            ? ({ state, reason: "OK" } as const)
            : ({ state, reason: "INTERNAL", message: "no" } as const);
        await runs.end(fence, { status, endedAt: at(9) }, { actor: "w" });
      };

      it("tells what evaluations of the artifact measured on the data, newest first", async () => {
        const { models } = fresh.store;
        await evaluate(spec(1, artifact), "old data", 3);
        await evaluate(spec(2, artifact), "data", Number.NaN);
        await evaluate(spec(3, digestOf("another model")), "data", 5);
        await evaluate(spec(4, artifact), "data", 6, "FAILED");
        await evaluate({ ...spec(5, artifact), task: "score" }, "data", 7);
        expect(await models.measuredOn(artifact, dataset("holdout"))).toEqual([
          { runId: uuid(2), fingerprint: digestOf("data"), metrics: { RMSE: Number.NaN } },
          { runId: uuid(1), fingerprint: digestOf("old data"), metrics: { RMSE: 3 } },
        ]);
        expect(await models.measuredOn(artifact, dataset("other"))).toEqual([]);
      });

      it("takes the step of a chain that evaluated, and no window of the data", async () => {
        const { runs, models } = fresh.store;
        const chained = spec(1, artifact);
        const step = { from: {}, passes: [], cache: false };
        const chain = [
          { ...step, task: "preprocess" as const, spec: newRun(1).spec },
          { ...step, task: "evaluate" as const, spec: chained.spec },
        ];
        await evaluate({ ...chained, chain }, "data", 4);
        const fence = await claimedRun(fresh.store, spec(2, artifact));
        const window = { start: at(0), end: at(1) };
        const staged = { data: { fingerprint: digestOf("cut"), files: 1, window, rows: 3 } };
        await runs.putAttempt(fence, attemptOf(fence, 1, { staged }));
        await runs.end(fence, { status: { state: "DONE", reason: "OK" }, endedAt: at(9) }, { actor: "w" });
        expect(await models.measuredOn(artifact, dataset("holdout"))).toEqual([
          { runId: uuid(1), fingerprint: digestOf("data"), metrics: { RMSE: 4 } },
        ]);
      });
    });
  });
}
