import { describe, expect, it } from "vitest";
import { freshStore } from "./fresh-store.ts";
import { at, claimedRun, commitOf, experiment, newRun, putExperiment, trainedRun, uuid } from "./samples.ts";
import type { OpenFresh } from "./store-conformance.ts";

export function runFiguresConformance(open: OpenFresh): void {
  describe("runs: figures, filters and events of all", () => {
    const fresh = freshStore(open);
    const x = experiment("x");

    it("keeps all that a run was made with", async () => {
      const { store } = fresh;
      const whole = newRun(1, {
        ...{ trigger: "backfill", experiment: x, priority: -3, slots: { cpus: 0.5, licence: 2 } },
        ...{ limits: { "backfill/b": 4 }, readyAt: at(7), overlapLimit: 2, scheduledAt: at(3600) },
        ...{ window: { start: at(0), end: at(3600) }, rerunOf: uuid(9), backfill: "b" },
      });
      const run = await store.runs.create(whole, at(1));
      expect(run).toEqual({
        ...{ ...whole, status: { state: "PENDING", reason: "QUEUED" }, desired: "RUN", attempt: 0 },
        ...{ forgivenAttempts: 0, epoch: 0, createdAt: at(1) },
      });
      expect(await store.runs.createMany([newRun(2), whole, newRun(3)], at(9))).toEqual([
        ...[await store.runs.get(uuid(2)), run, await store.runs.get(uuid(3))],
      ]);
      expect(await store.runs.createMany([], at(9))).toEqual([]);
    });

    it("filters by trigger, backfill and time of creation", async () => {
      const { store } = fresh;
      await store.runs.create(newRun(1, { trigger: "backfill", backfill: "b" }), at(1));
      await store.runs.create(newRun(2, { trigger: "schedule", experiment: x }), at(2));
      await store.runs.create(newRun(3, { trigger: "backfill", backfill: "c", experiment: x }), at(3));
      await store.runs.create(newRun(4), at(4));
      const list = async (filter: Parameters<typeof store.runs.list>[0], limit = 9) =>
        (await store.runs.list(filter, { limit })).map(({ run }) => Number.parseInt(run.id.slice(-4), 16));
      expect(await list({ triggers: ["backfill", "schedule"] })).toEqual([3, 2, 1]);
      expect(await list({ triggers: ["backfill"], experiment: x })).toEqual([3]);
      expect(await list({ triggers: [] })).toEqual([]);
      expect(await list({ backfill: "b" })).toEqual([1]);
      expect(await list({ backfill: "b", experiment: x })).toEqual([]);
      expect(await list({ since: at(2), until: at(4) })).toEqual([3, 2]);
      expect(await list({ since: at(2) }, 2)).toEqual([4, 3]);
      expect((await store.runs.list({ since: at(2) }, { limit: 9, before: uuid(3) })).length).toBe(1);
    });

    it("counts runs by state and reason", async () => {
      const { store } = fresh;
      expect(await store.runs.counts()).toEqual([]);
      await store.runs.createMany([newRun(1), newRun(2), newRun(3)], at(0));
      await claimedRun(store, newRun(4));
      await store.runs.requestStop(uuid(3), { reason: "CANCELLED", actor: "a", at: at(5) });
      expect(await store.runs.counts()).toEqual([
        { state: "ABORTED", reason: "CANCELLED", count: 1 },
        { state: "PENDING", reason: "QUEUED", count: 2 },
        { state: "RUNNING", count: 1 },
      ]);
    });

    it("tells how long the newest successful runs of an experiment ran", async () => {
      const { store } = fresh;
      for (const [number, seconds, state] of [
        [1, 11, "DONE"],
        [2, 21.5, "DONE"],
        [3, 31, "ABORTED"],
        [4, 41, "DONE"],
      ] as const) {
        const status =
          state === "DONE" ? ({ state, reason: "OK" } as const) : ({ state, reason: "CANCELLED" } as const);
        const fence = await claimedRun(
          store,
          newRun(number, { experiment: experiment(number === 4 ? "y" : "x") }),
        );
        await store.runs.end(fence, { status, endedAt: at(seconds) }, { actor: "w" });
      }
      expect(await store.runs.durations(x, 9)).toEqual([20.5, 10]);
      expect(await store.runs.durations(x, 1)).toEqual([20.5]);
    });

    it("finds an experiment's runs by their nominal time, also where it moved", async () => {
      const { store } = fresh;
      await store.applies.commit(commitOf(0, [putExperiment(1, "x")]));
      const scheduled = (number: number, seconds: number) =>
        newRun(number, { experiment: x, scheduledAt: at(seconds) });
      await store.runs.createMany([scheduled(1, 30), scheduled(2, 10), scheduled(3, 20)], at(0));
      await store.runs.create(newRun(4, { experiment: x }), at(0));
      await store.applies.commit(commitOf(1, [putExperiment(1, "y", { from: "x" })]));
      const status = { state: "PENDING", reason: "QUEUED" };
      expect(await store.runs.scheduledRuns(experiment("y"), { from: at(10), until: at(20) })).toEqual([
        { id: uuid(2), status, scheduledAt: at(10) },
        { id: uuid(3), status, scheduledAt: at(20) },
      ]);
      expect(await store.runs.scheduledRuns(x, { from: at(0), until: at(99) })).toEqual([]);
    });

    it("tells the events of all runs in order, with their runs as they are now", async () => {
      const { store, opened } = fresh;
      const other = await opened.another?.("other");
      await other?.runs.create(newRun(9), at(0));
      await trainedRun(store, newRun(1), 1);
      await store.runs.create(newRun(2), at(20));
      const all = await store.runs.eventsAfter(0, 100);
      const [first, second] = [await store.runs.get(uuid(1)), await store.runs.get(uuid(2))];
      const events = [...(await store.runs.events(uuid(1))), ...(await store.runs.events(uuid(2)))];
      expect(all).toEqual(
        events.map((event) =>
          event.runId === uuid(1) ? { event, run: first, model: "model/a@v1" } : { event, run: second },
        ),
      );
      expect(all.map(({ event }) => event.type)).toEqual(["created", "claimed", "status", "created"]);
      expect(await store.runs.eventsAfter(all[0]?.event.seq ?? 0, 2)).toEqual(all.slice(1, 3));
      expect(await store.runs.eventsAfter(all[3]?.event.seq ?? 0, 2)).toEqual([]);
    });
  });
}
