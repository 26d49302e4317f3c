import type { WorkerRecord } from "@mlx/core";
import { describe, expect, it } from "vitest";
import { freshStore } from "./fresh-store.ts";
import { at, worker } from "./samples.ts";
import type { OpenFresh } from "./store-conformance.ts";

export function workersConformance(open: OpenFresh): void {
  describe("workers", () => {
    const fresh = freshStore(open);
    const record = (id: string, startedAt: number, more: Partial<WorkerRecord> = {}): WorkerRecord => ({
      ...{ identity: worker(id), startedAt: at(startedAt), heartbeatAt: at(startedAt), draining: false },
      ...{ version: "0.1.0", capacity: { cpus: 8, licence: 1 }, ...more },
    });

    it("are those that are there, oldest first", async () => {
      const { store, opened } = fresh;
      expect(await store.workers.list()).toEqual([]);
      await store.workers.put(record("b", 5, { url: "http://127.0.0.1:8000" }));
      await store.workers.put(record("a", 9));
      await store.workers.put(record("c", 1));
      const renewed = record("b", 5, { heartbeatAt: at(20), draining: true });
      await store.workers.put(renewed);
      expect(await store.workers.list()).toEqual([record("c", 1), renewed, record("a", 9)]);
      await store.workers.remove("c");
      await store.workers.remove("c");
      expect(await store.workers.list()).toEqual([renewed, record("a", 9)]);
      const other = await opened.another?.("other");
      expect((await other?.workers.list()) ?? []).toEqual([]);
    });
  });
}
