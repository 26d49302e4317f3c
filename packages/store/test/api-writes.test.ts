import { type Address, nameOf, type ResourceWrite, type Store } from "@mlx/core";
import { createFakeIds } from "@mlx/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openStore } from "../src/index.ts";
import { apiCommitOf, commitOf, put, remove } from "../src/testing/samples.ts";

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
    const store = await openStore({ url: ":memory:", namespace: "test", ids: createFakeIds() });
    let id = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        // Resources of its own.
        const prefix = `r${id}-`;
        for (const { by, what, seed, ...named } of steps) {
          const [of, to] = [prefix + named.of, prefix + named.to];
          const { serial, heads } = await store.resources.heads();
          const isThere = (name: string) => heads.some(({ address }) => address === `instance/${name}`);
          id += 1;
          const writes: ResourceWrite[] = [];
          if (what === "put") writes.push(put(id, of, { seed, wire: { id } }));
          else if (what === "delete" && isThere(of)) writes.push(remove(of));
          else if (what === "move" && isThere(of) && !isThere(to))
            writes.push(put(id, to, { seed, from: of }));
          if (writes.length === 0) continue;
          await store.applies.commit(by === "api" ? apiCommitOf(serial, writes) : commitOf(serial, writes));
          await checkHistories(store, prefix);
        }
      }),
      { numRuns: 60 },
    );
    await store.close();
  });
});

async function checkHistories(store: Store, prefix: string): Promise<void> {
  const isOwn = ({ address }: { readonly address: Address }) => nameOf(address).startsWith(prefix);
  const heads = (await store.resources.heads()).heads.filter(isOwn);
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
  const deleted = (await store.resources.deleted({})).filter(({ resource }) => isOwn(resource));
  for (const { deletedBy, resource } of deleted) {
    expect(ids).not.toContain(resource.id);
    expect(deletedBy).toBe("jane");
    expect(await store.resources.isKnown(resource.address)).toBe(true);
  }
  expect(new Set([...ids, ...deleted.map(({ resource }) => resource.id)]).size).toBe(
    ids.length + deleted.length,
  );
}
