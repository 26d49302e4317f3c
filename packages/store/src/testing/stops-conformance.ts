import { describe, expect, it } from "vitest";
import { freshStore } from "./fresh-store.ts";
import {
  at,
  attemptOf,
  claimedRun,
  commitOf,
  experiment,
  newRun,
  putExperiment,
  removeExperiment,
  uuid,
} from "./samples.ts";
import type { OpenFresh } from "./store-conformance.ts";

export function stopsConformance(open: OpenFresh): void {
  describe("runs: stopping", () => {
    const fresh = freshStore(open);
    const stop = { reason: "CANCELLED", actor: "bob@host", at: at(5) } as const;

    it("ends a run that waits at once", async () => {
      const { store } = fresh;
      const { id } = await store.runs.create(newRun(1), at(0));
      const run = await store.runs.requestStop(id, stop);
      expect(run).toMatchObject({
        status: { state: "ABORTED", reason: "CANCELLED" },
        desired: "STOP",
        stop,
        endedAt: at(5),
      });
      expect((await store.runs.events(id)).map(({ type, to, actor }) => [type, to, actor])).toEqual([
        ["created", "PENDING", "ada@host"],
        ["stop-requested", undefined, "bob@host"],
        ["status", "ABORTED", "bob@host"],
      ]);
      expect(await store.runs.requestStop(id, { ...stop, reason: "REPLACED", at: at(6) })).toEqual(run);
    });

    it("sets the intent of a run under way, once", async () => {
      const { store } = fresh;
      const fence = await claimedRun(store);
      const run = await store.runs.requestStop(fence.runId, stop);
      expect(run).toMatchObject({ status: { state: "RUNNING" }, desired: "STOP", stop });
      expect(await store.runs.requestStop(fence.runId, { ...stop, actor: "eve@host", at: at(6) })).toEqual(
        run,
      );
      expect(await store.runs.events(fence.runId)).toHaveLength(3);
      await store.runs.heartbeat(fence, { at: at(7), ttlSeconds: 60 });
    });

    it("asks many in all states to stop, as each by itself", async () => {
      const { store } = fresh;
      const running = await claimedRun(store, newRun(1));
      const retrying = await claimedRun(store, newRun(2));
      const retry = { state: "RETRY", reason: "OOM_KILLED", message: "oom", nextAttemptAt: at(9) } as const;
      await store.runs.transition(retrying, retry, { at: at(2), actor: "w" });
      const ended = await claimedRun(store, newRun(3));
      const ending = { status: { state: "DONE", reason: "OK" }, endedAt: at(4) } as const;
      const { run: done } = await store.runs.end(ended, ending, { actor: "w" });
      // More than one transaction takes.
      const waiting = Array.from({ length: 501 }, (_, index) => newRun(10 + index));
      await store.runs.createMany(waiting, at(4));
      const ids = [running.runId, retrying.runId, done.id, ...waiting.map(({ id }) => id)];
      const stopped = await store.runs.requestStops([...ids, uuid(9)], stop);
      expect(stopped.map(({ id }) => id)).toEqual(ids);
      const aborted = { status: { state: "ABORTED", reason: "CANCELLED" }, desired: "STOP", stop };
      expect(stopped.slice(0, 4)).toMatchObject([
        { status: { state: "RUNNING" }, desired: "STOP", stop },
        aborted,
        done,
        aborted,
      ]);
      expect(new Set(stopped.slice(3).map(({ status }) => status.state))).toEqual(new Set(["ABORTED"]));
      expect(await store.runs.get(uuid(510))).toEqual(stopped.at(-1));
      expect(await store.runs.requestStops(ids, { ...stop, at: at(6) })).toEqual(stopped);
      expect(await store.runs.requestStops([], stop)).toEqual([]);
    });

    it("ends a run between two attempts at once", async () => {
      const { store } = fresh;
      const fence = await claimedRun(store);
      await store.runs.transition(
        fence,
        { state: "RETRY", reason: "NON_ZERO_EXIT", message: "exit 1", nextAttemptAt: at(600) },
        { at: at(2), actor: "w" },
      );
      const run = await store.runs.requestStop(fence.runId, stop);
      expect(run).toMatchObject({ status: { state: "ABORTED", reason: "CANCELLED" } });
      expect(run).not.toHaveProperty("lease");
      await expect(store.runs.heartbeat(fence, { at: at(6), ttlSeconds: 60 })).rejects.toMatchObject({
        code: "MLX5020",
      });
    });

    it("ends a run that was asked to stop instead of trying again", async () => {
      const { store } = fresh;
      const fence = await claimedRun(store);
      await store.runs.requestStop(fence.runId, stop);
      const failed = attemptOf(fence, 1, { endedAt: at(6) });
      const run = await store.runs.transition(
        fence,
        { state: "RETRY", reason: "NON_ZERO_EXIT", message: "exit 1", nextAttemptAt: at(600) },
        { at: at(6), actor: "w", attempt: failed },
      );
      expect(run).toMatchObject({ status: { state: "ABORTED", reason: "CANCELLED" }, endedAt: at(6) });
      expect(await store.runs.record(fence.runId)).toMatchObject({ run, attempts: [failed] });
      const events = await store.runs.events(fence.runId);
      expect(events.slice(-2).map(({ type, to, actor }) => [type, to, actor])).toEqual([
        ["stop-requested", undefined, "bob@host"],
        ["status", "ABORTED", "w"],
      ]);
    });

    it("ends runs that have not begun when their experiment is deleted, and leaves those that run", async () => {
      const { store } = fresh;
      await store.applies.commit(commitOf(0, [putExperiment(1, "x"), putExperiment(2, "y")]));
      const x = { experiment: experiment("x") };
      const fence = await claimedRun(store, newRun(1, x));
      const retrying = await claimedRun(store, newRun(2, x));
      const retry = { state: "RETRY", reason: "OOM_KILLED", message: "oom", nextAttemptAt: at(9) } as const;
      await store.runs.transition(retrying, retry, { at: at(2), actor: "w" });
      await store.runs.createMany(
        [newRun(3, x), newRun(4, { ...x, overlapLimit: 1 }), newRun(5, { experiment: experiment("y") })],
        at(0),
      );
      const { at: applied, actor } = await store.applies.commit(
        commitOf(1, [removeExperiment("x"), putExperiment(2, "x", { from: "y" })]),
      );
      const gone = { state: "ABORTED", reason: "DELETED_RESOURCE" };
      for (const number of [2, 3, 4])
        expect(await store.runs.get(uuid(number))).toMatchObject({
          ...{ status: gone, endedAt: applied, stop: { reason: "DELETED_RESOURCE", actor, at: applied } },
        });
      expect((await store.runs.events(uuid(4))).map(({ reason }) => reason)).toEqual([
        ...["WAITING_OVERLAP", "DELETED_RESOURCE", "DELETED_RESOURCE"],
      ]);
      expect(await store.runs.get(fence.runId)).toMatchObject({
        status: { state: "RUNNING" },
        desired: "RUN",
      });
      expect((await store.runs.get(uuid(5)))?.status).toEqual({ state: "PENDING", reason: "QUEUED" });
    });

    it("ends a run that is given back with nothing to be stopped", async () => {
      const { store } = fresh;
      const fence = await claimedRun(store);
      await store.runs.requestStop(fence.runId, stop);
      await store.runs.release(fence, at(6));
      expect((await store.runs.get(fence.runId))?.status).toEqual({ state: "ABORTED", reason: "CANCELLED" });
    });

    it("leaves a run to be stopped by whoever adopts its attempt", async () => {
      const { store } = fresh;
      const fence = await claimedRun(store);
      await store.runs.putAttempt(fence, attemptOf(fence));
      await store.runs.requestStop(fence.runId, stop);
      await store.runs.release(fence, at(6));
      expect(await store.runs.get(fence.runId)).toMatchObject({
        status: { state: "RUNNING" },
        desired: "STOP",
      });
    });

    it("has no effect on a run that has ended", async () => {
      const { store } = fresh;
      const fence = await claimedRun(store);
      const ending = { status: { state: "DONE", reason: "OK" }, endedAt: at(4) } as const;
      const { run } = await store.runs.end(fence, ending, { actor: "w" });
      expect(await store.runs.requestStop(fence.runId, stop)).toEqual(run);
      await expect(store.runs.requestStop(uuid(9), stop)).rejects.toMatchObject({ code: "MLX5021" });
    });
  });
}
