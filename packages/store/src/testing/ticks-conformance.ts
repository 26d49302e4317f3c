import { InternalError, type NewRun, type NewTick, type ScheduleDecision, type ScheduleNow } from "@mlx/core";
import { describe, expect, it } from "vitest";
import { freshStore } from "./fresh-store.ts";
import { at, commitOf, experiment, newRun, putExperiment, uuid, worker } from "./samples.ts";
import type { OpenFresh } from "./store-conformance.ts";

export function ticksConformance(open: OpenFresh): void {
  describe("schedules: evaluation and ticks", () => {
    const fresh = freshStore(open);
    const applied = async () => {
      const { store } = fresh;
      const writes = [1, 2].map((id) => putExperiment(id, `x${id}`, { schedule: {} }));
      await store.applies.commit(commitOf(0, writes));
      return store;
    };
    const runOf = (number: number, name: string, more: Partial<NewRun> = {}): NewRun =>
      newRun(number, { trigger: "schedule", actor: "schedule", experiment: experiment(name), ...more });
    const fired = (seconds: number, number: number): NewTick => ({
      ...{ nominal: at(seconds), outcome: "FIRED", runId: uuid(number), evaluatedAt: at(seconds) },
    });
    const decided = (seconds: number, more: Partial<ScheduleDecision> = {}): ScheduleDecision => ({
      ...{ lastEvaluated: at(seconds), wakeAt: at(seconds + 60), ticks: [], runs: [], replaced: [] },
      ...more,
    });

    it("writes what was decided, and tells the decision all of one moment", async () => {
      const store = await applied();
      await store.runs.create(runOf(8, "x1", { trigger: "manual" }), at(2));
      await store.runs.create(runOf(9, "x1", { overlapLimit: 1 }), at(2));
      await store.runs.claim(uuid(8), { worker: worker("w"), at: at(3), ttlSeconds: 60 });
      const seen: ScheduleNow[] = [];
      const [before] = await store.schedules.list();
      const run = runOf(1, "x1", { window: { start: at(0), end: at(60) }, scheduledAt: at(60) });
      const range = { until: at(50), count: 5 };
      const coalesced = { nominal: at(10), range, outcome: "COALESCED", evaluatedAt: at(60) } as const;
      const [first, second, ...rest] = await store.schedules.evaluate([uuid(1), uuid(2)], at(60), (now) => {
        seen.push(now);
        if (now.schedule.id === uuid(2)) return decided(60, { ticks: [] });
        return decided(60, { ticks: [coalesced, fired(60, 1)], runs: [run] });
      });
      expect(rest).toEqual([]);
      expect(seen[0]).toEqual({
        ...{ schedule: before, serial: 1 },
        active: [
          { id: uuid(8), trigger: "manual" },
          { id: uuid(9), trigger: "schedule", waits: "WAITING_OVERLAP" },
        ],
      });
      expect(seen[1]).toMatchObject({ schedule: { id: uuid(2) }, active: [] });
      const schedule = { ...before, lastEvaluated: at(60), wakeAt: at(120) };
      const identity = { scheduleId: uuid(1), experiment: experiment("x1") };
      const ticks = [
        { seq: expect.any(Number), ...identity, ...coalesced },
        { seq: expect.any(Number), ...identity, ...fired(60, 1) },
      ];
      expect(first).toEqual({ schedule, ticks, runs: [await store.runs.get(uuid(1))] });
      expect(second).toMatchObject({ schedule: { id: uuid(2), lastEvaluated: at(60) }, ticks: [], runs: [] });
      expect(await store.schedules.get(experiment("x1"))).toEqual(schedule);
      expect(await store.runs.get(uuid(1))).toEqual({
        ...{ ...run, status: { state: "PENDING", reason: "QUEUED" }, desired: "RUN", attempt: 0 },
        ...{ forgivenAttempts: 0, epoch: 0, createdAt: at(60) },
      });
      expect(await store.runs.events(uuid(1))).toMatchObject([{ type: "created", actor: "schedule" }]);
    });

    it("does nothing where nothing was decided, and leaves out what is gone", async () => {
      const store = await applied();
      const before = await store.schedules.list();
      expect(await store.schedules.evaluate([uuid(1), uuid(9)], at(60), () => undefined)).toEqual([]);
      expect(await store.schedules.evaluate([], at(60), () => decided(60))).toEqual([]);
      expect(await store.schedules.list()).toEqual(before);
    });

    it("are seen once what is awaited before the commit has come, or not at all", async () => {
      const store = await applied();
      const other = await fresh.opened.another?.("test");
      const fire = (seconds: number, number: number) =>
        decided(seconds, { ticks: [fired(seconds, number)], runs: [runOf(number, "x1")] });
      let seen: number | undefined;
      await store.schedules.evaluate(
        [uuid(1)],
        at(60),
        () => fire(60, 1),
        async () => {
          seen = (await other?.schedules.ticks({}, { limit: 10 }))?.length;
        },
      );
      expect(seen).toBe(other === undefined ? undefined : 0);
      const [before, ticks] = [await store.schedules.list(), await store.schedules.ticks({}, { limit: 10 })];
      expect(ticks).toHaveLength(1);
      await expect(
        store.schedules.evaluate(
          [uuid(1)],
          at(120),
          () => fire(120, 2),
          () => Promise.reject(new RangeError("no")),
        ),
      ).rejects.toThrow("no");
      expect(await store.schedules.list()).toEqual(before);
      expect(await store.schedules.ticks({}, { limit: 10 })).toEqual(ticks);
      expect(await store.runs.get(uuid(2))).toBeUndefined();
    });

    it("writes a tick once, and its run", async () => {
      const store = await applied();
      const evaluate = (message: string) =>
        store.schedules.evaluate([uuid(1)], at(60), () =>
          decided(60, { ticks: [{ ...fired(60, 1), message }], runs: [runOf(1, "x1")] }),
        );
      const [first] = await evaluate("first");
      const [again] = await evaluate("again");
      expect([first?.ticks.length, first?.runs.length]).toEqual([1, 1]);
      expect([again?.ticks, again?.runs]).toEqual([[], []]);
      expect((await store.schedules.ticks({}, { limit: 9 })).map(({ message }) => message)).toEqual([
        "first",
      ]);
      expect(await store.runs.events(uuid(1))).toHaveLength(1);
    });

    it("never takes back what was decided", async () => {
      const store = await applied();
      await store.schedules.evaluate([uuid(1)], at(60), () => decided(60));
      const [set] = await store.schedules.evaluate([uuid(1)], at(30), () => decided(30));
      expect(set?.schedule).toMatchObject({ lastEvaluated: at(60), wakeAt: at(90) });
    });

    it("writes nothing at all when one decision fails, or is of another experiment", async () => {
      const store = await applied();
      const before = await store.schedules.list();
      const evaluate = (second: () => ScheduleDecision) =>
        store.schedules.evaluate([uuid(1), uuid(2)], at(60), ({ schedule }) =>
          schedule.id === uuid(2) ? second() : decided(60, { ticks: [fired(60, 1)], runs: [runOf(1, "x1")] }),
        );
      const failure = new TypeError("no");
      await expect(
        evaluate(() => {
          throw failure;
        }),
      ).rejects.toBe(failure);
      await expect(evaluate(() => decided(60, { runs: [runOf(2, "x1")] }))).rejects.toBeInstanceOf(
        InternalError,
      );
      expect(await store.schedules.list()).toEqual(before);
      expect(await store.schedules.ticks({}, { limit: 9 })).toEqual([]);
      expect(await store.runs.list({}, { limit: 9 })).toEqual([]);
    });

    it("stops those that are replaced, and has the new run wait for those that run", async () => {
      const store = await applied();
      await store.runs.createMany([runOf(1, "x1"), runOf(2, "x1", { overlapLimit: 1 })], at(1));
      await store.runs.claim(uuid(1), { worker: worker("w"), at: at(2), ttlSeconds: 60 });
      const run = runOf(3, "x1", { overlapLimit: 1 });
      const [evaluated] = await store.schedules.evaluate([uuid(1)], at(60), ({ active }) =>
        decided(60, { ticks: [fired(60, 3)], runs: [run], replaced: active.map(({ id }) => id) }),
      );
      expect(evaluated?.runs[0]?.status).toEqual({ state: "PENDING", reason: "WAITING_OVERLAP" });
      const stop = { reason: "REPLACED", actor: "schedule", at: at(60) };
      expect(await store.runs.get(uuid(1))).toMatchObject({
        status: { state: "RUNNING" },
        desired: "STOP",
        stop,
      });
      expect(await store.runs.get(uuid(2))).toMatchObject({
        status: { state: "ABORTED", reason: "REPLACED" },
      });
      expect((await store.runs.events(uuid(2))).map(({ reason }) => reason)).toEqual([
        ...["WAITING_OVERLAP", "REPLACED", "REPLACED"],
      ]);
      const ending = { status: { state: "ABORTED", reason: "REPLACED" }, endedAt: at(61) } as const;
      await store.runs.end({ runId: uuid(1), epoch: 1 }, ending, { actor: "w" });
      expect((await store.runs.get(uuid(3)))?.status).toEqual({ state: "PENDING", reason: "QUEUED" });
    });

    it("lists ticks newest first, or behind one, and filters them", async () => {
      const store = await applied();
      for (const [id, seconds, outcome] of [
        [1, 60, "FIRED"],
        [2, 60, "SKIPPED_OVERLAP"],
        [1, 120, "FAILED"],
        [2, 120, "FIRED"],
      ] as const)
        await store.schedules.evaluate([uuid(id)], at(seconds), () =>
          decided(seconds, {
            ticks: [{ nominal: at(seconds), outcome, message: `${id}`, evaluatedAt: at(seconds) }],
          }),
        );
      const all = await store.schedules.ticksAfter(0, 10);
      expect(all.map(({ message, nominal }) => [message, nominal])).toEqual([
        ...[
          ["1", at(60)],
          ["2", at(60)],
          ["1", at(120)],
          ["2", at(120)],
        ],
      ]);
      const newest = all.toReversed();
      expect(await store.schedules.ticks({}, { limit: 10 })).toEqual(newest);
      expect(await store.schedules.ticks({}, { limit: 2 })).toEqual(newest.slice(0, 2));
      expect(await store.schedules.ticks({}, { limit: 2, before: newest[1]?.seq ?? 0 })).toEqual(
        newest.slice(2),
      );
      expect(await store.schedules.ticks({ experiment: experiment("x1") }, { limit: 10 })).toEqual(
        newest.filter(({ message }) => message === "1"),
      );
      expect(await store.schedules.ticks({ outcomes: ["FAILED", "FIRED"] }, { limit: 10 })).toEqual(
        newest.filter(({ outcome }) => outcome !== "SKIPPED_OVERLAP"),
      );
      expect(await store.schedules.ticks({ outcomes: [] }, { limit: 10 })).toEqual([]);
      expect(await store.schedules.ticksAfter(all[1]?.seq ?? 0, 1)).toEqual([all[2]]);
    });

    it("removes old ticks", async () => {
      const store = await applied();
      const skipped = (seconds: number, count: number): NewTick => ({
        ...{ nominal: at(seconds), range: { until: at(seconds + 9), count }, outcome: "SKIPPED_LIMIT" },
        evaluatedAt: at(seconds),
      });
      for (const seconds of [60, 120])
        await store.schedules.evaluate([uuid(1)], at(seconds), () =>
          decided(seconds, { ticks: [skipped(seconds - 30, 7), fired(seconds, 1)] }),
        );
      expect(await store.schedules.removeTicks(at(90))).toBe(2);
      expect((await store.schedules.ticks({}, { limit: 9 })).map(({ evaluatedAt }) => evaluatedAt)).toEqual([
        at(120),
        at(90),
      ]);
    });

    it("has ticks go along with the experiment, and keeps them when it is gone", async () => {
      const store = await applied();
      await store.schedules.evaluate([uuid(1)], at(60), () => decided(60, { ticks: [fired(60, 1)] }));
      await store.applies.commit(commitOf(1, [putExperiment(1, "y", { schedule: {}, from: "x1" })]));
      const ofY = () => store.schedules.ticks({ experiment: experiment("y") }, { limit: 9 });
      expect(await ofY()).toMatchObject([{ scheduleId: uuid(1), experiment: experiment("y") }]);
      await store.applies.commit(commitOf(2, [{ action: "delete", address: experiment("y") }]));
      expect(await ofY()).toHaveLength(1);
    });
  });
}
