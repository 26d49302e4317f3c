import type { NewRun, Store } from "@mlx/core";
import { describe, expect, it } from "vitest";
import { freshStore } from "./fresh-store.ts";
import { at, experiment, fenceOf, newRun, uuid, worker } from "./samples.ts";
import type { OpenFresh } from "./store-conformance.ts";

export function overlapConformance(open: OpenFresh): void {
  describe("runs: waiting for others of the experiment", () => {
    const fresh = freshStore(open);
    const runOf = (number: number, overlapLimit?: number): NewRun =>
      newRun(number, {
        experiment: experiment("x"),
        ...(overlapLimit === undefined ? {} : { overlapLimit }),
      });
    const reasons = async (store: Store, ...numbers: readonly number[]) =>
      Promise.all(
        numbers.map(async (number) => {
          const status = (await store.runs.get(uuid(number)))?.status;
          return status === undefined || !("reason" in status) ? status?.state : status.reason;
        }),
      );
    const cancel = (store: Store, number: number) =>
      store.runs.requestStop(uuid(number), { reason: "CANCELLED", actor: "bob@host", at: at(9) });

    it("is made waiting while as many are under way, and queued in the order of creation", async () => {
      const { store } = fresh;
      await store.runs.create(newRun(9, { experiment: experiment("y") }), at(0));
      const made = await store.runs.createMany([runOf(1, 2), runOf(2, 2), runOf(3, 2), runOf(4, 2)], at(0));
      expect(made.map(({ status }) => status)).toEqual([
        ...[
          { state: "PENDING", reason: "QUEUED" },
          { state: "PENDING", reason: "QUEUED" },
        ],
        ...[
          { state: "PENDING", reason: "WAITING_OVERLAP" },
          { state: "PENDING", reason: "WAITING_OVERLAP" },
        ],
      ]);
      expect((await store.runs.events(uuid(3)))[0]).toMatchObject({ reason: "WAITING_OVERLAP" });
      await cancel(store, 1);
      expect(await reasons(store, 2, 3, 4)).toEqual(["QUEUED", "QUEUED", "WAITING_OVERLAP"]);
      expect((await store.runs.events(uuid(3))).at(-1)).toMatchObject({
        ...{ type: "status", from: "PENDING", to: "PENDING", reason: "QUEUED" },
        ...{ at: at(9), actor: "bob@host" },
      });
      await cancel(store, 2);
      expect(await reasons(store, 3, 4)).toEqual(["QUEUED", "QUEUED"]);
    });

    it("is not to be claimed, and is queued when the run before it ends", async () => {
      const { store } = fresh;
      await store.runs.createMany([runOf(1), runOf(2, 1)], at(0));
      const claim = { worker: worker("w"), at: at(1), ttlSeconds: 60 };
      const first = await store.runs.claim(uuid(1), claim);
      expect(await store.runs.claim(uuid(2), claim)).toBeUndefined();
      expect(await store.runs.claimNext({ ...claim, capacity: {}, limit: 9 })).toEqual([]);
      if (first === undefined) throw new TypeError("not claimed");
      const retry = { state: "RETRY", reason: "OOM_KILLED", message: "oom", nextAttemptAt: at(5) } as const;
      await store.runs.transition(fenceOf(first), retry, { at: at(2), actor: "w" });
      expect(await reasons(store, 2)).toEqual(["WAITING_OVERLAP"]);
      const [again] = await store.runs.claimNext({ ...claim, at: at(5), capacity: {}, limit: 9 });
      expect(again?.id).toBe(uuid(1));
      const ending = { status: { state: "DONE", reason: "OK" }, endedAt: at(6) } as const;
      await store.runs.end({ runId: uuid(1), epoch: 2 }, ending, { actor: "w" });
      expect(await reasons(store, 2)).toEqual(["QUEUED"]);
      const next = await store.runs.claimNext({ ...claim, at: at(7), capacity: {}, limit: 9 });
      expect(next.map(({ id }) => id)).toEqual([uuid(2)]);
    });

    it("does not overtake one that waits, and lets nobody wait when it is cancelled", async () => {
      const { store } = fresh;
      await store.runs.createMany([runOf(1), runOf(2, 1), runOf(3, 5), runOf(4)], at(0));
      expect(await reasons(store, 2, 3, 4)).toEqual(["WAITING_OVERLAP", "WAITING_OVERLAP", "QUEUED"]);
      await cancel(store, 2);
      expect(await reasons(store, 3)).toEqual(["QUEUED"]);
    });

    it("counts no backfill, and those by hand only where it says so", async () => {
      const { store } = fresh;
      const of = (number: number, trigger: NewRun["trigger"], more: Partial<NewRun> = {}) =>
        newRun(number, { experiment: experiment("x"), trigger, ...more });
      const ofSchedules = { overlapLimit: 1, overlapOf: "schedule" } as const;
      await store.runs.createMany([of(1, "backfill"), of(2, "schedule", { overlapLimit: 1 })], at(0));
      expect(await reasons(store, 1, 2)).toEqual(["QUEUED", "QUEUED"]);
      await cancel(store, 2);
      await store.runs.createMany(
        [of(3, "manual"), of(4, "schedule", ofSchedules), of(5, "schedule", ofSchedules)],
        at(1),
      );
      expect(await reasons(store, 4, 5)).toEqual(["QUEUED", "WAITING_OVERLAP"]);
      expect(await store.runs.get(uuid(5))).toMatchObject(ofSchedules);
      await cancel(store, 4);
      expect(await reasons(store, 5)).toEqual(["QUEUED"]);
      await store.runs.create(of(6, "schedule", { overlapLimit: 2, overlapOf: "all" }), at(2));
      expect(await reasons(store, 6)).toEqual(["WAITING_OVERLAP"]);
      await cancel(store, 1);
      expect(await reasons(store, 6)).toEqual(["WAITING_OVERLAP"]);
      await cancel(store, 3);
      expect(await reasons(store, 6)).toEqual(["QUEUED"]);
    });

    it("counts those that are made again once", async () => {
      const { store } = fresh;
      const run = await store.runs.create(runOf(1, 1), at(0));
      expect(await store.runs.createMany([runOf(1, 1), runOf(1, 1)], at(1))).toEqual([run, run]);
      expect(await reasons(store, 1)).toEqual(["QUEUED"]);
    });
  });
}
