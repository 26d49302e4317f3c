import { expect, it } from "vitest";
import { createRepeatFilter } from "./repeat-filter.ts";

function pass(times: string): string {
  const filter = createRepeatFilter();
  return [...times].filter((time) => !filter.isRepeated(time)).join("");
}

it.each([
  ["abcdef", "abcdef", "what ascends"],
  ["abcdbcdef", "abcdef", "what comes again"],
  ["abcdbcdcdef", "abcdef", "what comes again and again"],
  ["abbbc", "abbbc", "a line that is divided"],
  ["abcccbccccd", "abccccd", "a divided line, of which the rest is new"],
  ["ahicde", "ahicde", "a clock that was set back"],
  ["ahicdecde", "ahicde", "what comes again after a clock was set back"],
])("%s → %s: %s", (given, kept) => expect(pass(given)).toBe(kept));

it("remembers only so much", () => {
  const filter = createRepeatFilter();
  const time = (number: number) => number.toString().padStart(9, "0");
  for (let number = 0; number < 20_000; number += 1) expect(filter.isRepeated(time(number))).toBe(false);
  expect(filter.isRepeated(time(19_000))).toBe(true);
  for (let number = 19_001; number < 20_000; number += 1) expect(filter.isRepeated(time(number))).toBe(true);
  expect(filter.isRepeated(time(20_000))).toBe(false);
  expect(filter.isRepeated(time(1))).toBe(false);
});
