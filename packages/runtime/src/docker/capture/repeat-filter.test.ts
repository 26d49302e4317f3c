import { expect, it } from "vitest";
import { createRepeatFilter } from "./repeat-filter.ts";

/** A small letter is a whole line, or with the capital ones before it: `AAa`. */
function pass(entries: string): string {
  const filter = createRepeatFilter();
  return [...entries]
    .filter((entry) => !filter.isRepeated(entry.toLowerCase(), entry === entry.toLowerCase()))
    .join("");
}

it.each([
  ["abcdef", "abcdef", "what ascends"],
  ["abcdbcdef", "abcdef", "what comes again"],
  ["abcdbcdcdef", "abcdef", "what comes again and again"],
  ["aBBbc", "aBBbc", "a line that is divided"],
  ["abCCbCCCcd", "abCCCcd", "a divided line, of which the rest is new"],
  ["aCCcCcd", "aCCcd", "the end of a divided line"],
  ["aCCcCcdCcde", "aCCcde", "the end of a divided line, more than once"],
  ["ahicde", "ahicde", "a clock that was set back"],
  ["ahicdecde", "ahicde", "what comes again after a clock was set back"],
])("%s → %s: %s", (given, kept) => expect(pass(given)).toBe(kept));

it("remembers only so much", () => {
  const filter = createRepeatFilter();
  const time = (number: number) => number.toString().padStart(9, "0");
  for (let number = 0; number < 20_000; number += 1)
    expect(filter.isRepeated(time(number), true)).toBe(false);
  expect(filter.isRepeated(time(19_000), true)).toBe(true);
  for (let number = 19_001; number < 20_000; number += 1)
    expect(filter.isRepeated(time(number), true)).toBe(true);
  expect(filter.isRepeated(time(20_000), true)).toBe(false);
  expect(filter.isRepeated(time(1), true)).toBe(false);
});
