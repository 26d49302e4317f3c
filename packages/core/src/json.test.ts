import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson, digestOfJson } from "./json.ts";

test("keys are sorted, absent members left out, lists kept in order", () => {
  expect(canonicalJson({ b: [2, 1, undefined], a: { d: null, c: undefined }, "10": 1, "9": "é" })).toBe(
    '{"10":1,"9":"é","a":{"d":null},"b":[2,1,null]}',
  );
});

test("canonical JSON means the same as the value, in whatever order its keys were set", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      expect(digestOfJson(reversed(value))).toBe(digestOfJson(value));
    }),
  );
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}
