import { InternalError } from "@mlx/core";
import { describe, expect, it } from "vitest";
import { freshStore } from "./fresh-store.ts";
import { at, claimedRun, commitOf, newRun, put, remove, uuid } from "./samples.ts";
import type { OpenFresh } from "./store-conformance.ts";

export function versionConformance(open: OpenFresh): void {
  describe("version", () => {
    const fresh = freshStore(open);

    it("is another after each write, and the same while there is none", async () => {
      const { store } = fresh;
      const seen = [store.version()];
      const see = () => {
        const version = store.version();
        expect(seen).not.toContain(version);
        seen.push(version);
        expect(store.version()).toBe(version);
      };
      await store.applies.commit(commitOf(0, [put(1, "a")]));
      see();
      await store.resources.heads();
      await store.resources.list();
      await store.runs.page({}, { limit: 5, offset: 0, order: "created" });
      expect(store.version()).toBe(seen.at(-1));
      const fence = await claimedRun(store, newRun(1));
      see();
      await store.runs.heartbeat(fence, { at: at(5), ttlSeconds: 60 });
      see();
      await store.insights.add({ id: uuid(1), context: {}, metrics: [], createdAt: at(1), updatedAt: at(1) });
      see();
      await store.applies.commit(commitOf(1, [remove("a")]));
      see();
    });

    it("tells of writes of other connections and namespaces, also in the middle of what this one does", async ({
      skip,
    }) => {
      const { store, opened } = fresh;
      if (opened.another === undefined) return skip("one connection only");
      const others = [await opened.another("test"), await opened.another("other")];
      for (const [index, other] of others.entries()) {
        const before = store.version();
        const meanwhile = store.resources.heads();
        await other.runs.create(newRun(index), at(index));
        expect(store.version()).not.toBe(before);
        await meanwhile;
      }
      expect((await store.runs.get(uuid(0)))?.createdAt).toBe(at(0));
    });

    it("never stands for what was there before a write that it is asked for during", async () => {
      const { store } = fresh;
      await store.applies.commit(commitOf(0, [put(1, "a")]));
      const known = new Map<string, string>();
      for (let serial = 1; serial <= 20; serial += 1) {
        const writing = store.applies.commit(commitOf(serial, [put(1, "a", { seed: serial })]));
        let writes = true;
        const done = writing.finally(() => {
          writes = false;
        });
        // A cache, as a server has it: what was read under a version is what is there under it.
        while (writes) {
          const version = store.version();
          const read = (await store.resources.getById(uuid(1)))?.digest ?? "";
          if (!known.has(version)) known.set(version, read);
          await Promise.resolve();
        }
        await done;
        const version = store.version();
        const now = (await store.resources.getById(uuid(1)))?.digest;
        expect(known.get(version) ?? now).toBe(now);
      }
    });

    it("is of no use after the end", async () => {
      const { store } = fresh;
      store.version();
      await store.close();
      expect(() => store.version()).toThrow(InternalError);
    });
  });
}
