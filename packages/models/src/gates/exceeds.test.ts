import fc from "fast-check";
import { expect, test } from "vitest";
import { exceeds } from "./exceeds.ts";

test.each([
  [0.9, 0.85, 0.05, false],
  [0.9000001, 0.85, 0.05, true],
  [0.3, 0.2, 0.1, false],
  [0.30000000000000004, 0.2, 0.1, true],
  [1e300, 1, 1e299, true],
  [5e-324, 0, 0, true],
  [0, 0, 0, false],
  [-1, -2, 1, false],
  [-1, -2, 0.999, true],
  [88860.71234, 88860.71234, 0, false],
])("%d - %d > %d is %s", (a, b, margin, expected) => {
  expect(exceeds(a, b, margin)).toBe(expected);
});

/** A decimal with so few digits that it is read as the number, and its hundred-thousandths. */
const decimals = fc.integer({ min: -1e9, max: 1e9 }).map((units) => ({ units, value: units / 100_000 }));

test("what is decided is what the decimals say", () => {
  fc.assert(
    fc.property(decimals, decimals, decimals, (a, b, margin) => {
      expect(exceeds(a.value, b.value, margin.value)).toBe(a.units - b.units > margin.units);
    }),
  );
});

test("without a margin it is the order of the numbers", () => {
  const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(finite, finite, (a, b) => {
      expect(exceeds(a, b, 0)).toBe(a > b);
    }),
  );
});
