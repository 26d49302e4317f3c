import { InternalError } from "@mlx/core";
import { describe, expect, it } from "vitest";
import { freshStore } from "./fresh-store.ts";
import { at, commitOf, instance, newRun, put } from "./samples.ts";
import type { OpenFresh } from "./store-conformance.ts";

export function openingConformance(open: OpenFresh): void {
  describe("opening and closing", () => {
    const fresh = freshStore(open);

    it("starts empty", async () => {
      const { store } = fresh;
      expect(store.namespace).toBe("test");
      expect(await store.resources.heads()).toEqual({ serial: 0, heads: [] });
      expect(await store.applies.list({ limit: 10 })).toEqual([]);
      expect(await store.runs.list({}, { limit: 10 })).toEqual([]);
      expect(await store.models.heads()).toEqual([]);
    });

    it("has an identity and a key of 32 bytes that stay", async () => {
      const { store, opened } = fresh;
      const installation = await store.installation();
      expect(Buffer.from(installation.key, "base64")).toHaveLength(32);
      expect(installation.id).toMatch(/^[0-9a-f-]{36}$/);
      expect(await store.installation()).toEqual(installation);
      if (opened.another !== undefined) {
        expect(await (await opened.another("other")).installation()).toEqual(installation);
      }
    });

    it("shows the same rows through another connection, and none to another namespace", async ({ skip }) => {
      const { store, opened } = fresh;
      if (opened.another === undefined) return skip("one connection only");
      await store.applies.commit(commitOf(0, [put(1, "a")]));
      await store.runs.create(newRun(1), at(0));
      const same = await opened.another("test");
      expect(await same.resources.heads()).toEqual(await store.resources.heads());
      expect(await same.runs.record(newRun(1).id)).toEqual(await store.runs.record(newRun(1).id));
      const other = await opened.another("other");
      expect(await other.resources.heads()).toEqual({ serial: 0, heads: [] });
      expect(await other.resources.revisions(instance("a"))).toEqual([]);
      expect(await other.runs.get(newRun(1).id)).toBeUndefined();
      expect(await other.runs.unfinished()).toEqual([]);
      expect((await other.applies.commit(commitOf(0, [put(1, "a")]))).serial).toBe(1);
      expect((await other.runs.create(newRun(1), at(5))).createdAt).toBe(at(5));
      expect((await store.runs.get(newRun(1).id))?.createdAt).toBe(at(0));
    });

    it("may be closed twice, and is then of no use", async () => {
      const { store } = fresh;
      const late = store.resources.heads();
      await store.close();
      await store.close();
      expect(await late).toEqual({ serial: 0, heads: [] });
      await expect(store.resources.heads()).rejects.toBeInstanceOf(InternalError);
      await expect(store.runs.create(newRun(1), at(0))).rejects.toBeInstanceOf(InternalError);
    });

    it("keeps interleaved calls of one connection apart", async () => {
      const { store } = fresh;
      const serials = await Promise.all([
        store.applies.commit(commitOf(0, [put(1, "a"), put(2, "b")])).then(({ serial }) => serial),
        store.resources.heads().then(({ serial, heads }) => [serial, heads.length]),
        store.runs.create(newRun(1), at(0)).then(({ epoch }) => epoch),
        store.resources.heads().then(({ serial, heads }) => [serial, heads.length]),
      ]);
      expect(serials).toEqual([1, [1, 2], 0, [1, 2]]);
    });
  });
}
