import type { ResourceWrite, Store } from "@mlx/core";
import { createFakeIds } from "@mlx/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openStore } from "../src/index.ts";
import { apiCommitOf, commitOf, put, remove, uuid } from "../src/testing/samples.ts";

const names = ["a", "b", "c"] as const;

/** A step of files or of the API; one that makes no sense as things stand is left out. */
const step = fc.record({
  by: fc.constantFrom("files" as const, "api" as const),
  what: fc.constantFrom("put" as const, "put" as const, "delete" as const, "move" as const),
  of: fc.constantFrom(...names),
  to: fc.constantFrom(...names),
  seed: fc.integer({ min: 1, max: 3 }),
});

describe("whatever files and the API write, one after the other", () => {
  it("each resource has one history, and is as its history says", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        const store = await openStore({ url: ":memory:", namespace: "test", ids: createFakeIds() });
        for (const [index, { by, what, of, to, seed }] of steps.entries()) {
          const { serial, heads } = await store.resources.heads();
          const isThere = (name: string) => heads.some(({ address }) => address === `instance/${name}`);
          const id = 100 + index;
          const writes: ResourceWrite[] = [];
          if (what === "put") writes.push(put(id, of, { seed, wire: { index } }));
          else if (what === "delete" && isThere(of)) writes.push(remove(of));
          else if (what === "move" && isThere(of) && !isThere(to))
            writes.push(put(id, to, { seed, from: of }));
          if (writes.length === 0) continue;
          await store.applies.commit(by === "api" ? apiCommitOf(serial, writes) : commitOf(serial, writes));
          await checkHistories(store);
        }
        await store.close();
      }),
      { numRuns: 25 },
    );
  });
});

async function checkHistories(store: Store): Promise<void> {
  const { heads } = await store.resources.heads();
  const ids = heads.map(({ id }) => id);
  for (const { id, address, digest, revision, unmanaged, drifted } of heads) {
    const history = await store.resources.revisions(address);
    expect(history.map((each) => each.revision)).toEqual(history.map((_, index) => revision - index));
    expect(new Set(history.flatMap(({ resource }) => resource?.id ?? []))).toEqual(new Set([id]));
    // What files said last, and nothing else, decides.
    const declared = history.find(({ via, resource }) => via === undefined && resource !== undefined);
    expect([unmanaged ?? false, drifted ?? false]).toEqual([
      declared === undefined,
      declared !== undefined && declared.resource?.digest !== digest,
    ]);
    // Only the API deletes what comes back.
    for (const { via, resource } of history) expect(resource !== undefined || via === "api").toBe(true);
    const earliest = history.at(-1);
    expect(await store.resources.getById(id)).toMatchObject({
      ...{ createdAt: earliest?.at, createdBy: earliest?.actor },
      ...{ updatedAt: history[0]?.at, updatedBy: history[0]?.actor },
    });
  }
  const deleted = await store.resources.deleted({});
  for (const { deletedBy, resource } of deleted) {
    expect(ids).not.toContain(resource.id);
    expect(deletedBy).toBe("jane");
    expect(await store.resources.isKnown(resource.address)).toBe(true);
  }
  expect(new Set([...ids, ...deleted.map(({ resource }) => resource.id)]).size).toBe(
    ids.length + deleted.length,
  );
  expect(ids.every((id) => id >= uuid(100))).toBe(true);
}
