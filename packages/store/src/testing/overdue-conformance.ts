import { defaultRunTimeouts, type NewRun } from "@mlx/core";
import { describe, expect, it } from "vitest";
import { freshStore } from "./fresh-store.ts";
import { at, attemptOf, claimedRun, experiment, fenceOf, newRun, uuid, worker } from "./samples.ts";
import type { OpenFresh } from "./store-conformance.ts";

export function overdueConformance(open: OpenFresh): void {
  describe("runs: silent workers, queue timeouts, reopening", () => {
    const fresh = freshStore(open);
    const event = { at: at(100), actor: "ada@host" };
    const ids = (runs: readonly { readonly id: string }[]) => runs.map(({ id }) => id);
    const hurried = (number: number, more: Partial<NewRun> = {}): NewRun => {
      const run = newRun(number, more);
      return { ...run, spec: { ...run.spec, timeouts: { ...defaultRunTimeouts, queueSeconds: 60 } } };
    };

    it("tells runs that nobody works on", async () => {
      const { store } = fresh;
      const fence = await claimedRun(store);
      await claimedRun(store, newRun(2));
      await store.runs.create(newRun(3), at(0));
      await store.runs.putAttempt(fence, attemptOf(fence));
      expect(await store.runs.abandoned(at(60))).toEqual([]);
      await store.runs.release(fence, at(2));
      expect(ids(await store.runs.abandoned(at(3)))).toEqual([uuid(1)]);
      expect(ids(await store.runs.abandoned(at(61)))).toEqual([uuid(1), uuid(2)]);
    });

    it("marks a run whose worker is silent, until it is heard of again", async () => {
      const { store } = fresh;
      const fence = await claimedRun(store);
      expect(await store.runs.suspect(uuid(1), at(60))).toBeUndefined();
      const suspected = await store.runs.suspect(uuid(1), at(61));
      expect(suspected).toMatchObject({ status: { state: "RUNNING" }, suspectSince: at(61), epoch: 1 });
      expect(await store.runs.suspect(uuid(1), at(70))).toEqual(suspected);
      expect(await store.runs.get(uuid(1))).toEqual(suspected);
      expect((await store.runs.events(uuid(1))).map(({ type }) => type)).toEqual([
        ...["created", "claimed", "suspect"],
      ]);
      await store.runs.heartbeat(fence, { at: at(71), ttlSeconds: 60 });
      expect(await store.runs.get(uuid(1))).not.toHaveProperty("suspectSince");
      await store.runs.suspect(uuid(1), at(131));
      const other = await store.runs.claim(uuid(1), { worker: worker("v"), at: at(132), ttlSeconds: 60 });
      expect(other).not.toHaveProperty("suspectSince");
      await store.runs.suspect(uuid(1), at(192));
      const ending = { status: { state: "DONE", reason: "OK" }, endedAt: at(193) } as const;
      const { run } = await store.runs.end({ ...fence, epoch: 2 }, ending, { actor: "v" });
      expect(run).not.toHaveProperty("suspectSince");
      expect(await store.runs.suspect(uuid(1), at(999))).toBeUndefined();
      await expect(store.runs.suspect(uuid(9), at(1))).rejects.toMatchObject({ code: "MLX5021" });
    });

    it("marks a run that was given back under way, until it is claimed", async () => {
      const { store } = fresh;
      const fence = await claimedRun(store);
      await store.runs.putAttempt(fence, attemptOf(fence));
      await store.runs.release(fence, at(2));
      const suspected = await store.runs.suspect(uuid(1), at(3));
      expect(suspected).toMatchObject({ status: { state: "RUNNING" }, suspectSince: at(3) });
      expect(await store.runs.suspect(uuid(1), at(70))).toEqual(suspected);
      const claimed = await store.runs.claim(uuid(1), { worker: worker("v"), at: at(71), ttlSeconds: 60 });
      expect(claimed).not.toHaveProperty("suspectSince");
    });

    it("fails runs that wait for too long", async () => {
      const { store } = fresh;
      const x = { experiment: experiment("x") };
      await store.runs.createMany(
        [hurried(1), newRun(2), hurried(3, x), hurried(4, { ...x, overlapLimit: 1 }), hurried(5)],
        at(0),
      );
      await store.runs.claim(uuid(5), { worker: worker("w"), at: at(1), ttlSeconds: 600 });
      await store.runs.create(hurried(6, { slots: { licence: 2 } }), at(1));
      const queue = { worker: worker("w"), at: at(2), ttlSeconds: 60, limit: 0, capacity: {} };
      await store.runs.claimNext(queue);
      expect(await store.runs.timeOutQueued({ ...event, at: at(59) })).toEqual([]);
      const failed = await store.runs.timeOutQueued({ ...event, at: at(60) });
      expect(ids(failed)).toEqual([uuid(1), uuid(3), uuid(4)]);
      expect(failed[0]).toMatchObject({
        status: {
          ...{ state: "FAILED", reason: "TIMED_OUT" },
          message: "It did not start within 60 s (timeouts.queue).",
        },
        endedAt: at(60),
      });
      expect(await store.runs.get(uuid(1))).toEqual(failed[0]);
      expect(await store.runs.timeOutQueued({ ...event, at: at(60) })).toEqual([]);
      expect(ids(await store.runs.timeOutQueued({ ...event, at: at(999) }))).toEqual([uuid(6)]);
      expect((await store.runs.unfinished()).map(({ id }) => id)).toEqual([uuid(2), uuid(5)]);
    });

    it("says what a run that waited for too long waited for", async () => {
      const { store } = fresh;
      await store.runs.create(hurried(1, { slots: { licence: 2 } }), at(0));
      await store.runs.claimNext({
        ...{ worker: worker("w"), at: at(2), ttlSeconds: 60, limit: 1, capacity: { licence: 1 } },
      });
      const [failed] = await store.runs.timeOutQueued({ ...event, at: at(60) });
      expect(failed?.status).toMatchObject({
        message:
          "It did not start within 60 s (timeouts.queue). It waited for licence: wants 2, and there are 1 at all.",
      });
    });

    it("has no such limit for a run that was begun once", async () => {
      const { store } = fresh;
      const fence = await claimedRun(store, hurried(1));
      await store.runs.release(fence, at(50));
      expect(await store.runs.get(uuid(1))).toMatchObject({ status: { state: "PENDING" } });
      expect(await store.runs.timeOutQueued({ ...event, at: at(999) })).toEqual([]);
    });

    it("reopens a run that failed, and forgives its attempts", async () => {
      const { store } = fresh;
      const fence = await claimedRun(store);
      const failed = { state: "FAILED", reason: "OOM_KILLED", message: "out of memory" } as const;
      const attempt = attemptOf(fence, 2, { endedAt: at(9) });
      await store.runs.end(fence, { status: failed, endedAt: at(9), attempt }, { actor: "w" });
      const run = await store.runs.reopen(uuid(1), event);
      expect(run).toEqual({
        ...newRun(1),
        ...{ status: { ...failed, state: "RETRY", nextAttemptAt: at(100) }, desired: "RUN" },
        ...{ attempt: 2, forgivenAttempts: 2, epoch: 1, createdAt: at(0), startedAt: at(1) },
      });
      expect(await store.runs.get(uuid(1))).toEqual(run);
      expect((await store.runs.events(uuid(1))).at(-1)).toMatchObject({
        ...{ type: "reopened", actor: "ada@host", from: "FAILED", to: "RETRY", reason: "OOM_KILLED" },
        data: { message: "out of memory", nextAttemptAt: at(100) },
      });
      await expect(store.runs.heartbeat(fence, { at: at(101), ttlSeconds: 60 })).rejects.toMatchObject({
        code: "MLX5020",
      });
      const [claimed] = await store.runs.claimNext({
        ...{ worker: worker("v"), at: at(100), ttlSeconds: 60, limit: 1, capacity: {} },
      });
      expect(claimed).toMatchObject({ id: uuid(1), epoch: 2, forgivenAttempts: 2 });
      if (claimed === undefined) return;
      const ending = { status: { state: "DONE", reason: "OK" }, endedAt: at(120) } as const;
      const { run: ended } = await store.runs.end(fenceOf(claimed), ending, { actor: "v" });
      expect(ended).toMatchObject({ status: ending.status, endedAt: at(120) });
    });

    it("reopens a run that was aborted, which is wanted again", async () => {
      const { store } = fresh;
      await store.runs.create(newRun(1), at(0));
      await store.runs.requestStop(uuid(1), { reason: "CANCELLED", actor: "bob", at: at(5) });
      const run = await store.runs.reopen(uuid(1), event);
      expect(run).toMatchObject({ desired: "RUN", status: { state: "RETRY", reason: "CANCELLED" } });
      expect(run).not.toHaveProperty("stop");
      expect(run).not.toHaveProperty("endedAt");
      const stopped = await store.runs.requestStop(uuid(1), {
        reason: "CANCELLED",
        actor: "bob",
        at: at(101),
      });
      expect(stopped.status.state).toBe("ABORTED");
    });

    it("does not reopen a run that has not ended, or is done", async () => {
      const { store } = fresh;
      await store.runs.create(newRun(2), at(0));
      const fence = await claimedRun(store);
      const refused = (number: number, state: string) =>
        expect(store.runs.reopen(uuid(number), event)).rejects.toMatchObject({
          ...{ code: "MLX5022", detail: expect.stringContaining(`It is ${state};`) },
        });
      await refused(1, "RUNNING");
      await refused(2, "PENDING");
      const ending = { status: { state: "DONE", reason: "OK" }, endedAt: at(9) } as const;
      await store.runs.end(fence, ending, { actor: "w" });
      await refused(1, "DONE");
      await expect(store.runs.reopen(uuid(9), event)).rejects.toMatchObject({ code: "MLX5021" });
    });
  });
}
