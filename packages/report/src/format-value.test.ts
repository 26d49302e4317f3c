import { expect, test } from "vitest";
import { formatValue } from "./format-value.ts";

test.each([
  [3933257229.4, "3933257229.4"],
  [3933257229, "3933257229"],
  [-88860.7189, "-88860.7"],
  [1234567.891, "1234567.9"],
  [0.123456789, "0.123457"],
  [0.1 + 0.2, "0.3"],
  [Number.NaN, "NaN"],
])("%d is written %s", (value, text) => {
  expect(formatValue(value)).toBe(text);
});
