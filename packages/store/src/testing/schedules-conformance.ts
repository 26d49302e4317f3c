import type { ResourceWrite, Schedule, Store } from "@mlx/core";
import { describe, expect, it } from "vitest";
import { freshStore } from "./fresh-store.ts";
import { at, commitOf, everyHour, experiment, putExperiment, removeExperiment, uuid } from "./samples.ts";
import type { OpenFresh } from "./store-conformance.ts";

export function schedulesConformance(open: OpenFresh): void {
  describe("schedules", () => {
    const fresh = freshStore(open);
    /** At serial n, which is at second n + 1. */
    const apply = (store: Store, serial: number, ...writes: readonly ResourceWrite[]) =>
      store.applies.commit(commitOf(serial, writes));
    const made = (id: number, name: string, seconds: number, more: Partial<Schedule> = {}): Schedule => ({
      ...{ id: uuid(id), experiment: experiment(name), spec: everyHour, enabled: true },
      ...{ anchor: at(seconds), lastEvaluated: at(seconds), wakeAt: at(seconds) },
      ...more,
    });
    /** Looks at the schedule at the second; it wakes again at 9999. */
    const look = (store: Store, id: number, seconds: number) =>
      store.schedules.evaluate([uuid(id)], at(seconds), () => ({
        ...{ lastEvaluated: at(seconds), wakeAt: at(9999), ticks: [], runs: [], replaced: [] },
      }));

    it("come and go with their experiments", async () => {
      const { store } = fresh;
      await apply(store, 0, putExperiment(1, "x", { schedule: {} }), putExperiment(2, "a", { schedule: {} }));
      expect(await store.schedules.list()).toEqual([made(2, "a", 1), made(1, "x", 1)]);
      expect(await store.schedules.get(experiment("x"))).toEqual(made(1, "x", 1));
      await apply(store, 1, putExperiment(3, "later"));
      expect(await store.schedules.get(experiment("later"))).toBeUndefined();
      await apply(store, 2, putExperiment(3, "later", { schedule: {} }), putExperiment(1, "x"));
      expect(await store.schedules.list()).toEqual([made(2, "a", 1), made(3, "later", 3)]);
      await apply(store, 3, removeExperiment("a"), removeExperiment("later"));
      expect(await store.schedules.list()).toEqual([]);
    });

    it("are new where an experiment takes the place of another", async () => {
      const { store } = fresh;
      await apply(store, 0, putExperiment(1, "x", { schedule: {} }));
      await apply(store, 1, removeExperiment("x"), putExperiment(2, "x", { schedule: {} }));
      expect(await store.schedules.list()).toEqual([made(2, "x", 2)]);
    });

    it("go along when their experiments move, also when these change places", async () => {
      const { store } = fresh;
      await apply(store, 0, putExperiment(1, "x", { schedule: {} }), putExperiment(2, "y", { schedule: {} }));
      await look(store, 1, 5);
      await apply(
        store,
        1,
        putExperiment(1, "y", { schedule: {}, from: "x" }),
        putExperiment(2, "x", { schedule: {}, from: "y" }),
      );
      expect(await store.schedules.list()).toEqual([
        made(2, "x", 1, { wakeAt: at(2) }),
        made(1, "y", 1, { lastEvaluated: at(5), wakeAt: at(2) }),
      ]);
    });

    it.each([
      ["cron", { cron: ["5 * * * *"] }, true],
      ["timezone", { timezone: "Europe/Berlin" }, true],
      ["startTime", { startTime: "2026-01-01" }, true],
      ["dst", { dst: { gap: "skip", overlap: "first" } }, true],
      ["endTime", { endTime: "2027-01-01" }, false],
      ["catchUp", { catchUp: "all" }, false],
      ["concurrency", { concurrency: "allow", maxConcurrent: 3 }, false],
      ["jitter", { jitterSeconds: 30 }, false],
    ] as const)("counts from the apply, or on, when %s changes", async (_, schedule, anew) => {
      const { store } = fresh;
      await apply(store, 0, putExperiment(1, "x", { schedule: {} }));
      await look(store, 1, 1);
      await apply(store, 1, putExperiment(1, "x", { schedule }));
      const spec = { ...everyHour, ...schedule };
      expect(await store.schedules.list()).toEqual([made(1, "x", anew ? 2 : 1, { spec, wakeAt: at(2) })]);
    });

    it("are looked at anew when anything else of the experiment changes", async () => {
      const { store } = fresh;
      await apply(store, 0, putExperiment(1, "x", { schedule: {} }), putExperiment(2, "y", { schedule: {} }));
      for (const id of [1, 2]) await look(store, id, 1);
      expect(await store.schedules.nextWake()).toBe(at(9999));
      await apply(store, 1, putExperiment(1, "x", { schedule: {}, seed: 2 }));
      expect(await store.schedules.list()).toEqual([
        made(1, "x", 1, { wakeAt: at(2) }),
        made(2, "y", 1, { wakeAt: at(9999) }),
      ]);
    });

    it("count from the apply that switches them on", async () => {
      const { store } = fresh;
      await apply(store, 0, putExperiment(1, "x", { schedule: { suspend: true } }));
      await apply(store, 1, putExperiment(1, "x", { schedule: {} }));
      expect(await store.schedules.list()).toEqual([made(1, "x", 2)]);
      await apply(store, 2, putExperiment(1, "x", { schedule: {}, enabled: false }));
      expect(await store.schedules.list()).toEqual([made(1, "x", 2, { enabled: false, wakeAt: at(3) })]);
      await apply(store, 3, putExperiment(1, "x", { schedule: {} }));
      expect(await store.schedules.list()).toEqual([made(1, "x", 4)]);
    });

    it("are paused, and count from when they are resumed", async () => {
      const { store } = fresh;
      await apply(store, 0, putExperiment(1, "x", { schedule: {} }));
      const x = experiment("x");
      const paused = { at: at(5), actor: "ada@host", reason: "broken source" };
      const { wakeAt: _, ...asleep } = made(1, "x", 1, { paused });
      expect(await store.schedules.pause(x, paused)).toEqual(asleep);
      expect(await store.schedules.pause(x, { at: at(6), actor: "bob@host" })).toEqual(asleep);
      expect(await store.schedules.due(at(99), 10)).toEqual([]);
      await apply(store, 1, putExperiment(1, "x", { schedule: {}, seed: 2 }));
      expect(await store.schedules.get(x)).toEqual(asleep);
      expect(await store.schedules.resume(x, at(7))).toEqual(made(1, "x", 7));
      expect(await store.schedules.resume(x, at(8))).toEqual(made(1, "x", 7));
      expect(await store.schedules.list()).toEqual([made(1, "x", 7)]);
      for (const change of [
        () => store.schedules.pause(experiment("y"), paused),
        () => store.schedules.resume(experiment("y"), at(8)),
      ])
        await expect(change()).rejects.toMatchObject({ code: "MLX5023" });
    });

    it("are due by when they wake, the longest first", async () => {
      const { store, opened } = fresh;
      expect(await store.schedules.nextWake()).toBeUndefined();
      const wakes = [30, 10, 20, undefined];
      const writes = wakes.map((_, index) => putExperiment(index + 1, `x${index + 1}`, { schedule: {} }));
      await apply(store, 0, ...writes);
      for (const [index, seconds] of wakes.entries())
        await store.schedules.evaluate([uuid(index + 1)], at(2), ({ schedule }) => ({
          ...{ lastEvaluated: schedule.lastEvaluated, ticks: [], runs: [], replaced: [] },
          ...(seconds === undefined ? {} : { wakeAt: at(seconds) }),
        }));
      const due = async (seconds: number, limit = 10) =>
        (await store.schedules.due(at(seconds), limit)).map(({ id }) => id);
      expect(await store.schedules.nextWake()).toBe(at(10));
      expect(await due(9)).toEqual([]);
      expect(await due(20)).toEqual([uuid(2), uuid(3)]);
      expect(await due(99)).toEqual([uuid(2), uuid(3), uuid(1)]);
      expect(await due(99, 1)).toEqual([uuid(2)]);
      const other = await opened.another?.("other");
      expect((await other?.schedules.list()) ?? []).toEqual([]);
      expect(await other?.schedules.nextWake()).toBeUndefined();
    });
  });
}
