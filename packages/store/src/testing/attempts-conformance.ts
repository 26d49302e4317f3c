import { InternalError, type RunStatus } from "@mlx/core";
import { describe, expect, it } from "vitest";
import { freshStore } from "./fresh-store.ts";
import { at, attemptOf, claimedRun, uuid } from "./samples.ts";
import type { OpenFresh } from "./store-conformance.ts";

export function attemptsConformance(open: OpenFresh): void {
  describe("runs: attempts", () => {
    const fresh = freshStore(open);
    const retry: RunStatus = {
      state: "RETRY",
      reason: "NON_ZERO_EXIT",
      message: "exit 1",
      nextAttemptAt: at(30),
    };

    it("keeps attempts by number", async () => {
      const { store } = fresh;
      const fence = await claimedRun(store);
      const whole = attemptOf(fence, 1, {
        place: { host: "host", folder: "/state" },
        handle: { pid: 17 },
        environment: { runtime: "python 3.11.7", digest: "sha256:0", packages: ["numpy==2.0"] },
        staged: { train: { fingerprint: "sha256:1", files: 2 } },
        startedAt: at(2),
        exit: { exitCode: 1, signal: null, oomKilled: false, endedAt: at(5) },
        endedAt: at(5),
        outcome: { reason: "NON_ZERO_EXIT", message: "exit 1" },
      });
      await store.runs.putAttempt(fence, attemptOf(fence, 1));
      await store.runs.putAttempt(fence, whole);
      await store.runs.putAttempt(fence, attemptOf(fence, 2));
      await store.runs.putAttempt(fence, whole);
      const record = await store.runs.record(fence.runId);
      expect(record?.attempts).toEqual([whole, attemptOf(fence, 2)]);
      expect(record?.run.attempt).toBe(2);
      for (const wrong of [attemptOf({ ...fence, runId: uuid(2) }), attemptOf(fence, 0)])
        await expect(store.runs.putAttempt(fence, wrong)).rejects.toBeInstanceOf(InternalError);
    });

    it("puts what an attempt came to together with what follows from it", async () => {
      const { store } = fresh;
      const fence = await claimedRun(store);
      const failed = attemptOf(fence, 1, { endedAt: at(2), outcome: { reason: "NON_ZERO_EXIT" } });
      const event = { at: at(2), actor: "w", attempt: failed };
      const run = await store.runs.transition(fence, retry, event);
      expect(run).toMatchObject({ status: retry, attempt: 1 });
      expect(await store.runs.record(fence.runId)).toEqual({
        ...{ run, attempts: [failed], metrics: [], outputs: [] },
      });
    });

    it("puts no attempt where the edge is refused, and takes no edge where the attempt is", async () => {
      const { store } = fresh;
      const fence = await claimedRun(store);
      await store.runs.putAttempt(fence, attemptOf(fence));
      const before = await store.runs.record(fence.runId);
      const ended = attemptOf(fence, 1, { endedAt: at(2) });
      const pending = { state: "PENDING", reason: "QUEUED" } as const;
      await expect(
        store.runs.transition(fence, pending, { at: at(2), actor: "w", attempt: ended }),
      ).rejects.toBeInstanceOf(InternalError);
      for (const attempt of [{ ...ended, runId: uuid(2) }, attemptOf(fence, 0), attemptOf(fence, 1.5)])
        await expect(
          store.runs.transition(fence, retry, { at: at(2), actor: "w", attempt }),
        ).rejects.toBeInstanceOf(InternalError);
      expect(await store.runs.record(fence.runId)).toEqual(before);
      expect(await store.runs.events(fence.runId)).toHaveLength(2);
    });
  });
}
