import { describe, expect, it } from "vitest";
import { freshStore } from "./fresh-store.ts";
import { at, commitOf, put, uuid } from "./samples.ts";
import type { OpenFresh } from "./store-conformance.ts";

export function appliesConformance(open: OpenFresh): void {
  describe("applies", () => {
    const fresh = freshStore(open);

    it("records each, newest first", async () => {
      const { store } = fresh;
      const commit = commitOf(0, [put(1, "a")]);
      const { expectedSerial: _, writes: __, ...rest } = commit;
      const record = await store.applies.commit(commit);
      expect(record).toEqual({ ...rest, serial: 1 });
      expect(await store.applies.get(record.id)).toEqual(record);
      expect(await store.applies.get(uuid(99))).toBeUndefined();
      const { git: _git, ...withoutGit } = commitOf(1, []);
      const second = await store.applies.commit(withoutGit);
      expect(second).not.toHaveProperty("git");
      expect(await store.applies.list({ limit: 10 })).toEqual([second, record]);
      expect(await store.applies.list({ limit: 1 })).toEqual([second]);
      expect(await store.applies.list({ limit: 10, before: 2 })).toEqual([record]);
    });

    it("refuses a stale serial and says who was faster", async () => {
      const { store } = fresh;
      await store.applies.commit(commitOf(0, [put(1, "a")]));
      const late = { ...commitOf(0, [put(2, "b")]), id: uuid(7), actor: "bob@host" };
      await expect(store.applies.commit(late)).rejects.toMatchObject({
        code: "MLX5010",
        category: "plan-stale",
        detail: expect.stringContaining(`ada@host ran apply at ${at(1)}`),
        next: [expect.stringContaining("`mlx plan`")],
      });
      expect(await store.applies.get(late.id)).toBeUndefined();
      expect((await store.resources.heads()).heads).toHaveLength(1);
      await expect(store.applies.commit(commitOf(5, []))).rejects.toMatchObject({ code: "MLX5010" });
    });

    it("lets one of several commits at a serial win", async () => {
      const { store, opened } = fresh;
      const other = (await opened.another?.("test")) ?? store;
      const outcomes = await Promise.allSettled(
        [1, 2, 3, 4].map((number) => {
          const commit = { ...commitOf(0, [put(number, `r${number}`)]), id: uuid(number, 0xa) };
          return (number % 2 === 0 ? store : other).applies.commit(commit);
        }),
      );
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      const { serial, heads } = await store.resources.heads();
      expect(await store.resources.serial()).toBe(serial);
      expect([serial, heads.length]).toEqual([1, 1]);
    });
  });
}
