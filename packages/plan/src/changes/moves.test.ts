import type { Address, Move } from "@mlx/core";
import { expect, test } from "vitest";
import { buildDataset, buildRecipe, toHeads } from "../testing.ts";
import { findMoves } from "./moves.ts";

const at = { file: "mlx.yaml", line: 1, column: 1 };
const [a, b, c, d] = [buildDataset("a"), buildDataset("b"), buildDataset("c"), buildDataset("d")] as const;
const move = ({ address: from }: { address: Address }, { address: to }: { address: Address }): Move => ({
  from,
  to,
  at,
});
const pairs = (applied: (typeof a)[], declared: (typeof a)[], moved: Move[]) =>
  [...findMoves({ prepared: declared, heads: toHeads(applied), moved }).toOf].map(
    ([from, to]) => `${from} → ${to}`,
  );

test("an entry takes effect when only its source is applied and only its target is declared", () => {
  expect(pairs([a], [b], [move(a, b)])).toEqual(["dataset/a → dataset/b"]);
  expect(pairs([b], [b], [move(a, b)]), "stale").toEqual([]);
  expect(pairs([a], [c], [move(a, b)]), "target not declared").toEqual([]);
  expect(pairs([a, b], [b], [move(a, b)]), "both applied").toEqual([]);
  expect(pairs([a], [a, b], [move(a, b)]), "both declared").toEqual([]);
  expect(pairs([a], [buildRecipe("b")], [move(a, buildRecipe("b"))]), "another kind").toEqual([]);
});

test("chains lead to their end, from wherever the store stands", () => {
  const chain = [move(a, b), move(b, c)];
  expect(pairs([a], [c], chain)).toEqual(["dataset/a → dataset/c"]);
  expect(pairs([b], [c], chain)).toEqual(["dataset/b → dataset/c"]);
  expect(pairs([c], [c], chain)).toEqual([]);
  expect(pairs([a], [b, c], chain), "the first declared one").toEqual(["dataset/a → dataset/b"]);
  expect(pairs([a, b], [c], chain), "b is in the way of a").toEqual(["dataset/b → dataset/c"]);
});

test("cycles, and several entries for one address, come to an end", () => {
  expect(pairs([a], [d], [move(a, b), move(b, c), move(c, a)])).toEqual([]);
  expect(pairs([a, b], [c], [move(b, c), move(a, c)]), "the first by name").toEqual([
    "dataset/a → dataset/c",
  ]);
  expect(pairs([a], [c], [move(a, b), move(a, c)]), "the declared one").toEqual(["dataset/a → dataset/c"]);
});
