import { InternalError, type RunStatus } from "@mlx/core";
import { describe, expect, it } from "vitest";
import { freshStore } from "./fresh-store.ts";
import { at, attemptOf, claimedRun, fenceOf, newRun, uuid, worker } from "./samples.ts";
import type { OpenFresh } from "./store-conformance.ts";

export function claimsConformance(open: OpenFresh): void {
  describe("runs: claims, leases and fences", () => {
    const fresh = freshStore(open);
    const retry: RunStatus = {
      state: "RETRY",
      reason: "NON_ZERO_EXIT",
      message: "exit 1",
      nextAttemptAt: at(30),
    };

    it("creates a run once", async () => {
      const { store } = fresh;
      const run = await store.runs.create(newRun(1), at(0));
      expect(run).toEqual({
        ...newRun(1),
        status: { state: "PENDING", reason: "QUEUED" },
        desired: "RUN",
        attempt: 0,
        forgivenAttempts: 0,
        epoch: 0,
        createdAt: at(0),
      });
      expect(await store.runs.create({ ...newRun(1), task: "score" }, at(5))).toEqual(run);
      expect(await store.runs.get(run.id)).toEqual(run);
      expect(await store.runs.get(uuid(2))).toBeUndefined();
      expect(await store.runs.events(run.id)).toEqual([
        {
          seq: expect.any(Number),
          runId: run.id,
          at: at(0),
          actor: "ada@host",
          type: "created",
          to: "PENDING",
          reason: "QUEUED",
        },
      ]);
    });

    it("gives a run to one worker at a time", async () => {
      const { store } = fresh;
      const { id } = await store.runs.create(newRun(1), at(0));
      const first = await store.runs.claim(id, { worker: worker("w"), at: at(1), ttlSeconds: 60 });
      expect(first).toMatchObject({
        status: { state: "RUNNING", phase: "PREPARING" },
        epoch: 1,
        lease: { worker: worker("w"), expiresAt: at(61) },
        startedAt: at(1),
      });
      const claim = (seconds: number, takeOver: object = {}) =>
        store.runs.claim(id, { worker: worker("v"), at: at(seconds), ttlSeconds: 60, ...takeOver });
      expect(await claim(60)).toBeUndefined();
      expect(await claim(60, { takeOver: "somebody" })).toBeUndefined();
      const second = await claim(2, { takeOver: "w" });
      expect(second).toMatchObject({ epoch: 2, lease: { worker: worker("v"), expiresAt: at(62) } });
      expect(await claim(62)).toMatchObject({ epoch: 3, startedAt: at(1) });
      await expect(
        store.runs.claim(uuid(9), { worker: worker("v"), at: at(1), ttlSeconds: 60 }),
      ).rejects.toMatchObject({ code: "MLX5021" });
    });

    it("lets one of several claims win", async () => {
      const { store, opened } = fresh;
      const other = (await opened.another?.("test")) ?? store;
      const { id } = await store.runs.create(newRun(1), at(0));
      const claims = await Promise.all(
        ["a", "b", "c", "d"].map((name, index) =>
          (index % 2 === 0 ? store : other).runs.claim(id, {
            worker: worker(name),
            at: at(1),
            ttlSeconds: 60,
          }),
        ),
      );
      expect(claims.filter((run) => run !== undefined)).toHaveLength(1);
    });

    it("keeps the phase of a run that is taken over", async () => {
      const { store } = fresh;
      const fence = await claimedRun(store);
      await store.runs.transition(fence, { state: "RUNNING", phase: "EXECUTING" }, { at: at(2), actor: "w" });
      expect(
        await store.runs.claim(fence.runId, { worker: worker("v"), at: at(61), ttlSeconds: 60 }),
      ).toMatchObject({ status: { state: "RUNNING", phase: "EXECUTING" }, epoch: 2 });
    });

    it("extends the lease, also one that has expired", async () => {
      const { store } = fresh;
      const fence = await claimedRun(store);
      await store.runs.heartbeat(fence, { at: at(100), ttlSeconds: 60 });
      expect((await store.runs.get(fence.runId))?.lease?.expiresAt).toBe(at(160));
    });

    it("refuses every write of a worker that lost its run", async () => {
      const { store } = fresh;
      const stale = await claimedRun(store);
      await store.runs.putAttempt(stale, attemptOf(stale));
      await store.runs.claim(stale.runId, { worker: worker("v"), at: at(61), ttlSeconds: 60 });
      const record = await store.runs.record(stale.runId);
      const events = await store.runs.events(stale.runId);
      const writes = [
        () => store.runs.heartbeat(stale, { at: at(62), ttlSeconds: 60 }),
        () => store.runs.release(stale, at(62)),
        () =>
          store.runs.transition(
            stale,
            { state: "FAILED", reason: "INTERNAL", message: "late" },
            { at: at(62), actor: "w", attempt: attemptOf(stale, 1, { endedAt: at(62) }) },
          ),
        () => store.runs.putAttempt(stale, attemptOf(stale)),
        () => store.runs.appendMetrics(stale, 1, [{ name: "loss", value: 1, step: 1, at: 1 }]),
        () =>
          store.runs.end(stale, { status: { state: "DONE", reason: "OK" }, endedAt: at(62) }, { actor: "w" }),
        () => store.runs.appendEvent(stale, { at: at(62), actor: "w", type: "warning", reason: "late" }),
      ];
      for (const write of writes) await expect(write()).rejects.toMatchObject({ code: "MLX5020" });
      expect(await store.runs.record(stale.runId)).toEqual(record);
      expect(await store.runs.events(stale.runId)).toEqual(events);
    });

    it("refuses writes to a run that is not there", async () => {
      const { store } = fresh;
      const fence = { runId: uuid(1), epoch: 1 };
      await expect(store.runs.heartbeat(fence, { at: at(1), ttlSeconds: 1 })).rejects.toMatchObject({
        code: "MLX5021",
      });
      await expect(store.runs.events(uuid(1))).rejects.toMatchObject({ code: "MLX5021" });
      expect(await store.runs.record(uuid(1))).toBeUndefined();
    });

    it("puts a run that is given back before its first attempt into the queue again", async () => {
      const { store } = fresh;
      const fence = await claimedRun(store);
      await store.runs.release(fence, at(2));
      const run = await store.runs.get(fence.runId);
      expect(run).toEqual({
        ...newRun(1),
        status: { state: "PENDING", reason: "QUEUED" },
        desired: "RUN",
        attempt: 0,
        forgivenAttempts: 0,
        epoch: 1,
        createdAt: at(0),
      });
      await expect(store.runs.heartbeat(fence, { at: at(3), ttlSeconds: 60 })).rejects.toMatchObject({
        code: "MLX5020",
      });
      expect(
        await store.runs.claim(fence.runId, { worker: worker("v"), at: at(3), ttlSeconds: 60 }),
      ).toMatchObject({ epoch: 2, startedAt: at(3) });
    });

    it("leaves a run that is given back with an attempt under way to be adopted", async () => {
      const { store } = fresh;
      const fence = await claimedRun(store);
      await store.runs.putAttempt(fence, attemptOf(fence));
      await store.runs.release(fence, at(2));
      const run = await store.runs.get(fence.runId);
      expect(run).toMatchObject({ status: { state: "RUNNING", phase: "PREPARING" }, attempt: 1, epoch: 1 });
      expect(run).not.toHaveProperty("lease");
      await expect(store.runs.putAttempt(fence, attemptOf(fence))).rejects.toMatchObject({ code: "MLX5020" });
      expect(
        await store.runs.claim(fence.runId, { worker: worker("v"), at: at(3), ttlSeconds: 60 }),
      ).toMatchObject({ epoch: 2 });
    });

    it("goes along legal edges, each with its event", async () => {
      const { store } = fresh;
      const fence = await claimedRun(store);
      const event = { at: at(2), actor: "w" };
      expect(await store.runs.transition(fence, retry, event)).toMatchObject({ status: retry });
      const again = await store.runs.claim(fence.runId, {
        ...{ worker: worker("w"), at: at(30), ttlSeconds: 60 },
      });
      expect(again).toMatchObject({ status: { state: "RUNNING", phase: "PREPARING" }, epoch: 2 });
      const failed = { state: "FAILED", reason: "NON_ZERO_EXIT", message: "exit 2" } as const;
      const ended = await store.runs.transition({ ...fence, epoch: 2 }, failed, { ...event, at: at(40) });
      expect(ended).toMatchObject({ status: failed, endedAt: at(40), epoch: 2 });
      expect(ended).not.toHaveProperty("lease");
      const events = await store.runs.events(fence.runId);
      expect(events.map(({ type, from, to, reason }) => [type, from, to, reason])).toEqual([
        ["created", undefined, "PENDING", "QUEUED"],
        ["claimed", "PENDING", "RUNNING", undefined],
        ["status", "RUNNING", "RETRY", "NON_ZERO_EXIT"],
        ["claimed", "RETRY", "RUNNING", undefined],
        ["status", "RUNNING", "FAILED", "NON_ZERO_EXIT"],
      ]);
      expect(events[2]?.data).toEqual({ message: "exit 1", nextAttemptAt: at(30) });
      const seqs = events.map(({ seq }) => seq);
      expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
      expect(await store.runs.events(fence.runId, seqs[2])).toEqual(events.slice(3));
    });

    it("gives a run that enters RETRY to whoever claims it next", async () => {
      const { store } = fresh;
      const fence = await claimedRun(store);
      const waiting = await store.runs.transition(fence, retry, { at: at(2), actor: "w" });
      expect(waiting).toMatchObject({ status: retry, epoch: 1 });
      expect(waiting).not.toHaveProperty("lease");
      await expect(store.runs.heartbeat(fence, { at: at(3), ttlSeconds: 60 })).rejects.toMatchObject({
        code: "MLX5020",
      });
      await expect(
        store.runs.transition(fence, { state: "ABORTED", reason: "CANCELLED" }, { at: at(3), actor: "w" }),
      ).rejects.toMatchObject({ code: "MLX5020" });
      expect(await store.runs.get(fence.runId)).toEqual(waiting);
      // The first worker's lease would have lasted until second 61.
      expect(
        await store.runs.claim(fence.runId, { worker: worker("v"), at: at(30), ttlSeconds: 60 }),
      ).toMatchObject({
        ...{ status: { state: "RUNNING", phase: "PREPARING" }, epoch: 2 },
        lease: { worker: worker("v"), expiresAt: at(90) },
      });
    });

    it("decides a run that nobody has claimed, but does not start it", async () => {
      const { store } = fresh;
      const fence = fenceOf(await store.runs.create(newRun(1), at(0)));
      const event = { at: at(1), actor: "scheduler" };
      await expect(
        store.runs.transition(fence, { state: "RUNNING", phase: "EXECUTING" }, event),
      ).rejects.toBeInstanceOf(InternalError);
      expect(await store.runs.transition(fence, { state: "DONE", reason: "CACHED" }, event)).toMatchObject({
        status: { state: "DONE", reason: "CACHED" },
        endedAt: at(1),
      });
    });
  });
}
