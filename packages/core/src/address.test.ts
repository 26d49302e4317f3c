import fc from "fast-check";
import { expect, test } from "vitest";
import { formatAddress, isAddress, kindOf, kinds, nameOf, parseAddress } from "./address.ts";

test.each([
  ["recipe/retail-gbm", { kind: "recipe", name: "retail-gbm" }],
  ["instance/retail[eu,3]", { kind: "instance", name: "retail", key: "eu,3" }],
])("%s has parts", (text, parts) => {
  expect(parseAddress(text)).toEqual(parts);
});

test.each([
  "recipe",
  "recipe/",
  "recipe/Retail",
  "job/x",
  "recipe/a/b",
  "instance/a[]",
  "instance/a[b",
  "recipe/-a",
])("%j is no address", (text) => {
  expect(parseAddress(text)).toBeUndefined();
});

test("an address that was formatted parses into the same parts", () => {
  const parts = fc.record(
    {
      kind: fc.constantFrom(...kinds),
      name: fc.stringMatching(/^[a-z][a-z0-9-]{0,62}$/),
      key: fc.stringMatching(/^[^[\]]+$/),
    },
    { requiredKeys: ["kind", "name"] },
  );
  fc.assert(
    fc.property(parts, (given) => {
      const address = formatAddress(given);
      expect(parseAddress(address)).toEqual(given);
      expect(isAddress(address, given.kind)).toBe(true);
      expect(`${kindOf(address)}/${nameOf(address)}`).toBe(address);
    }),
  );
});
