import type { PlanBlock, PreparedResource } from "@mlx/core";
import { expect, test } from "vitest";
import { buildDataset, planBetween } from "../testing.ts";

const named = (...names: string[]) => names.map((name) => buildDataset(name));
const blocks = (applied: PreparedResource[], desired: PreparedResource[], allowMassDelete = false) =>
  planBetween(applied, desired, { allowMassDelete }).blocks.map(({ type, addresses }: PlanBlock) => [
    type,
    ...addresses,
  ]);

test("more than half, or all, may only be deleted on request", () => {
  expect(blocks(named("a", "b", "c", "d"), named("a", "b"))).toEqual([]);
  expect(blocks(named("a", "b", "c"), named("a"))).toEqual([["mass-delete", "dataset/b", "dataset/c"]]);
  expect(blocks(named("a"), named("b"))).toEqual([["mass-delete", "dataset/a"]]);
  expect(blocks(named("a"), [], true)).toEqual([]);
  expect(blocks([], [])).toEqual([]);
});

test("a protected resource is not deleted, whatever is allowed", () => {
  const kept = buildDataset("kept", { lifecycle: { protect: true, ignore: [] } });
  expect(blocks([kept, ...named("a", "b")], named("a", "b"), true)).toEqual([["protected", "dataset/kept"]]);
  const { changes, blocks: found } = planBetween([kept, ...named("a", "b")], named("a", "b"));
  expect(changes).toMatchObject([{ action: "delete", protected: true }]);
  expect(found[0]?.message).toBe("dataset/kept would be deleted and has `lifecycle: { protect: true }`");
});

test("a long list of names is cut short in the message only", () => {
  const names = Array.from({ length: 7 }, (_, index) => `kept-${index}`);
  const applied = names.map((name) => buildDataset(name, { lifecycle: { protect: true, ignore: [] } }));
  const [block] = planBetween(applied, [], { allowMassDelete: true }).blocks;
  expect(block?.addresses).toHaveLength(7);
  expect(block?.message).toContain("dataset/kept-4 and 2 more would be deleted and have");
});
