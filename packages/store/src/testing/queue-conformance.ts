import type { NewRun, Run, Slots, Store } from "@mlx/core";
import { describe, expect, it } from "vitest";
import { freshStore } from "./fresh-store.ts";
import {
  at,
  attemptOf,
  commitOf,
  experiment,
  fenceOf,
  newRun,
  putExperiment,
  uuid,
  worker,
} from "./samples.ts";
import type { OpenFresh } from "./store-conformance.ts";

export function queueConformance(open: OpenFresh): void {
  describe("runs: the queue", () => {
    const fresh = freshStore(open);

    interface Claim {
      readonly capacity?: Slots;
      readonly heldElsewhere?: Slots;
      readonly limit?: number;
      readonly host?: string;
    }
    const claim = (
      store: Store,
      seconds: number,
      { capacity = {}, heldElsewhere, limit = 100, host = "host" }: Claim = {},
    ) =>
      store.runs.claimNext({
        ...{ worker: { ...worker("w"), host }, at: at(seconds), ttlSeconds: 60, capacity, limit },
        ...(heldElsewhere === undefined ? {} : { heldElsewhere }),
      });
    const numbers = (runs: readonly Run[]) => runs.map(({ id }) => Number.parseInt(id.slice(-12), 16));
    const create = (store: Store, number: number, more: Partial<NewRun> = {}, seconds = 0) =>
      store.runs.create(newRun(number, more), at(seconds));
    const end = (store: Store, run: Run, seconds = 50) =>
      store.runs.end(
        fenceOf(run),
        { status: { state: "DONE", reason: "OK" }, endedAt: at(seconds) },
        { actor: "w" },
      );
    const statusOf = async (store: Store, number: number) => (await store.runs.get(uuid(number)))?.status;
    const waits = (message: string) => ({ state: "PENDING", reason: "WAITING_SLOT", message });

    it("is by priority, then by when the runs were ready, then by age", async () => {
      const { store } = fresh;
      await create(store, 1, {}, 2);
      await create(store, 2, {}, 1);
      await create(store, 3, { priority: 5 }, 3);
      await create(store, 4, { priority: -1 }, 0);
      await create(store, 5, {}, 2);
      await create(store, 6, { readyAt: at(1) }, 0);
      expect(numbers(await claim(store, 9, { limit: 2 }))).toEqual([3, 2]);
      expect(numbers(await claim(store, 9, { limit: 0 }))).toEqual([]);
      expect(numbers(await claim(store, 9))).toEqual([6, 1, 5, 4]);
      expect(numbers(await claim(store, 9))).toEqual([]);
    });

    it("claims as a claim does", async () => {
      const { store } = fresh;
      const before = await create(store, 1, { slots: { cpus: 2 } });
      const [run] = await claim(store, 1);
      expect(run).toEqual({
        ...before,
        status: { state: "RUNNING", phase: "PREPARING" },
        epoch: 1,
        lease: { worker: worker("w"), expiresAt: at(61) },
        startedAt: at(1),
      });
      expect(await store.runs.get(uuid(1))).toEqual(run);
      expect((await store.runs.events(uuid(1))).at(-1)).toMatchObject({
        ...{ type: "claimed", actor: "w", from: "PENDING", to: "RUNNING" },
        data: { phase: "PREPARING", epoch: 1, host: "host", pid: 1 },
      });
    });

    it("leaves runs that are not ready, and takes those in RETRY when they are due", async () => {
      const { store } = fresh;
      await create(store, 1, { readyAt: at(10), priority: 9 });
      await create(store, 2);
      const [run] = await claim(store, 1);
      expect(run?.id).toBe(uuid(2));
      if (run === undefined) return;
      const retry = { state: "RETRY", reason: "OOM_KILLED", message: "oom", nextAttemptAt: at(20) } as const;
      await store.runs.transition(fenceOf(run), retry, { at: at(2), actor: "w" });
      expect(numbers(await claim(store, 9))).toEqual([]);
      expect(numbers(await claim(store, 10))).toEqual([1]);
      expect(numbers(await claim(store, 19))).toEqual([]);
      const [again] = await claim(store, 20);
      expect(again).toMatchObject({ id: uuid(2), epoch: 2, startedAt: at(1) });
    });

    it("never gives more than there is, and says what is waited for", async () => {
      const { store } = fresh;
      const capacity = { cpus: 4, licence: 1 };
      await create(store, 1, { slots: { cpus: 3 } });
      await create(store, 2, { slots: { cpus: 2 } });
      await create(store, 3, { slots: { cpus: 1 } });
      await create(store, 4, { slots: { licence: 1 } });
      await create(store, 5, { slots: { licence: 1 } });
      const [first, fourth] = await claim(store, 1, { capacity });
      expect([first?.id, fourth?.id]).toEqual([uuid(1), uuid(4)]);
      expect(await statusOf(store, 2)).toEqual(waits("cpus: wants 2, 1 of 4 free"));
      expect(await statusOf(store, 3)).toEqual(waits("cpus: another run waits for it first"));
      expect(await statusOf(store, 5)).toEqual(waits("licence: wants 1, 0 of 1 free"));
      expect(await store.runs.slotUsage()).toEqual([
        { name: "cpus", used: 3, waiting: 2 },
        { name: "licence", used: 1, waiting: 1 },
        { name: "runs", used: 2, waiting: 0 },
      ]);
      expect(await claim(store, 2, { capacity })).toEqual([]);
      const types = async (number: number) =>
        (await store.runs.events(uuid(number))).map(({ type, reason }) => [type, reason]);
      const told = [
        ["created", "QUEUED"],
        ["status", "WAITING_SLOT"],
      ];
      expect(await types(2)).toEqual(told);
      if (first !== undefined) await end(store, first);
      expect(numbers(await claim(store, 3, { capacity }))).toEqual([2, 3]);
      expect(await types(2)).toEqual([...told, ["claimed", undefined]]);
      expect((await store.runs.slotUsage()).map(({ name, used }) => [name, used])).toEqual([
        ...[
          ["cpus", 3],
          ["licence", 1],
          ["runs", 3],
        ],
      ]);
    });

    it("has a run that wants more than there is keep nobody waiting, until there is more", async () => {
      const { store } = fresh;
      await create(store, 1, { slots: { cpus: 8 } });
      await create(store, 2, { slots: { cpus: 2 } });
      const capacity = { cpus: 4 };
      const [run] = await claim(store, 1, { capacity });
      expect(run?.id).toBe(uuid(2));
      expect(await statusOf(store, 1)).toEqual(waits("cpus: wants 8, and there are 4 at all"));
      if (run !== undefined) await end(store, run);
      expect(await claim(store, 2, { capacity })).toEqual([]);
      expect(numbers(await claim(store, 3, { capacity: { cpus: 8 } }))).toEqual([1]);
    });

    it("starts a run that wants two slots, however many want one of them", async () => {
      const { store } = fresh;
      const capacity = { a: 2, b: 2 };
      const add = (number: number) => create(store, number, { slots: { [number % 2 === 0 ? "a" : "b"]: 1 } });
      for (const number of [2, 3, 4, 5]) await add(number);
      let running = await claim(store, 1, { capacity });
      await create(store, 1, { slots: { a: 2, b: 2 } });
      for (let number = 6; number < 16; number += 1) {
        await add(number);
        const next = running.find(({ slots = {} }) => (number % 2 === 0 ? "a" : "b") in slots);
        if (next !== undefined) await end(store, next);
        running = [...running.filter((run) => run !== next), ...(await claim(store, 1, { capacity }))];
      }
      expect((await statusOf(store, 1))?.state).not.toBe("PENDING");
    });

    it("looks again at those who wait when more is offered", async () => {
      const { store } = fresh;
      for (const number of [1, 2, 3]) await create(store, number, { slots: { licence: 1 } });
      expect(numbers(await claim(store, 1, { capacity: { licence: 1 } }))).toEqual([1]);
      expect(numbers(await claim(store, 1, { capacity: { licence: 1 } }))).toEqual([]);
      expect(numbers(await claim(store, 1, { capacity: { licence: 2 } }))).toEqual([2]);
      expect(numbers(await claim(store, 1))).toEqual([3]);
    });

    it("comes back to those whom it had no room to look at", async () => {
      const { store } = fresh;
      const capacity = { licence: 2 };
      for (const number of [1, 2, 3, 4, 5]) await create(store, number, { slots: { licence: 1 } });
      const running = await claim(store, 1, { capacity });
      expect(numbers(running)).toEqual([1, 2]);
      await claim(store, 1, { capacity });
      for (const run of running) await end(store, run);
      expect(numbers(await claim(store, 2, { capacity, limit: 1 }))).toEqual([3]);
      expect(numbers(await claim(store, 2, { capacity, limit: 1 }))).toEqual([4]);
      expect(numbers(await claim(store, 2, { capacity, limit: 1 }))).toEqual([]);
    });

    it("gets past those who cannot start, however many come first", async () => {
      const { store } = fresh;
      const waiting = Array.from({ length: 1200 }, (_, index) =>
        newRun(index + 2, { slots: { licence: 1 }, priority: 1 }),
      );
      await store.runs.createMany([newRun(1, { slots: { licence: 1 }, priority: 2 }), ...waiting], at(0));
      await create(store, 2000);
      const offer = { capacity: { licence: 1 }, limit: 1 };
      expect(numbers(await claim(store, 1, offer))).toEqual([1]);
      expect(numbers(await claim(store, 2, offer))).toEqual([2000]);
    });

    it("limits how many runs run at once, by name and at all", async () => {
      const { store } = fresh;
      const limits = { "experiment/x": 1 };
      for (const number of [1, 2]) await create(store, number, { limits });
      for (const number of [3, 4, 5]) await create(store, number);
      const [first, ...rest] = await claim(store, 1, { capacity: { runs: 3 } });
      expect(numbers(rest)).toEqual([3, 4]);
      expect(await statusOf(store, 2)).toEqual(waits("experiment/x: 1 of at most 1 are running"));
      expect(await statusOf(store, 5)).toEqual(waits("runs: wants 1, 0 of 3 free"));
      if (first !== undefined) await end(store, first);
      expect(numbers(await claim(store, 2, { capacity: { runs: 3 } }))).toEqual([2]);
      expect(await claim(store, 2, { capacity: { runs: 3 } })).toEqual([]);
      expect(await claim(store, 2, { capacity: { runs: 3 } })).toEqual([]);
      expect(await store.runs.slotUsage()).toEqual([
        { name: "experiment/x", used: 1, waiting: 0 },
        { name: "runs", used: 3, waiting: 1 },
      ]);
    });

    it("lets a run of higher priority go first, and none of lower priority overtake", async () => {
      const { store } = fresh;
      const capacity = { cpus: 4 };
      await create(store, 1, { slots: { cpus: 2 } });
      await create(store, 2, { slots: { cpus: 4 } }, 1);
      expect(numbers(await claim(store, 1, { capacity }))).toEqual([1]);
      await create(store, 3, { slots: { cpus: 1 } }, 2);
      expect(numbers(await claim(store, 2, { capacity }))).toEqual([]);
      await create(store, 4, { slots: { cpus: 1 }, priority: 1 }, 3);
      expect(numbers(await claim(store, 3, { capacity }))).toEqual([4]);
      expect(await statusOf(store, 3)).toEqual(waits("cpus: another run waits for it first"));
    });

    it("lets those behind go when who waits before them is gone", async () => {
      const { store } = fresh;
      const capacity = { cpus: 4 };
      await create(store, 1, { slots: { cpus: 2 } });
      for (const number of [2, 3]) await create(store, number, { slots: { cpus: number === 2 ? 4 : 1 } }, 1);
      expect(numbers(await claim(store, 1, { capacity }))).toEqual([1]);
      await store.runs.requestStop(uuid(2), { reason: "CANCELLED", actor: "a", at: at(2) });
      expect(numbers(await claim(store, 3, { capacity }))).toEqual([3]);
    });

    it("counts a machine's slots by host, and all others together", async () => {
      const { store } = fresh;
      const capacity = { cpus: 1, runs: 1, licence: 2 };
      const slots = { cpus: 1, licence: 1 };
      for (const number of [1, 2, 3]) await create(store, number, { slots });
      expect(numbers(await claim(store, 1, { capacity, host: "one" }))).toEqual([1]);
      expect(numbers(await claim(store, 1, { capacity, host: "two" }))).toEqual([2]);
      expect(numbers(await claim(store, 1, { capacity, host: "three" }))).toEqual([]);
      expect((await statusOf(store, 3))?.state).toBe("PENDING");
    });

    it("counts a run that was claimed by itself, whatever is free", async () => {
      const { store } = fresh;
      const capacity = { cpus: 2 };
      for (const number of [1, 2, 3]) await create(store, number, { slots: { cpus: 2 } });
      expect(numbers(await claim(store, 1, { capacity }))).toEqual([1]);
      const second = await store.runs.claim(uuid(2), { worker: worker("v"), at: at(2), ttlSeconds: 60 });
      expect(await store.runs.slotUsage()).toContainEqual({ name: "cpus", used: 4, waiting: 1 });
      const first = await store.runs.get(uuid(1));
      if (first === undefined || second === undefined) throw new TypeError("not claimed");
      await end(store, first);
      expect(numbers(await claim(store, 3, { capacity }))).toEqual([]);
      expect(await statusOf(store, 3)).toEqual(waits("cpus: wants 2, 0 of 2 free"));
      await end(store, second);
      expect(numbers(await claim(store, 4, { capacity }))).toEqual([3]);
    });

    it("leaves what others hold elsewhere, and looks again when they give it back", async () => {
      const { store } = fresh;
      const capacity = { cpus: 4, licence: 1 };
      const claimBeside = (seconds: number, heldElsewhere: Slots) =>
        claim(store, seconds, { capacity, heldElsewhere });
      await create(store, 1, { slots: { cpus: 2 } });
      await create(store, 2, { slots: { cpus: 2 } });
      await create(store, 3, { slots: { licence: 1 } });
      expect(numbers(await claimBeside(1, { cpus: 2, licence: 1 }))).toEqual([1]);
      expect(await statusOf(store, 2)).toEqual(waits("cpus: wants 2, 0 of 4 free"));
      expect(await statusOf(store, 3)).toEqual(waits("licence: wants 1, 0 of 1 free"));
      // They may hold more than there is: it was less when they took it.
      expect(numbers(await claimBeside(2, { cpus: 5, licence: 1 }))).toEqual([]);
      expect(numbers(await claimBeside(3, { cpus: 2 }))).toEqual([3]);
      expect(numbers(await claimBeside(4, {}))).toEqual([2]);
    });

    it("tells what is held on a host", async () => {
      const { store } = fresh;
      const capacity = { cpus: 4, licence: 4 };
      for (const [number, host] of [
        [1, "here"],
        [2, "there"],
      ] as const) {
        await create(store, number, { slots: { cpus: number, licence: 1 } });
        await claim(store, number, { capacity, host });
      }
      const used = async (host?: string) =>
        (await store.runs.slotUsage(host)).map(({ name, used }) => [name, used]);
      const usage = (cpus: number, runs: number) => [
        ["cpus", cpus],
        ["licence", 2],
        ["runs", runs],
      ];
      expect(await used("here")).toEqual(usage(1, 1));
      expect(await used("there")).toEqual(usage(2, 1));
      expect(await used()).toEqual(usage(3, 2));
    });

    it("has its slots back however a run stops to run", async () => {
      const { store } = fresh;
      const capacity = { licence: 1 };
      await create(store, 1, { slots: { licence: 1 } });
      await create(store, 2, { slots: { licence: 1 } }, 1);
      const event = { at: at(5), actor: "w" };
      const retry = { state: "RETRY", reason: "OOM_KILLED", message: "oom", nextAttemptAt: at(99) } as const;
      const used = async () =>
        (await store.runs.slotUsage()).find(({ name }) => name === "licence")?.used ?? 0;
      const leave = [
        (run: Run) => store.runs.release(fenceOf(run), at(5)),
        (run: Run) => store.runs.transition(fenceOf(run), retry, event),
        (run: Run) => store.runs.transition(fenceOf(run), { state: "ABORTED", reason: "CANCELLED" }, event),
      ];
      for (const stop of leave) {
        const [run] = await claim(store, 4, { capacity });
        expect(run?.id).toBe(uuid(1));
        if (run === undefined) return;
        expect(await used()).toBe(1);
        await stop(run);
        expect(await used()).toBe(0);
        if (stop === leave[1])
          await store.runs.claim(uuid(1), { worker: worker("w"), at: at(5), ttlSeconds: 1 });
        if (stop === leave[1]) await store.runs.release({ ...fenceOf(run), epoch: run.epoch + 1 }, at(5));
      }
      expect(numbers(await claim(store, 6, { capacity }))).toEqual([2]);
    });

    it("keeps the slots of a run that is left to be adopted", async () => {
      const { store } = fresh;
      const capacity = { licence: 1 };
      for (const number of [1, 2]) await create(store, number, { slots: { licence: 1 } });
      const [run] = await claim(store, 1, { capacity });
      if (run === undefined) throw new TypeError("not claimed");
      await store.runs.putAttempt(fenceOf(run), attemptOf(fenceOf(run)));
      await store.runs.release(fenceOf(run), at(2));
      expect(await claim(store, 3, { capacity })).toEqual([]);
      const adopted = await store.runs.claim(uuid(1), { worker: worker("v"), at: at(3), ttlSeconds: 60 });
      expect(await claim(store, 3, { capacity })).toEqual([]);
      if (adopted !== undefined) await end(store, adopted);
      expect(numbers(await claim(store, 4, { capacity }))).toEqual([2]);
    });

    it("has an experiment's limit go along when it moves, also where two change places", async () => {
      const { store } = fresh;
      await store.applies.commit(commitOf(0, [putExperiment(1, "x"), putExperiment(2, "y")]));
      const of = (name: string, most: number) => ({
        ...{ experiment: experiment(name), limits: { [experiment(name)]: most } },
      });
      for (const number of [1, 2, 3]) await create(store, number, of("x", 2));
      for (const number of [4, 5]) await create(store, number, of("y", 1));
      const running = await claim(store, 1);
      expect(numbers(running)).toEqual([1, 2, 4]);
      const swap = [putExperiment(1, "y", { from: "x" }), putExperiment(2, "x", { from: "y" })];
      await store.applies.commit(commitOf(1, swap));
      expect((await store.runs.get(uuid(3)))?.limits).toEqual({ [experiment("y")]: 2 });
      expect(await store.runs.slotUsage()).toMatchObject([
        { name: experiment("x"), used: 1 },
        { name: experiment("y"), used: 2 },
        { name: "runs", used: 3 },
      ]);
      expect(numbers(await claim(store, 2))).toEqual([]);
      await create(store, 6, of("x", 1));
      await create(store, 7, of("y", 2));
      expect(numbers(await claim(store, 3))).toEqual([]);
      for (const run of running) if (run.id !== uuid(2)) await end(store, run);
      expect(numbers(await claim(store, 4))).toEqual([3, 5]);
    });

    it("gives each run to one of several workers", async () => {
      const { store, opened } = fresh;
      const other = (await opened.another?.("test")) ?? store;
      await store.runs.createMany(
        Array.from({ length: 40 }, (_, index) => newRun(index + 1)),
        at(0),
      );
      const claims = await Promise.all(
        [store, other, store, other].map((one) => claim(one, 1, { capacity: { runs: 30 }, limit: 10 })),
      );
      expect(numbers(claims.flat()).sort((a, b) => a - b)).toEqual(
        Array.from({ length: 30 }, (_, index) => index + 1),
      );
    });

    it("is of one namespace", async () => {
      const { store, opened } = fresh;
      const other = await opened.another?.("other");
      if (other === undefined) return;
      await create(other, 1, { slots: { cpus: 1 } });
      expect(await claim(store, 1)).toEqual([]);
      expect(numbers(await claim(other, 1, { capacity: { cpus: 1 } }))).toEqual([1]);
      await create(store, 1, { slots: { cpus: 1 } });
      expect(numbers(await claim(store, 2, { capacity: { cpus: 1 } }))).toEqual([1]);
    });
  });
}
