import { InternalError } from "@mlx/core";
import { describe, expect, it } from "vitest";
import { freshStore } from "./fresh-store.ts";
import { at, commitOf, instance, instanceResource, put, remove, uuid } from "./samples.ts";
import type { OpenFresh } from "./store-conformance.ts";

export function resourcesConformance(open: OpenFresh): void {
  describe("resources", () => {
    const fresh = freshStore(open);

    it("gives back what was put", async () => {
      const { store } = fresh;
      await store.applies.commit(commitOf(0, [put(2, "b"), put(1, "a")]));
      const { at: _, ...a } = instanceResource("a");
      const applied = {
        ...a,
        id: uuid(1),
        revision: 1,
        applyId: commitOf(0, []).id,
        createdAt: at(1),
        updatedAt: at(1),
        createdBy: "ada@host",
        updatedBy: "ada@host",
      };
      expect(await store.resources.get(instance("a"))).toEqual(applied);
      expect(await store.resources.get(instance("c"))).toBeUndefined();
      expect(await store.resources.getMany([instance("a"), instance("c"), instance("a")])).toEqual([applied]);
      expect((await store.resources.list()).map(({ id }) => id)).toEqual([uuid(1), uuid(2)]);
      expect((await store.resources.list("instance")).map(({ id }) => id)).toEqual([uuid(1), uuid(2)]);
      expect(await store.resources.list("dataset")).toEqual([]);
      const { id, address, kind, digest, references, revision } = applied;
      expect(await store.resources.heads()).toEqual({
        serial: 1,
        heads: [
          { id, address, kind, digest, references, revision },
          expect.objectContaining({ id: uuid(2), address: instance("b") }),
        ],
      });
    });

    it("numbers the revisions of each resource", async () => {
      const { store } = fresh;
      await store.applies.commit(commitOf(0, [put(1, "a"), put(2, "b")]));
      await store.applies.commit(commitOf(1, [put(3, "a", { seed: 2 })]));
      await store.applies.commit(commitOf(2, [remove("a")]));
      const revisions = await store.resources.revisions(instance("a"));
      expect(revisions.map(({ revision, serial, resource }) => [revision, serial, resource?.digest])).toEqual(
        [
          [3, 3, undefined],
          [2, 2, instanceResource("a", 2).digest],
          [1, 1, instanceResource("a", 1).digest],
        ],
      );
      expect(revisions[1]).toEqual({
        revision: 2,
        applyId: commitOf(1, []).id,
        serial: 2,
        at: at(2),
        actor: "ada@host",
        resource: expect.objectContaining({ id: uuid(1), createdAt: at(1), updatedAt: at(2), revision: 2 }),
      });
      expect((await store.resources.heads()).heads.map(({ address }) => address)).toEqual([instance("b")]);
      expect(await store.resources.get(instance("a"))).toBeUndefined();
    });

    it("gives a resource that is made again another id", async () => {
      const { store } = fresh;
      await store.applies.commit(commitOf(0, [put(1, "a")]));
      await store.applies.commit(commitOf(1, [remove("a")]));
      await store.applies.commit(commitOf(2, [put(2, "a")]));
      expect(await store.resources.get(instance("a"))).toMatchObject({ id: uuid(2), revision: 1 });
      expect(await store.resources.revisions(instance("a"))).toHaveLength(1);
    });

    it("replaces a resource in one apply", async () => {
      const { store } = fresh;
      await store.applies.commit(commitOf(0, [put(1, "a")]));
      await store.applies.commit(commitOf(1, [remove("a"), put(2, "a", { seed: 2 })]));
      expect(await store.resources.get(instance("a"))).toMatchObject({ id: uuid(2), revision: 1 });
    });

    it("keeps the id and the history across a move", async () => {
      const { store } = fresh;
      await store.applies.commit(commitOf(0, [put(1, "a")]));
      await store.applies.commit(commitOf(1, [put(2, "b", { from: "a" })]));
      expect(await store.resources.get(instance("a"))).toBeUndefined();
      expect(await store.resources.get(instance("b"))).toMatchObject({
        id: uuid(1),
        revision: 2,
        createdAt: at(1),
        updatedAt: at(2),
      });
      const revisions = await store.resources.revisions(instance("b"));
      expect(revisions.map(({ resource }) => resource?.address)).toEqual([instance("b"), instance("a")]);
      expect(await store.resources.revisions(instance("a"))).toEqual(revisions);
    });

    it("moves along a chain, round a ring, and makes a new resource at the old address", async () => {
      const { store } = fresh;
      const ids = async () =>
        Object.fromEntries((await store.resources.list()).map(({ address, id }) => [address, id]));
      await store.applies.commit(commitOf(0, [put(1, "a"), put(2, "b")]));
      await store.applies.commit(commitOf(1, [put(9, "b", { from: "a" }), put(9, "c", { from: "b" })]));
      expect(await ids()).toEqual({ "instance/b": uuid(1), "instance/c": uuid(2) });
      await store.applies.commit(commitOf(2, [put(9, "b", { from: "c" }), put(9, "c", { from: "b" })]));
      expect(await ids()).toEqual({ "instance/b": uuid(2), "instance/c": uuid(1) });
      await store.applies.commit(commitOf(3, [put(3, "b"), put(9, "d", { from: "b" })]));
      expect(await ids()).toEqual({
        "instance/b": uuid(3),
        "instance/c": uuid(1),
        "instance/d": uuid(2),
      });
    });

    it("refuses writes that contradict the store, whole", async () => {
      const { store } = fresh;
      await store.applies.commit(commitOf(0, [put(1, "a"), put(2, "b")]));
      for (const writes of [
        [put(3, "c"), remove("x")],
        [put(3, "c", { from: "x" })],
        [put(3, "a", { from: "b" })],
        [put(3, "c"), put(4, "c")],
        [remove("a"), remove("a")],
        [put(3, "c", { from: "a" }), put(4, "d", { from: "a" })],
      ])
        await expect(store.applies.commit(commitOf(1, writes))).rejects.toBeInstanceOf(InternalError);
      const { serial, heads } = await store.resources.heads();
      expect([serial, heads.map(({ id }) => id)]).toEqual([1, [uuid(1), uuid(2)]]);
    });

    it("holds thousands", async () => {
      const { store } = fresh;
      const names = Array.from({ length: 3000 }, (_, index) => `r${index}`);
      await store.applies.commit(
        commitOf(
          0,
          names.map((name, index) => put(index, name)),
        ),
      );
      const { heads } = await store.resources.heads();
      expect(heads.map(({ address }) => address)).toEqual(names.map(instance).sort());
      expect(await store.resources.getMany(names.map(instance))).toHaveLength(3000);
      await store.applies.commit(commitOf(1, names.map(remove)));
      expect(await store.resources.heads()).toEqual({ serial: 2, heads: [] });
    });
  });
}
