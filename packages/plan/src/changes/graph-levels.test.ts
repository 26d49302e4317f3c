import { type Address, formatAddress } from "@mlx/core";
import { expect, test } from "vitest";
import { graphLevels } from "./graph-levels.ts";

const address = (name: string): Address => formatAddress({ kind: "dataset", name });
const levels = (graph: { readonly [name: string]: readonly string[] }) =>
  Object.fromEntries(
    graphLevels(
      Object.entries(graph).map(([name, to]) => ({ address: address(name), references: to.map(address) })),
    ),
  );

test("each node stands one deeper than the deepest that it refers to", () => {
  expect(levels({ a: ["b", "c", "c"], b: ["c"], c: ["not-there"], d: ["c"] })).toEqual({
    "dataset/a": 2,
    "dataset/b": 1,
    "dataset/c": 0,
    "dataset/d": 1,
  });
});

test("a cycle, and what stands behind it, comes last", () => {
  expect(levels({ a: ["b"], b: ["a"], c: ["a"], d: [] })).toEqual({
    "dataset/a": Number.POSITIVE_INFINITY,
    "dataset/b": Number.POSITIVE_INFINITY,
    "dataset/c": Number.POSITIVE_INFINITY,
    "dataset/d": 0,
  });
});

test("every edge is walked once, however many paths there are", () => {
  const ladder = Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [
      [`l${index}`, index === 0 ? [] : [`l${index - 1}`, `r${index - 1}`]],
      [`r${index}`, index === 0 ? [] : [`l${index - 1}`, `r${index - 1}`]],
    ]).flat(),
  );
  expect(levels(ladder)["dataset/r59"]).toBe(59);
});
