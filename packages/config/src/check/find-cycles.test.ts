import type { Address } from "@mlx/core";
import fc from "fast-check";
import { expect, it } from "vitest";
import { findCycles } from "./find-cycles.ts";

function graph(edges: { readonly [from: number]: readonly number[] }) {
  return Object.entries(edges).map(([from, to]) => ({
    address: `recipe/r${from}` as Address,
    references: to.map((one) => `recipe/r${one}` as Address),
  }));
}

it("finds a cycle exactly where there is one", () => {
  expect(findCycles(graph({ 0: [1], 1: [2], 2: [] }))).toEqual([]);
  expect(findCycles(graph({ 0: [1], 1: [2], 2: [1] }))).toEqual([["recipe/r1", "recipe/r2"]]);
  expect(findCycles(graph({ 0: [0], 1: [0] }))).toEqual([["recipe/r0"]]);
  fc.assert(
    fc.property(fc.array(fc.uniqueArray(fc.nat(7)), { minLength: 8, maxLength: 8 }), (rows) => {
      const cycles = findCycles(graph({ ...rows }));
      for (const cycle of cycles) {
        for (const [index, from] of cycle.entries()) {
          const to = cycle[(index + 1) % cycle.length];
          expect(rows[Number(from.at(-1))]).toContain(Number(to?.at(-1)));
        }
      }
      // Kahn: whatever cannot be taken away, leaf by leaf, is on or before a cycle.
      const left = new Set(rows.keys());
      for (let before = -1; before !== left.size; ) {
        before = left.size;
        for (const node of left) if (!rows[node]?.some((to) => left.has(to))) left.delete(node);
      }
      expect(cycles.length > 0).toBe(left.size > 0);
    }),
  );
});

it("goes down long chains", () => {
  const chain = graph(
    Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [index, [index + 1]])),
  );
  expect(findCycles(chain)).toEqual([]);
});
