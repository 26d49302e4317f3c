import { expect, it } from "vitest";
import { readRange } from "./send-file.ts";

it.each([
  [undefined, undefined],
  ["bytes=0-9", { start: 0, end: 9 }],
  ["bytes=90-", { start: 90, end: 99 }],
  ["bytes=-5", { start: 95, end: 99 }],
  ["bytes=-500", { start: 0, end: 99 }],
  ["bytes=90-500", { start: 90, end: 99 }],
  // Not one range: the whole is answered.
  ["bytes=0-1,5-6", undefined],
  ["bytes=9-3", undefined],
  ["lines=1-2", undefined],
  ["bytes=-", undefined],
])("of 100 bytes, %s means %o", (header, expected) => {
  expect(readRange(header, 100)).toEqual(expected);
});

it("what lies outside of the file is refused", () => {
  for (const header of ["bytes=100-", "bytes=-0", "bytes=200-300"])
    expect(() => readRange(header, 100)).toThrow("which has 100 bytes");
  expect(() => readRange("bytes=0-", 0)).toThrow("which has 0 bytes");
});
