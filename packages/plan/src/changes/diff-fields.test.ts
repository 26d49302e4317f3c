import { isDeepStrictEqual } from "node:util";
import type { Json } from "@mlx/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { diffFields, toFieldChange } from "./diff-fields.ts";

const secret = (env: string) => ({ secret: { env } });
const changes = (before: Json, after: Json, defaults?: Json) =>
  diffFields(before, after, defaults).map(toFieldChange);

test("the smallest parts that differ, by path", () => {
  expect(
    changes(
      { a: { b: 1, c: { d: 2 } }, gone: true, same: [1] },
      { a: { b: 1, c: { d: 3, "x.y": null } }, fresh: { deep: { er: 1 } }, same: [1] },
    ),
  ).toEqual([
    { path: "a.c.d", before: 2, after: 3 },
    { path: 'a.c."x.y"', after: null },
    { path: "fresh.deep.er", after: 1 },
    { path: "gone", before: true },
  ]);
});

test("lists of equal length are compared element by element, others as wholes", () => {
  expect(changes({ a: [1, { b: 2 }] }, { a: [1, { b: 3 }] })).toEqual([
    { path: "a.1.b", before: 2, after: 3 },
  ]);
  expect(changes({ a: [1] }, { a: [1, 2] })).toEqual([{ path: "a", before: [1], after: [1, 2] }]);
});

test("a change of type, and a map that comes or goes empty, are changes", () => {
  expect(changes({ a: 1, b: {} }, { a: { x: "1" }, c: {} })).toEqual([
    { path: "a", before: 1, after: { x: "1" } },
    { path: "b", before: {} },
    { path: "c", after: {} },
  ]);
});

test("a default is left out only where the other side has nothing", () => {
  const defaults = { enabled: true, on: ["A"], retry: { max: 0 } };
  expect(changes({}, { enabled: true, on: ["A"], retry: { max: 0, other: 1 } }, defaults)).toEqual([
    { path: "retry.other", after: 1 },
  ]);
  expect(changes({ enabled: false }, { enabled: true }, defaults)).toEqual([
    { path: "enabled", before: false, after: true },
  ]);
});

test("secrets read as references, and a literal beside one is hidden", () => {
  expect(
    changes({ a: secret("A"), b: "hunter2", c: secret("C") }, { a: secret("B"), b: secret("B"), c: "open" }),
  ).toEqual([
    { path: "a", before: "secret(env A)", after: "secret(env B)" },
    { path: "b", before: "***", after: "secret(env B)" },
    { path: "c", before: "secret(env C)", after: "***" },
  ]);
});

test("names that objects inherit are ordinary names", () => {
  const before: Json = JSON.parse('{"constructor":1}');
  const after: Json = JSON.parse('{"__proto__":{"a":1},"toString":2}');
  expect(changes(before, after, { enabled: true })).toEqual([
    { path: "__proto__.a", after: 1 },
    { path: "constructor", before: 1 },
    { path: "toString", after: 2 },
  ]);
});

test("there are differences exactly when the values differ", () => {
  const json = fc.jsonValue({ maxDepth: 3 }).map((value): Json => JSON.parse(JSON.stringify(value)));
  fc.assert(
    fc.property(json, json, (a, b) => {
      expect(diffFields({ a }, { a })).toEqual([]);
      expect(diffFields({ a }, { a: b }).length === 0).toBe(isDeepStrictEqual(a, b));
    }),
  );
});

test("a value that was sealed anew shows that, and nothing of its text", () => {
  const sealed = (text: string) => ({ secret: { sealed: text } });
  expect(changes({ a: sealed("b25l"), b: sealed("b25l") }, { a: sealed("dHdv"), b: secret("B") })).toEqual([
    { path: "a", before: "***", after: "***" },
    { path: "b", before: "secret(sealed)", after: "secret(env B)" },
  ]);
});
