import type { AliasMove } from "@mlx/core";
import { beforeEach, describe, expect, it } from "vitest";
import { freshStore } from "./fresh-store.ts";
import {
  at,
  champion,
  commitOf,
  externalVersion,
  instance,
  newRun,
  put,
  trainedRun,
  uuid,
} from "./samples.ts";
import type { OpenFresh } from "./store-conformance.ts";

export function aliasesConformance(open: OpenFresh): void {
  describe("aliases", () => {
    const fresh = freshStore(open);
    beforeEach(async () => {
      for (const id of [1, 2, 3]) await fresh.store.models.add(externalVersion(id, "x"), at(id));
    });
    const where = async (time?: string) => (await fresh.store.models.byAlias("x", "champion", time))?.version;
    const shorten = (moves: readonly AliasMove[]) => moves.map(({ from, to, kind }) => [from, to, kind]);

    it("are moved from where they are known to point, and each move is kept", async () => {
      const { models } = fresh.store;
      const whole = champion("x", {
        ...{ to: 1, reason: "RMSE 84289.2 <= 90000", evaluation: uuid(9), applyId: uuid(8) },
      });
      const first = await models.moveAlias(whole);
      expect(first).toEqual({ ...whole, seq: first.seq });
      const second = await models.moveAlias(champion("x", { from: 1, to: 2, at: at(200) }));
      const third = await models.moveAlias(
        champion("x", { from: 2, to: 1, at: at(300), kind: "rollback", reason: "worse in production" }),
      );
      expect(second.seq).toBeGreaterThan(first.seq);
      expect(await models.byAlias("x", "champion")).toEqual(await models.get("x", 1));
      expect(await models.aliases()).toEqual([{ model: "x", alias: "champion", version: 1, at: at(300) }]);
      expect(await models.aliasMoves({}, { limit: 9 })).toEqual([third, second, first]);
      expect(await models.aliasMoves({ model: "x" }, { limit: 1, before: third.seq })).toEqual([second]);
      expect(await models.aliasMovesAfter(first.seq, 1)).toEqual([second]);
    });

    it("are not moved from anywhere else (5030)", async () => {
      const { models } = fresh.store;
      await models.moveAlias(champion("x", { to: 2 }));
      for (const wrong of [{ to: 1 }, { from: 1, to: 3 }, { from: 1 }])
        await expect(models.moveAlias(champion("x", wrong))).rejects.toMatchObject({
          ...{ code: "MLX5030", summary: expect.stringContaining("champion of model/x") },
          detail: expect.stringContaining("now points to v2"),
        });
      await expect(models.moveAlias(champion("y", { from: 1, to: 1 }))).rejects.toMatchObject({
        ...{ code: "MLX5030", detail: expect.stringContaining("now points nowhere") },
      });
      expect(await where()).toBe(2);
      expect(await models.aliasMoves({}, { limit: 9 })).toHaveLength(1);
    });

    it("point to READY versions that there are (5031, 5033)", async () => {
      const { models } = fresh.store;
      await models.delete(uuid(1, 0xe), { at: at(50), actor: "ada@host" });
      await expect(models.moveAlias(champion("x", { to: 1 }))).rejects.toMatchObject({ code: "MLX5031" });
      await expect(models.moveAlias(champion("x", { to: 4 }))).rejects.toMatchObject({ code: "MLX5033" });
      expect(await models.aliases("x")).toEqual([]);
    });

    it("are known for every time", async () => {
      const { models } = fresh.store;
      await models.moveAlias(champion("x", { to: 1, at: at(100) }));
      await models.moveAlias(champion("x", { from: 1, to: 2, at: at(200) }));
      await models.moveAlias(champion("x", { from: 2, at: at(300), kind: "remove" }));
      await models.moveAlias(champion("x", { to: 3, at: at(400) }));
      const seconds = [99, 100, 199.999, 200, 299, 300, 400, 9999];
      const pointed = await Promise.all(seconds.map((second) => where(at(second))));
      expect(pointed).toEqual([undefined, 1, 1, 2, 2, undefined, 3, 3]);
      // However the instant is written.
      expect(await where(at(100).replace(".000Z", "Z"))).toBe(1);
      expect(await models.byAlias("x", "other", at(500))).toBeUndefined();
    });

    it("are listed by model and name", async () => {
      const { models } = fresh.store;
      await models.add(externalVersion(4, "a"), at(4));
      await models.moveAlias(champion("x", { to: 1 }));
      await models.moveAlias(champion("x", { to: 2, alias: "canary" }));
      await models.moveAlias(champion("a", { to: 1 }));
      const names = async (model?: string) =>
        (await models.aliases(model)).map((alias) => `${alias.model}@${alias.alias}=v${alias.version}`);
      expect(await names()).toEqual(["a@champion=v1", "x@canary=v2", "x@champion=v1"]);
      expect(await names("x")).toEqual(["x@canary=v2", "x@champion=v1"]);
      expect(shorten(await models.aliasMoves({ model: "x", alias: "canary" }, { limit: 9 }))).toEqual([
        [undefined, 2, "promote"],
      ]);
      expect(await (await fresh.opened.another?.("other"))?.models.aliases()).toEqual(
        fresh.opened.another === undefined ? undefined : [],
      );
    });

    it("go along, with their log, when the model's instance moves", async () => {
      const { store } = fresh;
      await store.applies.commit(commitOf(0, [put(1, "a"), put(2, "b")]));
      await trainedRun(store, newRun(1), 11);
      await trainedRun(store, newRun(2, { instance: instance("b") }), 12);
      await store.models.moveAlias(champion("a", { to: 1 }));
      await store.models.moveAlias(champion("b", { to: 1, alias: "canary" }));
      await store.applies.commit(commitOf(1, [put(9, "b", { from: "a" }), put(9, "a", { from: "b" })]));
      expect((await store.models.byAlias("b", "champion"))?.id).toBe(uuid(11, 0xe));
      expect((await store.models.byAlias("b", "champion", at(100)))?.id).toBe(uuid(11, 0xe));
      expect((await store.models.byAlias("a", "canary"))?.id).toBe(uuid(12, 0xe));
      expect((await store.models.aliasMoves({ model: "b" }, { limit: 9 })).map(({ alias }) => alias)).toEqual(
        ["champion"],
      );
    });

    it("are moved by an apply with all of it, or not at all", async () => {
      const { store } = fresh;
      const pin = champion("x", { to: 2, kind: "pin", applyId: uuid(1, 0xa) });
      await store.applies.commit({ ...commitOf(0, [put(1, "a")]), aliasMoves: [pin] });
      expect(await where()).toBe(2);
      expect(await store.applies.list({ limit: 9 })).toEqual([await store.applies.get(uuid(1, 0xa))]);
      await expect(
        store.applies.commit({ ...commitOf(1, [put(2, "b")]), aliasMoves: [pin] }),
      ).rejects.toMatchObject({ code: "MLX5030" });
      const { serial, heads } = await store.resources.heads();
      expect([serial, heads.map(({ address }) => address)]).toEqual([1, ["instance/a"]]);
    });
  });
}
