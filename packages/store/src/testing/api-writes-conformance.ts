import { InternalError, type ResourceWrite } from "@mlx/core";
import { describe, expect, it } from "vitest";
import { freshStore } from "./fresh-store.ts";
import {
  apiCommitOf,
  at,
  commitOf,
  everyHour,
  experiment,
  instance,
  instanceResource,
  newRun,
  put,
  putExperiment,
  remove,
  removeExperiment,
  uuid,
} from "./samples.ts";
import type { OpenFresh } from "./store-conformance.ts";

export function apiWritesConformance(open: OpenFresh): void {
  describe("what the API writes", () => {
    const fresh = freshStore(open);
    const a = instance("a");
    /** Writes of files and of the API, one commit after the other. */
    const commitAll = async (...commits: readonly (readonly ["files" | "api", ...ResourceWrite[]])[]) => {
      const { serial } = await fresh.store.resources.heads();
      for (const [index, [by, ...writes]] of commits.entries())
        await fresh.store.applies.commit(
          by === "api" ? apiCommitOf(serial + index, writes) : commitOf(serial + index, writes),
        );
    };
    const head = async (name: string) =>
      (await fresh.store.resources.heads()).heads.find(({ address }) => address === instance(name));
    const flags = async (name: string) => {
      const found = await head(name);
      return [found?.id, found?.revision, found?.unmanaged ?? false, found?.drifted ?? false];
    };

    it("is unmanaged where it is new, until files declare it", async () => {
      const { resources } = fresh.store;
      await commitAll(["files", put(1, "b")], ["api", put(2, "a")]);
      expect(await flags("a")).toEqual([uuid(2), 1, true, false]);
      expect(await flags("b")).toEqual([uuid(1), 1, false, false]);
      expect(await resources.get(a)).toMatchObject({ unmanaged: true, createdBy: "jane", updatedBy: "jane" });
      expect((await resources.unmanaged()).map(({ address }) => address)).toEqual([a]);
      await commitAll(["api", put(3, "a", { seed: 2 })]);
      expect(await flags("a")).toEqual([uuid(2), 2, true, false]);
      await commitAll(["files", put(3, "a", { seed: 2 })]);
      expect(await flags("a")).toEqual([uuid(2), 3, false, false]);
      expect(await resources.get(a)).toMatchObject({ createdBy: "jane", updatedBy: "ada@host" });
      expect(await resources.get(a)).not.toHaveProperty("unmanaged");
      expect(await resources.unmanaged()).toEqual([]);
    });

    it("is drift where files declare it, until it is as they have it", async () => {
      await commitAll(["files", put(1, "a")], ["api", put(2, "a", { seed: 2 })]);
      expect(await flags("a")).toEqual([uuid(1), 2, false, true]);
      // The client takes it back.
      await commitAll(["api", put(2, "a")]);
      expect(await flags("a")).toEqual([uuid(1), 3, false, false]);
      await commitAll(["api", put(2, "a", { seed: 3 })], ["files", put(2, "a")]);
      expect(await flags("a")).toEqual([uuid(1), 5, false, false]);
      // The files take it over.
      await commitAll(["api", put(2, "a", { seed: 4 })], ["files", put(2, "a", { seed: 4 })]);
      expect(await flags("a")).toEqual([uuid(1), 7, false, false]);
    });

    it("says in the history who wrote, and how", async () => {
      const { applies, resources } = fresh.store;
      await commitAll(["files", put(1, "a")], ["api", put(1, "a", { seed: 2 })], ["api", remove("a")]);
      const revisions = await resources.revisions(a);
      expect(
        revisions.map(({ revision, actor, via, resource }) => [revision, actor, via, resource?.updatedBy]),
      ).toEqual([
        [3, "jane", "api", undefined],
        [2, "jane", "api", "jane"],
        [1, "ada@host", undefined, "ada@host"],
      ]);
      expect(revisions.map(({ resource }) => resource?.createdBy)).toEqual([
        undefined,
        "ada@host",
        "ada@host",
      ]);
      expect((await applies.list({ limit: 3 })).map(({ via }) => via)).toEqual(["api", "api", undefined]);
    });

    it("keeps what the client said, with the digest that it belongs to", async () => {
      const { resources } = fresh.store;
      const body = {
        z: [1, null, "Ünïcode \u{1f600}"],
        name: "My Instance",
        gitRepo: "https://example.org/x",
      };
      const first = { body, digest: instanceResource("a").digest };
      await commitAll(["api", put(1, "a", { wire: body })]);
      expect((await resources.get(a))?.wire).toEqual(first);
      expect(Object.keys((await resources.get(a))?.wire?.body ?? {})).toEqual(Object.keys(body));
      // Files change it, and it moves: what they cannot say is still there.
      await commitAll(["files", put(1, "a", { seed: 2 })], ["files", put(1, "b", { seed: 2, from: "a" })]);
      expect((await resources.get(instance("b")))?.wire).toEqual(first);
      expect((await resources.list("instance")).map(({ wire }) => wire)).toEqual([first]);
      await commitAll(["api", put(1, "b", { seed: 2, wire: { name: "Other" } })]);
      expect((await resources.getById(uuid(1)))?.wire).toEqual({
        ...{ body: { name: "Other" }, digest: instanceResource("b", 2).digest },
      });
      expect((await resources.revisions(instance("b"))).map(({ resource }) => resource?.wire?.body)).toEqual([
        ...[{ name: "Other" }, body, body, body],
      ]);
    });

    it("is found by its id, and was known ever after", async () => {
      const { resources } = fresh.store;
      await commitAll(["api", put(1, "a")], ["files", put(2, "b")]);
      expect(await resources.getById(uuid(1))).toEqual(await resources.get(a));
      expect(await resources.getById(uuid(3))).toBeUndefined();
      expect(await resources.isKnown(a)).toBe(true);
      await commitAll(["api", remove("a")], ["files", put(2, "c", { from: "b" })]);
      expect(await resources.getById(uuid(1))).toBeUndefined();
      expect(await resources.isKnown(a)).toBe(true);
      expect(await resources.isKnown(instance("b"))).toBe(true);
      expect(await resources.isKnown(instance("d"))).toBe(false);
      const other = await fresh.opened.another?.("other");
      expect(await other?.resources.getById(uuid(2))).toBeUndefined();
      expect((await other?.resources.isKnown(a)) ?? false).toBe(false);
    });

    it("leaves of what it deletes all that is needed to bring it back", async () => {
      const { resources } = fresh.store;
      await commitAll(["api", put(1, "a", { wire: { name: "A" } })], ["files", put(2, "b")]);
      await commitAll(["files", put(3, "c")]);
      const [lastA, lastB] = [await resources.get(a), await resources.get(instance("b"))];
      await commitAll(["api", remove("a")], ["api", remove("b")], ["files", remove("c")]);
      const deletedB = { serial: 5, deletedAt: at(5), deletedBy: "jane", resource: lastB };
      const deletedA = { serial: 4, deletedAt: at(4), deletedBy: "jane", resource: lastA };
      expect(await resources.deleted({})).toEqual([deletedB, deletedA]);
      expect(await resources.deleted({ kind: "instance" })).toEqual([deletedB, deletedA]);
      expect(await resources.deleted({ kind: "recipe" })).toEqual([]);
      expect(await resources.deleted({ id: uuid(1) })).toEqual([deletedA]);
      expect(await resources.deleted({ id: uuid(3) })).toEqual([]);
      const other = await fresh.opened.another?.("other");
      expect((await other?.resources.deleted({})) ?? []).toEqual([]);
    });

    it.each(["api", "files"] as const)("comes back with its id when %s put it again", async (by) => {
      const { resources } = fresh.store;
      await commitAll(["api", put(1, "a", { wire: { name: "A" } })], ["api", remove("a")]);
      await commitAll([by, put(9, "a", { seed: 2 }), put(8, "b")]);
      expect(await flags("a")).toEqual([uuid(1), 3, by === "api", false]);
      expect(await flags("b")).toEqual([uuid(8), 1, by === "api", false]);
      expect(await resources.get(a)).toMatchObject({
        ...{ createdAt: at(1), createdBy: "jane", wire: { body: { name: "A" } } },
      });
      expect((await resources.revisions(a)).map(({ revision }) => revision)).toEqual([3, 2, 1]);
      expect(await resources.deleted({})).toEqual([]);
    });

    it("comes back as what files declared, changed or not", async () => {
      await commitAll(["files", put(1, "a"), put(2, "b")], ["api", remove("a"), remove("b")]);
      await commitAll(["api", put(9, "a"), put(8, "b", { seed: 2 })]);
      expect(await flags("a")).toEqual([uuid(1), 3, false, false]);
      expect(await flags("b")).toEqual([uuid(2), 3, false, true]);
    });

    it("comes back by its id, wherever it is put", async () => {
      const { resources } = fresh.store;
      await commitAll(["api", put(1, "a")], ["api", remove("a")], ["api", put(1, "b")]);
      expect(await flags("b")).toEqual([uuid(1), 3, true, false]);
      expect(await resources.deleted({})).toEqual([]);
      // What is at the address by now is another resource.
      await commitAll(["api", put(2, "a")], ["api", remove("b")], ["api", put(1, "a", { seed: 2 })]);
      expect(await flags("a")).toEqual([uuid(2), 2, true, false]);
      expect((await resources.deleted({})).map(({ resource }) => resource.id)).toEqual([uuid(1)]);
    });

    it("does not come back by an address that was another's since, or after files deleted it", async () => {
      const { resources } = fresh.store;
      await commitAll(["api", put(1, "a")], ["api", put(2, "b")], ["api", remove("a")]);
      await commitAll(["files", put(2, "a", { from: "b" })], ["files", put(2, "c", { from: "a" })]);
      await commitAll(["api", put(3, "a")]);
      expect(await flags("a")).toEqual([uuid(3), 1, true, false]);
      await commitAll(
        ["api", remove("a")],
        ["files", put(4, "a")],
        ["files", remove("a")],
        ["api", put(5, "a")],
      );
      expect(await flags("a")).toEqual([uuid(5), 1, true, false]);
      expect((await resources.deleted({})).map(({ resource }) => resource.id)).toEqual([uuid(1)]);
    });

    it("deletes and puts another in its place in one commit", async () => {
      await commitAll(["api", put(1, "a")], ["api", remove("a"), put(2, "a")]);
      expect(await flags("a")).toEqual([uuid(2), 1, true, false]);
      await expect(fresh.store.applies.commit(apiCommitOf(2, [remove("b")]))).rejects.toBeInstanceOf(
        InternalError,
      );
    });

    it("ends the queued runs of an experiment that it deletes, and its schedule, which comes back with it", async () => {
      const { runs, schedules } = fresh.store;
      const nightly = experiment("nightly");
      await commitAll(["api", put(9, "a"), putExperiment(1, "nightly", { schedule: everyHour })]);
      await runs.createMany([newRun(1, { experiment: nightly }), newRun(2, { experiment: nightly })], at(2));
      const worker = { id: "w", host: "host", bootId: "boot", pid: 1 };
      await runs.claim(uuid(1), { worker, at: at(3), ttlSeconds: 60 });
      await commitAll(["api", removeExperiment("nightly")]);
      expect((await runs.get(uuid(1)))?.status.state).toBe("RUNNING");
      expect((await runs.get(uuid(2)))?.status).toEqual({ state: "ABORTED", reason: "DELETED_RESOURCE" });
      expect((await runs.get(uuid(2)))?.stop?.actor).toBe("jane");
      expect(await schedules.list()).toEqual([]);
      await commitAll(["api", putExperiment(5, "nightly", { schedule: everyHour })]);
      expect((await schedules.list()).map(({ id, anchor }) => [id, anchor])).toEqual([[uuid(1), at(3)]]);
    });
  });
}
